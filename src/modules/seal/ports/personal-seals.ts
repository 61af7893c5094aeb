import type { PersonalSeal } from '../domain/personal-seal.ts';

export abstract class PersonalSeals {
  /** At most one of each slot. */
  abstract of(accountId: string): Promise<readonly PersonalSeal[]>;
  /** Overwrites what was in the slot. */
  abstract put(seal: PersonalSeal): Promise<void>;
}
