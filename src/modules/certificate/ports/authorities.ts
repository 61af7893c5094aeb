import type { RevocationList } from './revocation-lists.ts';

export type AuthorityRole = 'root' | 'issuing' | 'ocsp';

/** A certificate of the CA itself. The id names its files under /pki for ever: `root`, `issuing`, `ocsp`. */
export interface Authority {
  readonly id: string;
  readonly role: AuthorityRole;
  /** Id of the authority above; its own for the root. */
  readonly issuer: string;
  /** Key in the key holder; the root's key is kept off-line. */
  readonly keyId: string | undefined;
  readonly der: Uint8Array;
}

export abstract class Authorities {
  /** Undefined before the CA was made. */
  abstract byId(id: string): Promise<Authority | undefined>;
  /** All at once or none. Throws a conflict when there is one already. */
  abstract found(authorities: readonly Authority[], rootCrl: RevocationList): Promise<void>;
}
