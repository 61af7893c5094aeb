import { DomainError, Forbidden } from './domain-error.ts';

/** Certificate reviewer, customer service, platform operator (requirements §9). */
export type StaffRole = 'ra' | 'cs' | 'op';

export interface Anonymous {
  readonly kind: 'anonymous';
}

export interface Person {
  readonly kind: 'person';
  readonly accountId: string;
  readonly name: string;
  /** PAR-046: certificates, seals, PIN and scans need it. Money and key actions read it again from the account. */
  readonly realNameVerified: boolean;
}

export interface Staff {
  readonly kind: 'staff';
  readonly staffId: string;
  readonly name: string;
  readonly roles: readonly StaffRole[];
}

/** The system itself: a job, an event subscriber, a verified notice of a gateway. */
export interface SystemActor {
  readonly kind: 'system';
  readonly name: string;
}

export type Actor = Anonymous | Person | Staff | SystemActor;

export const anonymous: Anonymous = { kind: 'anonymous' };

export function systemActor(name: string): SystemActor {
  return { kind: 'system', name };
}

/** The signed-in person, or an `unauthenticated` refusal. */
export function personOf(actor: Actor): Person {
  if (actor.kind === 'person') return actor;
  if (actor.kind === 'anonymous') throw new DomainError('unauthenticated', 'access.sign-in-needed');
  throw new Forbidden();
}

/** The signed-in staff member who holds at least one of `roles`, or a refusal. */
export function staffOf(actor: Actor, ...roles: readonly StaffRole[]): Staff {
  if (actor.kind === 'anonymous') throw new DomainError('unauthenticated', 'access.sign-in-needed');
  if (actor.kind !== 'staff' || !roles.some((role) => actor.roles.includes(role))) throw new Forbidden();
  return actor;
}

/** The person, refused with the way out when the real-name check is still to do (PAR-046). */
export function verifiedPersonOf(actor: Actor): Person {
  const person = personOf(actor);
  if (!person.realNameVerified) throw new Forbidden('access.real-name-needed');
  return person;
}
