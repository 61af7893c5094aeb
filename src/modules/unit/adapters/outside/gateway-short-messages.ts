import type { AliyunSms } from '../../../../adapters/aliyun-sms/aliyun-sms.ts';
import { ShortMessages } from '../../ports/short-messages.ts';

/** Invitations through the registered `notice` template of the SMS gateway. */
export class GatewayShortMessages extends ShortMessages {
  constructor(
    private readonly sms: AliyunSms,
    private readonly templates: Readonly<Record<string, string>>,
  ) {
    super();
  }

  async send(mobile: string, text: string, id: string): Promise<void> {
    const templateCode = this.templates['notice'];
    if (templateCode === undefined) throw new Error('no template is registered for notice');
    const sent = await this.sms.send({ phone: mobile, templateCode, parameters: { content: text }, outId: id });
    if (!sent.ok) throw new Error(`invitation ${id} was not sent: ${sent.kind} ${sent.code}`);
  }
}
