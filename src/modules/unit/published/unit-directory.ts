/** A unit as other modules see it. */
export interface UnitCard {
  readonly id: string;
  readonly kind: 'domestic' | 'foreign';
  readonly name: string;
  /** The unified social credit code; the unit code of a foreign unit (UNI-054). */
  readonly code: string;
  readonly region: string;
  readonly legalRepresentativeName: string;
  /** UNI-020: without it no unit certificate, no unit seal, no login as unit. */
  readonly verified: boolean;
}

/** What a person is in a unit. The legal representative who is in the unit counts as an administrator (UNI-052). */
export interface UnitStanding {
  readonly administrator: boolean;
  readonly legalRepresentative: boolean;
  /** 「授权法定代表人章管理」 (UNI-024): always true for the legal representative. */
  readonly mayManageLegalRepresentativeSeal: boolean;
}

export interface UnitMembership {
  readonly unit: UnitCard;
  readonly standing: UnitStanding;
}

export interface UnitMember {
  readonly accountId: string;
  readonly name: string;
  readonly standing: UnitStanding;
}

/** Asks about units and their people. Always the newest state: nothing here is cached. */
export abstract class UnitDirectory {
  /** Throws Missing (`unit.missing`). */
  abstract unit(unitId: string): Promise<UnitCard>;
  /** By credit code or unit code, whatever the state of its verification; rejected registrations are not found. */
  abstract unitByCode(code: string): Promise<UnitCard | undefined>;
  /** What the account is in the unit; undefined for anybody who is not a member. */
  abstract standing(unitId: string, accountId: string): Promise<UnitStanding | undefined>;
  /** Every unit the account is a member of, in the order of joining. */
  abstract unitsOf(accountId: string): Promise<readonly UnitMembership[]>;
  /** Administrator first. */
  abstract members(unitId: string): Promise<readonly UnitMember[]>;
}
