import type { Seal } from '../domain/seal.ts';

export abstract class Seals {
  /** Locks the row until the transaction ends. Throws SealMissing. */
  abstract byId(sealId: string): Promise<Seal>;
  /** Active and voided, newest first. */
  abstract ofUnit(unitId: string): Promise<readonly Seal[]>;
  /** Stores the seal and its events in one transaction. */
  abstract save(seal: Seal): Promise<void>;
}
