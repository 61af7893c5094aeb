import { anonymous } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { Missing } from '../../../kernel/domain-error.ts';
import { PartnerAlreadyEffective } from '../domain/partner-errors.ts';
import type { PartnerWork } from '../ports/partner-work.ts';

/** PAR-005: the draft, or the corrected refusal, goes to the reviewer the applicant chose. */
export class SubmitRegistration {
  constructor(
    private readonly work: PartnerWork,
    private readonly clock: Clock,
  ) {}

  execute(visitId: string, registrationId: string, reviewerId: string): Promise<void> {
    return this.work.run(async ({ registrations, staff, audit }) => {
      const registration = await registrations.byId(registrationId);
      if (!registration.belongsTo(visitId)) throw new Missing();
      const from = registration.state;
      if (from === 'submitted') return; // the same form sent twice
      const { company, region } = registration.record;
      if (company !== undefined && (await registrations.hasEffective(company.uscc))) throw new PartnerAlreadyEffective();
      const reviewer = (await staff.reviewersOf(region)).find((candidate) => candidate.id === reviewerId);
      registration.submit(reviewer, this.clock.now());
      await registrations.save(registration);
      await audit.record(anonymous, 'partner.submit-registration', {
        subject: 'partner.registration',
        subjectId: registrationId,
        from,
        to: registration.state,
      });
    });
  }
}
