import { JobHandler, type JobPayload } from '../../../kernel/jobs.ts';
import type { Messages } from '../ports/messages.ts';
import type { PartnerWork } from '../ports/partner-work.ts';

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
    const text = `${record.company.contactName}，您好：

${record.company.companyName} 的合作方注册未通过审核。
原因：${reason}

请在当初填写的浏览器中打开下面的地址，修改后重新提交：
${this.publicUrl}/register/partner/${record.id}`;
    const sent = await this.messages.mail({
      id: `${record.id}-${record.rounds.length}`,
      to: record.company.contactMail,
      subject: '合作方注册未通过审核',
      text,
    });
    if (!sent.ok) throw new Error(`the refusal of ${record.id} was not sent: ${sent.code}`);
  }
}
