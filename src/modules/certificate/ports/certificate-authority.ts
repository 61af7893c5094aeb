import type { Holder } from '../domain/holder.ts';

/** What is asked of the CA. Extensions, key usage and longest validity come from the profile; the caller chooses none of them. */
export interface CertificateOrder {
  readonly profileId: string;
  readonly holder: Holder;
  /** Unsigned magnitude. */
  readonly serial: Uint8Array;
  /** PKCS #10; its proof of possession is verified for each certificate. */
  readonly csr: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export interface PlannedCertificate {
  /** Id of the authority that will sign. */
  readonly issuer: string;
  /** DER of the TBSCertificate: what will be signed, octet for octet. */
  readonly tbs: Uint8Array;
  /** SHA-256 of the SubjectPublicKeyInfo, hex. */
  readonly keyHash: string;
  readonly profileHash: string;
  /** As written: cut to seconds and to the issuer's own end. */
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** An issuing CA, ours or another provider's. */
export abstract class CertificateAuthority {
  /**
   * Plans a certificate and signs nothing. Throws `certificate.no-proof-of-possession`, LintFailed (nothing that the linter
   * faults is ever signed), `certificate.no-authority` before `yinxin ca init`.
   */
  abstract plan(order: CertificateOrder): Promise<PlannedCertificate>;
  /**
   * Signs the planned content and answers the certificate's DER, after comparing the signed content with the plan octet for octet and
   * verifying the signature. Throws KeyHolderDown; a certificate that differs is never answered.
   */
  abstract sign(planned: Pick<PlannedCertificate, 'issuer' | 'tbs'>): Promise<Uint8Array>;
  /** DER of the issuer and of what is above it, root last. */
  abstract chain(issuer: string): Promise<readonly Uint8Array[]>;
}
