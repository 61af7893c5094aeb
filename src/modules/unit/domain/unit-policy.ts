import { Forbidden } from '../../../kernel/domain-error.ts';
import type { Roster, Standing } from './roster.ts';
import { NotAMember } from './unit-errors.ts';

/** Requirements 9, the rows of this module: each throws, or answers what the person is in the unit. */

/** view unit information: UM, UA, LR. To anyone else the unit is not there. */
export function mayView(roster: Roster, accountId: string): Standing {
  const standing = roster.standingOf(accountId);
  if (standing === undefined) throw new NotAMember();
  return standing;
}

/** verify unit, approve, remove, change: UA, and LR as an administrator (note N5). */
export function mayAdminister(roster: Roster, accountId: string): Standing {
  const standing = mayView(roster, accountId);
  if (!standing.administrator) throw new Forbidden('unit.administrator-only');
  return standing;
}

/** grant permission "legal-rep seal management": LR alone. */
export function mayEditPermissions(roster: Roster, accountId: string): Standing {
  const standing = mayView(roster, accountId);
  if (!standing.legalRepresentative) throw new Forbidden('unit.legal-representative-only');
  return standing;
}
