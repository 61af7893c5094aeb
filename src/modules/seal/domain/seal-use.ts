import type { Seal } from './seal.ts';
import { SealNotUsable, type SealRefusal } from './seal-errors.ts';
import type { SealGrant } from './seal-grant.ts';
import type { SealStanding } from './seal-policy.ts';

/** Where a seal is applied: the person's own document signing, or a session that a trading platform began. */
export type SealUse = 'document' | 'session';

/** SEA-031: the certificate a seal is applied with. */
export type FittingCertificate =
  | { readonly kind: 'unit'; readonly unitId: string }
  | { readonly kind: 'personal'; readonly accountId: string };

export interface SealUser {
  readonly accountId: string;
  readonly standing: SealStanding | undefined;
  /** The newest grant of this seal to this person. */
  readonly grant: SealGrant | undefined;
}

export function fittingCertificate(seal: Seal): FittingCertificate {
  const { ownerId, unitId } = seal.record;
  return ownerId === undefined ? { kind: 'unit', unitId } : { kind: 'personal', accountId: ownerId };
}

export type SealRight = 'owner' | 'administrator' | 'grant';

/** By what right this person may apply the seal now, or why not. */
export function rightToApply(seal: Seal, user: SealUser, use: SealUse, at: Date): SealRight | SealRefusal {
  const { ownerId, kind } = seal.record;
  if (user.standing === undefined) return 'seal.not-yours';
  // SEA-029: what was made by the legal representative's permission is for platforms only
  if (use === 'document' && kind === 'legal-representative' && ownerId === undefined) return 'seal.not-for-documents';
  // SEA-057: the seal is the legal representative's, and only as long as the person is that
  const isOwner = user.accountId === ownerId && user.standing.legalRepresentative;
  if (ownerId !== undefined && !isOwner) return 'seal.not-yours';
  if (ownerId === undefined && !user.standing.administrator) return byGrant(user.grant, at);
  if (!seal.isActive) return 'seal.voided';
  return ownerId === undefined ? 'administrator' : 'owner';
}

/** SEA-011: a grant goes on for a voided seal. */
function byGrant(grant: SealGrant | undefined, at: Date): 'grant' | SealRefusal {
  const state = grant?.stateAt(at);
  if (state === 'granted') return 'grant';
  if (state === 'expired') return 'seal.grant-expired';
  return state === 'revoked' ? 'seal.grant-revoked' : 'seal.grant-needed';
}

export function isRight(answer: SealRight | SealRefusal): answer is SealRight {
  return answer === 'owner' || answer === 'administrator' || answer === 'grant';
}

/** The same question where a refusal ends the matter. Throws SealNotUsable. */
export function mustMayApply(seal: Seal, user: SealUser, use: SealUse, at: Date): SealRight {
  const answer = rightToApply(seal, user, use, at);
  if (!isRight(answer)) throw new SealNotUsable(answer);
  return answer;
}
