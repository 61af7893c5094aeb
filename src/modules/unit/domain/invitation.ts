import { DomainError, InvalidFields } from '../../../kernel/domain-error.ts';
import { parseMobile } from '../../../kernel/mobile.ts';

export interface Invitation {
  readonly id: string;
  readonly unitId: string;
  readonly invitedBy: string;
  readonly inviterName: string;
  readonly sealedMobile: string;
  readonly at: Date;
}

export const mostInvitationsAtOnce = 20;
export const mostInvitationsADay = 50;

/** UNI-033: one number a line, or a pasted table whose other columns are left aside; every number once. */
export function readInvitedNumbers(text: string): readonly string[] {
  const cells = text.split(/[\n\r,;，；、\t]+/).map((cell) => cell.trim());
  const numeric = cells.filter((cell) => /\d/.test(cell));
  const numbers = numeric.map((cell) => parseMobile(cell.replace(/[^\d+\s-]/g, '')));
  const wrong = numeric.filter((_, index) => numbers[index] === undefined);
  if (wrong.length > 0) throw refused('unit.invited-number-invalid', { number: wrong[0]?.slice(0, 20) ?? '' });
  const known = [...new Set(numbers.filter((number) => number !== undefined))];
  if (known.length === 0) throw refused('input.required', {});
  if (known.length > mostInvitationsAtOnce) throw refused('unit.too-many-at-once', { most: mostInvitationsAtOnce });
  return known;
}

function refused(code: string, params: Readonly<Record<string, string | number>>): InvalidFields {
  return new InvalidFields([{ field: 'numbers', code, params }]);
}

/** Every invitation costs a message and may annoy somebody: a unit sends so many a day. */
export function refuseBeyondDailyInvitations(sentToday: number, more: number): void {
  if (sentToday + more > mostInvitationsADay) {
    throw new DomainError('conflict', 'unit.invitation-limit-reached', {
      most: mostInvitationsADay,
      left: Math.max(0, mostInvitationsADay - sentToday),
    });
  }
}
