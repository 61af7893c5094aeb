import { type Actor, staffOf } from '../../../kernel/actor.ts';
import type { RegistrationFilter, RegistrationList, RegistrationPage, RegistrationRow } from '../ports/registration-list.ts';

/** §9 N2: operators see every registration, and which of them wait for their own decision. */
export class ListRegistrations {
  constructor(private readonly list: RegistrationList) {}

  async queue(actor: Actor): Promise<readonly RegistrationRow[]> {
    return this.list.chosenFor(staffOf(actor, 'op').staffId);
  }

  async search(actor: Actor, filter: RegistrationFilter): Promise<RegistrationPage> {
    staffOf(actor, 'op');
    return this.list.search(filter);
  }
}
