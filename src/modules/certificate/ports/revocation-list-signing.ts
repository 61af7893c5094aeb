import type { RevokedSerial } from './revocation-lists.ts';

export interface ListToSign {
  readonly issuer: string;
  readonly number: number;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly entries: readonly RevokedSerial[];
}

/** Signs CRLs with the issuer's own key. */
export abstract class RevocationListSigning {
  /** DER of the complete CRL. Throws KeyHolderDown. */
  abstract sign(list: ListToSign): Promise<Uint8Array>;
}
