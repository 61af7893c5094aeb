import type { SealStanding } from '../domain/seal-policy.ts';

/** A unit as the seals need it. */
export interface SealUnit {
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly legalRepresentativeName: string;
  readonly verified: boolean;
}

export interface SealUnitMembership {
  readonly unit: SealUnit;
  readonly standing: SealStanding;
}

/** Asks for units and what people are in them: always the newest state. */
export abstract class UnitDirectory {
  /** Throws Missing. */
  abstract unit(unitId: string): Promise<SealUnit>;
  /** Undefined for anybody who is not a member. */
  abstract standing(unitId: string, accountId: string): Promise<SealStanding | undefined>;
  /** Every unit of the person, in the order of joining. */
  abstract unitsOf(accountId: string): Promise<readonly SealUnitMembership[]>;
}
