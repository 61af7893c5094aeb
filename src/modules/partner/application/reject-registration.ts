import type { Actor } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { PartnerWork } from '../ports/partner-work.ts';

/** PAR-010: sent back with the reason, by mail too; the applicant corrects it and submits again. */
export class RejectRegistration {
  constructor(
    private readonly work: PartnerWork,
    private readonly clock: Clock,
  ) {}

  execute(actor: Actor, registrationId: string, reason: string): Promise<void> {
    return this.work.run(async ({ registrations, jobs, audit }) => {
      const registration = await registrations.byId(registrationId);
      registration.reject(actor, reason, this.clock.now());
      await registrations.save(registration);
      await audit.record(actor, 'partner.reject', {
        subject: 'partner.registration',
        subjectId: registrationId,
        from: 'submitted',
        to: registration.state,
        reason,
      });
      await jobs.enqueue('partner.tell-rejection', { registrationId });
    });
  }
}
