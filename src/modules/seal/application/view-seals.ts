import type { Actor } from '../../../kernel/actor.ts';
import { verifiedPersonOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { SealRecord } from '../domain/seal.ts';
import type { GrantRecord, SealGrant } from '../domain/seal-grant.ts';
import { mayKnowSeals, mayManageSeals, type SealStanding } from '../domain/seal-policy.ts';
import type { SealWork } from '../ports/seal-work.ts';
import type { SealUnit, SealUnitMembership, UnitDirectory } from '../ports/unit-directory.ts';

export interface SealList {
  readonly unit: SealUnit;
  readonly standing: SealStanding;
  readonly units: readonly SealUnit[];
  readonly seals: readonly SealRecord[];
  /** Of an administrator: all of the unit; of a member: the own ones. Their state is that of today (SEA-017). */
  readonly grants: readonly GrantRecord[];
}

export interface SealDetail {
  readonly unit: SealUnit;
  readonly standing: SealStanding;
  readonly seal: SealRecord;
  readonly grants: readonly GrantRecord[];
}

/** Seals as pages show them; what a person may see depends on what the person is in the unit. */
export class ViewSeals {
  constructor(
    private readonly work: SealWork,
    private readonly units: UnitDirectory,
    private readonly clock: Clock,
  ) {}

  /** The seals of a unit (of the first one when `unitId` is ''); undefined for a person without any unit. */
  async list(actor: Actor, unitId: string): Promise<SealList | undefined> {
    const person = verifiedPersonOf(actor);
    const memberships = await this.units.unitsOf(person.accountId);
    const chosen = chooseUnit(memberships, unitId);
    if (chosen === undefined && unitId === '') return undefined;
    const standing = mayKnowSeals(chosen?.standing);
    const unit = await this.units.unit(chosen?.unit.id ?? unitId);
    const { seals, grants } = await this.work.run(async (stores) => ({
      seals: await stores.seals.ofUnit(unit.id),
      grants: await stores.grants.ofUnit(unit.id),
    }));
    const seen = grants.filter((grant) => standing.administrator || grant.record.accountId === person.accountId);
    return {
      unit,
      standing,
      units: memberships.map((membership) => membership.unit),
      seals: seals.map((seal) => seal.record),
      grants: seen.map((grant) => this.#asOfNow(grant)),
    };
  }

  /** One seal with its grants, for who administers the unit. */
  async one(actor: Actor, sealId: string): Promise<SealDetail> {
    const person = verifiedPersonOf(actor);
    const { seal, grants } = await this.work.run(async (stores) => ({
      seal: await stores.seals.byId(sealId),
      grants: await stores.grants.ofSeal(sealId),
    }));
    const standing = mayManageSeals(await this.units.standing(seal.unitId, person.accountId));
    const unit = await this.units.unit(seal.unitId);
    return { unit, standing, seal: seal.record, grants: grants.map((grant) => this.#asOfNow(grant)) };
  }

  #asOfNow(grant: SealGrant): GrantRecord {
    return { ...grant.record, state: grant.stateAt(this.clock.now()) };
  }
}

function chooseUnit(memberships: readonly SealUnitMembership[], unitId: string): SealUnitMembership | undefined {
  return unitId === '' ? memberships[0] : memberships.find(({ unit }) => unit.id === unitId);
}
