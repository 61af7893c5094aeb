import { systemActor } from '../../../kernel/actor.ts';
import type { Ids } from '../../../kernel/ids.ts';
import { JobHandler, type JobPayload } from '../../../kernel/jobs.ts';
import { maskedMobile } from '../../../kernel/mobile.ts';
import type { Outcome } from '../../../kernel/outside.ts';
import { oneTimePassword } from '../domain/password.ts';
import type { Messages } from '../ports/messages.ts';
import type { PartnerWork } from '../ports/partner-work.ts';
import type { Passwords } from '../ports/passwords.ts';
import { credentialsLetter } from './partner-letters.ts';

const actor = systemActor('partner.deliver-credentials');

/**
 * PAR-008, PAR-012: account name and a one-time password by SMS and by mail. The password is made here and kept only as a hash;
 * a repeated delivery makes a new one. Fails, to be tried again, only when neither way went through.
 */
export class DeliverCredentials extends JobHandler {
  readonly name = 'partner.deliver-credentials';

  constructor(
    private readonly work: PartnerWork,
    private readonly passwords: Passwords,
    private readonly messages: Messages,
    private readonly ids: Ids,
    private readonly publicUrl: string,
  ) {
    super();
  }

  async handle({ accountId }: JobPayload): Promise<void> {
    const id = String(accountId);
    const password = oneTimePassword((count) => this.ids.digits(count));
    const hash = await this.passwords.hash(password);
    const account = await this.work.run(async ({ accounts, audit }) => {
      const found = await accounts.byId(id);
      if (found.hasChosenPassword) return undefined; // an earlier run got through, and its password was used
      found.deliverPassword(hash);
      await accounts.save(found);
      await audit.record(actor, 'partner.make-credentials', { subject: 'partner.account', subjectId: id });
      return found.record;
    });
    if (account === undefined) return;
    const sms = await this.messages.sms(account.mobile, 'credentials', { account: account.mobile, password });
    const mail = await this.messages.mail({
      id: this.ids.next(),
      to: account.mail,
      ...credentialsLetter(account.name, account.mobile, password, this.publicUrl),
    });
    await this.work.run(async ({ deliveries }) => {
      await deliveries.record({ accountId: id, channel: 'sms', to: maskedMobile(account.mobile), outcome: outcomeOf(sms) });
      await deliveries.record({ accountId: id, channel: 'mail', to: maskedMail(account.mail), outcome: outcomeOf(mail) });
    });
    if (!sms.ok && !mail.ok)
      throw new Error(`credentials of account ${id} reached neither mobile (${sms.code}) nor mailbox (${mail.code})`);
  }
}

function outcomeOf(outcome: Outcome<unknown>): string {
  return outcome.ok ? 'sent' : `${outcome.kind}: ${outcome.code}`;
}

function maskedMail(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, Math.min(2, at))}***${address.slice(at)}`;
}
