import type { AliyunSms } from '../../../../adapters/aliyun-sms/aliyun-sms.ts';
import type { SmtpMailer } from '../../../../adapters/mail/smtp-mailer.ts';
import type { Ids } from '../../../../kernel/ids.ts';
import { failed, type Outcome } from '../../../../kernel/outside.ts';
import type { Mail, Messages } from '../../ports/messages.ts';

/** Registered template codes of the SMS gateway by our own names. */
export type SmsTemplates = Readonly<Record<string, string>>;

/** SMS through Aliyun, mail through SMTP. */
export class GatewayMessages implements Messages {
  readonly #sms: AliyunSms;
  readonly #mailer: SmtpMailer;
  readonly #templates: SmsTemplates;
  readonly #ids: Ids;

  constructor(sms: AliyunSms, mailer: SmtpMailer, templates: SmsTemplates, ids: Ids) {
    this.#ids = ids;
    this.#sms = sms;
    this.#mailer = mailer;
    this.#templates = templates;
  }

  async sms(mobile: string, template: string, params: Readonly<Record<string, string>>): Promise<Outcome<unknown>> {
    const templateCode = this.#templates[template];
    if (templateCode === undefined) return failed('reject', 'sms.no-template', `no template is registered for ${template}`);
    return this.#sms.send({ phone: mobile, templateCode, parameters: params, outId: this.#ids.next() });
  }

  mail(mail: Mail): Promise<Outcome<unknown>> {
    return this.#mailer.send(mail);
  }
}
