import type { RevocationData } from '../../../../adapters/pdf-verification/revocation-data.ts';

/** Our own CA, when this installation runs one. */
export interface OwnAuthority {
  /** DER of its root and issuing certificates. */
  certificates(): Promise<readonly Uint8Array[]>;
  /** Proofs about one of its certificates. Rejects for what it never issued. */
  statusOf(serial: string): Promise<RevocationData>;
}
