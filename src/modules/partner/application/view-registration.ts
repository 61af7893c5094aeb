import { type Actor, staffOf } from '../../../kernel/actor.ts';
import { Missing } from '../../../kernel/domain-error.ts';
import type { RegistrationRecord } from '../domain/partner-registration.ts';
import type { Reviewer } from '../domain/region.ts';
import type { PartnerWork } from '../ports/partner-work.ts';

/** A registration for the visit that fills it in, with the reviewers of its region. */
export class ViewRegistration {
  constructor(private readonly work: PartnerWork) {}

  own(visitId: string, registrationId: string): Promise<{ registration: RegistrationRecord; reviewers: readonly Reviewer[] }> {
    return this.work.run(async ({ registrations, staff }) => {
      const registration = await registrations.byId(registrationId);
      if (!registration.belongsTo(visitId)) throw new Missing();
      return { registration: registration.record, reviewers: await staff.reviewersOf(registration.record.region) };
    });
  }

  /** For staff: every operator may read, the opening of the papers is on record. */
  forStaff(
    actor: Actor,
    registrationId: string,
  ): Promise<{ registration: RegistrationRecord; reviewers: readonly Reviewer[]; mayDecide: boolean }> {
    const reviewer = staffOf(actor, 'op');
    return this.work.run(async ({ registrations, staff, audit }) => {
      const { record } = await registrations.byId(registrationId);
      await audit.record(actor, 'partner.view-registration', { subject: 'partner.registration', subjectId: registrationId });
      const mayDecide = record.state === 'submitted' && record.reviewerId === reviewer.staffId;
      return { registration: record, reviewers: await staff.reviewersOf(record.region), mayDecide };
    });
  }
}
