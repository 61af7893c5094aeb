import { type Actor, type Person, staffOf, verifiedPersonOf } from '../../../kernel/actor.ts';
import { Forbidden, Missing } from '../../../kernel/domain-error.ts';

/** What a person is in a unit, as the unit module tells it. */
export type UnitRole = 'admin' | 'member' | 'none';

/**
 * §9 "buy unit certificate": administrators always, members after their certificate grant was approved (note N10, CER-054, BIL-009).
 * A unit of which the person is no member does not exist for them.
 */
export function mayBuyForUnit(actor: Actor, role: UnitRole, hasGrant: () => boolean): Person {
  const person = verifiedPersonOf(actor);
  if (role === 'none') throw new Missing();
  if (role === 'member' && !hasGrant()) throw new Forbidden('certificate.grant-needed');
  return person;
}

/** §9 "buy personal certificate, set PIN": every person whose real name is verified (PAR-046). */
export function mayHaveOwn(actor: Actor): Person {
  return verifiedPersonOf(actor);
}

/** The holder; anyone else learns nothing, not even that it exists. */
export function mayUseOwn(actor: Actor, ownerAccountId: string): Person {
  const person = verifiedPersonOf(actor);
  if (person.accountId !== ownerAccountId) throw new Missing();
  return person;
}

export function maySeeAll(actor: Actor): void {
  staffOf(actor, 'ra', 'op');
}
