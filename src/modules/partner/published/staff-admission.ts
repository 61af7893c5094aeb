import type { StaffRole } from '../../../kernel/actor.ts';

export interface StaffInvite {
  readonly mail: string;
  readonly name: string;
  readonly roles: readonly StaffRole[];
  /** GB/T 2260 codes whose registrations an operator reviews. */
  readonly regions: readonly string[];
}

/** How staff come to be: only from the command line of the server. */
export abstract class StaffAdmission {
  /** Makes a staff member, or renews the way in of one; the path works once within 24 hours. Throws InvalidFields. */
  abstract invite(invite: StaffInvite): Promise<{ readonly path: string }>;
}
