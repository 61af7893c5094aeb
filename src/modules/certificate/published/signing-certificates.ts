/** A certificate that its holder can sign with now. */
export interface SigningCertificate {
  readonly serial: string;
  readonly entitlementId: string;
  readonly accountId: string;
  /** The unit in whose name it signs; undefined for a person's own. */
  readonly unitId: string | undefined;
  readonly holderName: string;
  readonly typeName: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** DER. */
  readonly certificate: Uint8Array;
  /** DER of the issuing CA and what is above it, root last. */
  readonly chain: readonly Uint8Array[];
  readonly algorithm: 'ecdsa-p256-sha256' | 'ecdsa-p384-sha384' | 'rsa-pkcs1-sha256';
}

/** What shows later that the certificate was good when it signed (DER). */
export interface StatusProofs {
  readonly ocsp: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
}

/** Signing with the certificates of this system. Every use is checked anew (CER-094): validity, revocation, grant. */
export abstract class SigningCertificates {
  /** The account's certificates that may sign now: for the unit, or the person's own where no unit is named. Best first. */
  abstract usable(accountId: string, unitId?: string): Promise<readonly SigningCertificate[]>;
  /** Throws Missing for another's certificate, `certificate.revoked`, `certificate.expired`, `certificate.no-grant`, `certificate.not-made`. */
  abstract usableBySerial(accountId: string, serial: string): Promise<SigningCertificate>;
  /**
   * Signs one message with the PIN as consent: a DER ECDSA-Sig-Value or PKCS #1 v1.5 octets. The certificate is checked again first.
   * Throws as `usableBySerial`, and `key.wrong-pin`, `key.pin-locked`, `key.pin-not-set`, `key.holder-down`.
   */
  abstract sign(accountId: string, serial: string, message: Uint8Array, pin: string): Promise<Uint8Array>;
  /** Several messages with one entry of the PIN (at most 100). */
  abstract signAll(accountId: string, serial: string, messages: readonly Uint8Array[], pin: string): Promise<readonly Uint8Array[]>;
  abstract statusProofs(serial: string): Promise<StatusProofs>;
  /** DER of the root certificates that this system trusts, and of the issuing CAs below them. */
  abstract authorities(): Promise<{ readonly roots: readonly Uint8Array[]; readonly issuing: readonly Uint8Array[] }>;
}
