import type { Actor } from '../../../kernel/actor.ts';
import { InvalidFields } from '../../../kernel/domain-error.ts';
import type { PartnerWork } from '../ports/partner-work.ts';

/** Requirements §8.1: an operator hands the review to another reviewer of the region. */
export class ReassignRegistration {
  constructor(private readonly work: PartnerWork) {}

  execute(actor: Actor, registrationId: string, reviewerId: string): Promise<void> {
    return this.work.run(async ({ registrations, staff, audit }) => {
      const registration = await registrations.byId(registrationId);
      const reviewer = (await staff.reviewersOf(registration.record.region)).find((candidate) => candidate.id === reviewerId);
      if (reviewer === undefined) throw new InvalidFields([{ field: 'reviewer', code: 'input.choose-one' }]);
      registration.reassign(actor, reviewer);
      await registrations.save(registration);
      await audit.record(actor, 'partner.reassign', { subject: 'partner.registration', subjectId: registrationId, detail: { reviewerId } });
    });
  }
}
