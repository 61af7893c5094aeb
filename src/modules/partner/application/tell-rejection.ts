import { JobHandler, type JobPayload } from '../../../kernel/jobs.ts';
import type { Messages } from '../ports/messages.ts';
import type { PartnerWork } from '../ports/partner-work.ts';
import { rejectionLetter } from './partner-letters.ts';

/** PAR-010: the reason of a refusal goes to the contact by mail, with the way to correct it. */
export class TellRejection extends JobHandler {
  readonly name = 'partner.tell-rejection';

  constructor(
    private readonly work: PartnerWork,
    private readonly messages: Messages,
    private readonly publicUrl: string,
  ) {
    super();
  }

  async handle({ registrationId }: JobPayload): Promise<void> {
    const { record } = await this.work.run(({ registrations }) => registrations.byId(String(registrationId)));
    const reason = record.rounds.at(-1)?.reason;
    if (record.company === undefined || reason === undefined || record.state !== 'rejected') return;
    const { contactName, companyName, contactMail } = record.company;
    const correctionUrl = `${this.publicUrl}/register/partner/${record.id}`;
    const sent = await this.messages.mail({
      id: `${record.id}-${record.rounds.length}`,
      to: contactMail,
      ...rejectionLetter(contactName, companyName, reason, correctionUrl),
    });
    if (!sent.ok) throw new Error(`the refusal of ${record.id} was not sent: ${sent.code}`);
  }
}
