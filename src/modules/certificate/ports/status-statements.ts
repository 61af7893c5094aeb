/** Signed statements about a certificate, for long-term validation. */
export abstract class StatusStatements {
  /** DER of an OCSP response for the certificate, and of the CRLs of its chain. */
  abstract about(
    certificate: Uint8Array,
    issuer: string,
  ): Promise<{ readonly ocsp: readonly Uint8Array[]; readonly crls: readonly Uint8Array[] }>;
}
