import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../kernel/clock.ts';
import { accepted, type Failure, failed, type Outcome } from '../../kernel/outside.ts';
import type { OutsideHttp } from '../outside-http/outside-http.ts';
import { type OutsideLog, silentLog } from '../outside-http/outside-log.ts';
import { redactAnswer } from '../outside-http/redact-answer.ts';
import { acs3Headers, acs3Query } from './acs3-signature.ts';

export interface AliyunSmsConfig {
  /** `https://dysmsapi.aliyuncs.com/` */
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** The registered signature (签名) shown in 【】 before the text. */
  readonly signName: string;
}

export interface SmsMessage {
  /** 11 digits for the mainland, else area code and number as `00852…` digits (VAL-07). */
  readonly phone: string;
  /** `SMS_…`: the registered template. */
  readonly templateCode: string;
  /** The template's variables; text of the users' own stays inside these values. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Our own row's id: comes back in delivery reports. */
  readonly outId: string;
}

const answerShape = z.object({ Code: z.string(), Message: z.string().optional(), BizId: z.string().optional() });

/** Aliyun short messages: SendSms of Dysmsapi 2017-05-25, signed with ACS3-HMAC-SHA256. */
export class AliyunSms {
  constructor(
    private readonly config: AliyunSmsConfig,
    private readonly http: OutsideHttp,
    private readonly clock: Clock,
    private readonly log: OutsideLog = silentLog,
  ) {}

  /**
   * Hands one message to the gateway; `bizId` is the gateway's receipt.
   * Failures: `reject` (number, template or signature refused), `retry` (throttled or not reached), `unknown` (perhaps sent).
   */
  async send(message: SmsMessage): Promise<Outcome<{ bizId: string }>> {
    if (!/^\d{6,20}$/.test(message.phone)) return failed('reject', 'sms.phone', 'the number is not made of 6 to 20 digits');
    const sent = await this.http.send('once', () => this.#request(message));
    if (!sent.ok) return sent;
    const answer = answerOf(sent.value.body);
    if (answer?.Code === 'OK' && answer.BizId !== undefined) return accepted({ bizId: answer.BizId });
    this.log.warn({ status: sent.value.status, answer: redactAnswer(sent.value.body) }, 'the short message gateway did not take a message');
    return refusal(answer?.Code);
  }

  #request(message: SmsMessage) {
    const url = new URL(this.config.endpoint);
    const query = {
      PhoneNumbers: message.phone,
      SignName: this.config.signName,
      TemplateCode: message.templateCode,
      TemplateParam: JSON.stringify(message.parameters),
      OutId: message.outId,
    };
    const headers = acs3Headers({
      host: url.host,
      action: 'SendSms',
      version: '2017-05-25',
      query,
      accessKeyId: this.config.accessKeyId,
      accessKeySecret: this.config.accessKeySecret,
      date: this.clock
        .now()
        .toISOString()
        .replace(/\.\d{3}Z$/, 'Z'),
      nonce: randomUUID(),
    });
    return { method: 'POST', url: `${url.origin}/?${acs3Query(query)}`, headers } as const;
  }
}

function answerOf(body: string): z.infer<typeof answerShape> | undefined {
  try {
    return answerShape.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

function refusal(code: string | undefined): Failure {
  if (code === undefined || code === 'OK') return failed('unknown', 'sms.answer-malformed', 'the answer cannot be read');
  if (/^Throttling|LIMIT_CONTROL$/.test(code)) return failed('retry', code, 'too many messages for now');
  if (/^(ServiceUnavailable|InternalError)|SYSTEM_ERROR$/.test(code)) return failed('unknown', code, 'the gateway failed');
  return failed('reject', code, 'the gateway refused the message');
}
