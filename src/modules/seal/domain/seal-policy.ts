import { LegalRepresentativeSealNotAuthorised, SealAdministratorOnly, SealMissing, SealUnitNotVerified } from './seal-errors.ts';
import type { SealKind } from './seal-kind.ts';

/** What a person is in the unit whose seals are asked for. */
export interface SealStanding {
  readonly administrator: boolean;
  readonly legalRepresentative: boolean;
  readonly mayManageLegalRepresentativeSeal: boolean;
}

/** Requirements 9, the rows of this module: each throws, or answers what the person is in the unit. */

/** To anybody who is not in the unit, its seals are not there. */
export function mayKnowSeals(standing: SealStanding | undefined): SealStanding {
  if (standing === undefined) throw new SealMissing();
  return standing;
}

/** void seal, see its picture, decide on grants: UA, and LR as an administrator (note N5). */
export function mayManageSeals(standing: SealStanding | undefined): SealStanding {
  const known = mayKnowSeals(standing);
  if (!known.administrator) throw new SealAdministratorOnly();
  return known;
}

/** make / scan unit seal: UA of a verified unit; the legal representative's seal needs that person's permission (note N12, SEA-007). */
export function mayMakeSeal(standing: SealStanding | undefined, kind: SealKind, unit: { readonly verified: boolean }): SealStanding {
  const known = mayManageSeals(standing);
  if (!unit.verified) throw new SealUnitNotVerified();
  if (kind === 'legal-representative' && !known.mayManageLegalRepresentativeSeal) throw new LegalRepresentativeSealNotAuthorised();
  return known;
}

/** SEA-057: a legal-representative seal that this very person makes is the person's own. */
export function ownerOf(standing: SealStanding, kind: SealKind, accountId: string): string | undefined {
  return kind === 'legal-representative' && standing.legalRepresentative ? accountId : undefined;
}
