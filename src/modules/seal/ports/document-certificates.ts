/** A certificate that may sign documents now. */
export interface DocumentCertificate {
  readonly serial: string;
  /** The unit in whose name it signs; undefined for a person's own. */
  readonly unitId: string | undefined;
  readonly holderName: string;
  readonly typeName: string;
  readonly notAfter: Date;
  /** DER. */
  readonly certificate: Uint8Array;
  /** DER, issuer first. */
  readonly chain: readonly Uint8Array[];
  readonly algorithm: 'ecdsa-p256-sha256' | 'ecdsa-p384-sha384' | 'rsa-pkcs1-sha256';
}

/** The certificates of people, and signing with them by PIN. */
export abstract class DocumentCertificates {
  /** Of the account: for the unit, or its own where no unit is named. Best first. */
  abstract usable(accountId: string, unitId: string | undefined): Promise<readonly DocumentCertificate[]>;
  /** Throws Missing for another's; `certificate.…` when it may not be used now. */
  abstract bySerial(accountId: string, serial: string): Promise<DocumentCertificate>;
  /** Throws `key.wrong-pin`, `key.pin-locked`, `key.pin-not-set`, `key.holder-down` and as `bySerial`. */
  abstract sign(accountId: string, serial: string, message: Uint8Array, pin: string): Promise<Uint8Array>;
  abstract pinState(accountId: string): Promise<{ readonly state: 'unset' | 'set' | 'locked'; readonly triesLeft: number }>;
}
