import type { UnitRole } from '../domain/certificate-policy.ts';

export interface UnitOfHolder {
  readonly unitId: string;
  readonly name: string;
  readonly code: string;
  readonly region: string;
  readonly verified: boolean;
}

/** What certificates need to know of units. */
export abstract class Units {
  /** Throws Missing. */
  abstract unit(unitId: string): Promise<UnitOfHolder>;
  abstract roleOf(accountId: string, unitId: string): Promise<UnitRole>;
  abstract unitsOf(accountId: string): Promise<readonly UnitOfHolder[]>;
}
