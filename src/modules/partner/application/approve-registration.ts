import type { Actor } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { DomainError } from '../../../kernel/domain-error.ts';
import type { Ids } from '../../../kernel/ids.ts';
import { Account } from '../domain/account.ts';
import { PartnerAlreadyEffective } from '../domain/partner-errors.ts';
import type { PartnerWork } from '../ports/partner-work.ts';

/** PAR-007, PAR-008: the partner becomes effective, its first contact the supplier administrator; the credentials go out by a job. */
export class ApproveRegistration {
  constructor(
    private readonly work: PartnerWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  execute(actor: Actor, registrationId: string): Promise<void> {
    return this.work.run(async ({ registrations, accounts, contacts, jobs, audit }) => {
      const registration = await registrations.byId(registrationId);
      const { company } = registration.record;
      if (company === undefined) throw new DomainError('conflict', 'partner.company-data-missing');
      if (await registrations.hasEffective(company.uscc)) throw new PartnerAlreadyEffective();
      const known = await accounts.byMobile(company.contactMobile);
      const account = known ?? Account.open(this.ids.next(), company.contactName, company.contactMobile, company.contactMail);
      registration.approve(actor, account.id, this.clock.now());
      await accounts.save(account);
      await registrations.save(registration);
      await contacts.addAdministrator(registration.id, account.id);
      await audit.record(actor, 'partner.approve', {
        subject: 'partner.registration',
        subjectId: registrationId,
        from: 'submitted',
        to: registration.state,
      });
      if (known === undefined) await jobs.enqueue('partner.deliver-credentials', { accountId: account.id, partnerId: registration.id });
    });
  }
}
