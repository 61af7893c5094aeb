export interface RevokedSerial {
  readonly serial: string;
  readonly at: Date;
  /** CRLReason (RFC 5280 5.3.1). */
  readonly reason: number;
}

export interface RevocationList {
  readonly issuer: string;
  readonly number: number;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly der: Uint8Array;
}

/** What a serial means to whoever relies on it. */
export type SerialStatus =
  | { readonly kind: 'good' }
  | { readonly kind: 'revoked'; readonly at: Date; readonly reason: number }
  /** Never issued here, or not stored yet. */
  | { readonly kind: 'unknown' };

/** CRLs and the states of serials, always as committed. */
export abstract class RevocationLists {
  abstract latest(issuer: string): Promise<RevocationList | undefined>;
  /** Stores the list if its number is one above the latest; false when another process was first. */
  abstract publish(list: RevocationList): Promise<boolean>;
  /** Revoked and abandoned serials whose certificate had not ended before `since` (an entry stays one CRL after expiry, RFC 5280 3.3). */
  abstract revoked(issuer: string, since: Date): Promise<readonly RevokedSerial[]>;
  abstract statusOf(issuer: string, serial: string): Promise<SerialStatus>;
}
