import type { SealGrant } from '../domain/seal-grant.ts';

export abstract class SealGrants {
  /** Locks the row until the transaction ends. Throws GrantMissing. */
  abstract byId(grantId: string): Promise<SealGrant>;
  /** Every request and grant of a seal, newest first. */
  abstract ofSeal(sealId: string): Promise<readonly SealGrant[]>;
  /** Every request and grant of the unit, newest first. */
  abstract ofUnit(unitId: string): Promise<readonly SealGrant[]>;
  /** The newest request or grant of this seal to this person. */
  abstract newestOf(sealId: string, accountId: string): Promise<SealGrant | undefined>;
  /** Stores the grant and its events in one transaction; a second open request for the same seal and person is GrantAlreadyOpen. */
  abstract save(grant: SealGrant): Promise<void>;
}
