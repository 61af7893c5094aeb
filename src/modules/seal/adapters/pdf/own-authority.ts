/** Revocation lists and OCSP responses, DER. */
export interface StatusFiles {
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
}

export const nothingStated: StatusFiles = { crls: [], ocsps: [] };

/** Our own CA, when this installation runs one. */
export interface OwnAuthority {
  /** DER of its root and issuing certificates. */
  certificates(): Promise<readonly Uint8Array[]>;
  /** Proofs about one of its certificates. Rejects for what it never issued. */
  statusOf(serial: string): Promise<StatusFiles>;
}
