import type { Actor, Person } from '../../../kernel/actor.ts';
import { verifiedPersonOf } from '../../../kernel/actor.ts';
import type { SealKind } from '../domain/seal-kind.ts';
import { mayMakeSeal, type SealStanding } from '../domain/seal-policy.ts';
import type { SealUnit, UnitDirectory } from '../ports/unit-directory.ts';

export interface Maker {
  readonly person: Person;
  readonly unit: SealUnit;
  readonly standing: SealStanding;
}

/** The person, the unit and the right to make a seal of this kind, all asked anew (PAR-046, SEA-002, SEA-007). */
export async function makerOf(units: UnitDirectory, actor: Actor, unitId: string, kind: SealKind): Promise<Maker> {
  const person = verifiedPersonOf(actor);
  const standing = await units.standing(unitId, person.accountId);
  const unit = await units.unit(unitId);
  return { person, unit, standing: mayMakeSeal(standing, kind, unit) };
}
