import { createTransport, type Transporter } from 'nodemailer';
import { accepted, type Failure, failed, type Outcome } from '../../kernel/outside.ts';

export interface SmtpConfig {
  readonly host: string;
  readonly port: number;
  /** `implicit`: TLS from the first byte (465). `starttls`: demanded after connecting (587). `none`: a relay on the same host. */
  readonly tls: 'implicit' | 'starttls' | 'none';
  readonly user?: string;
  readonly password?: string;
  /** The one sender of all mail, `no-reply@example.cn`. */
  readonly from: string;
  readonly fromName: string;
  /** Milliseconds to wait for the next word of the server, default 15,000; a third of it for the first. */
  readonly timeoutMs?: number;
}

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Our own row's id, letters, digits and `-`: becomes the Message-ID, so a repeat is seen as the same mail. */
  readonly id: string;
}

// One plain addr-spec. Commas, angle brackets, quotes, comments, spaces and control characters would open the door to
// further recipients or headers, so none of RFC 5322's decorations is taken.
const ADDRESS =
  /^[A-Za-z0-9.!#$%&*+/=?^_`{|}~-]{1,64}@(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$/;

/** Mail by SMTP. Text the users typed stands only in the body and, encoded, in the subject; never in another header or the envelope. */
export class SmtpMailer {
  readonly #transport: Transporter;

  constructor(private readonly config: SmtpConfig) {
    const { timeoutMs = 15_000 } = config;
    this.#transport = createTransport({
      host: config.host,
      port: config.port,
      secure: config.tls === 'implicit',
      requireTLS: config.tls === 'starttls',
      ignoreTLS: config.tls === 'none',
      ...(config.user !== undefined && { auth: { user: config.user, pass: config.password ?? '' } }),
      connectionTimeout: timeoutMs / 3,
      greetingTimeout: timeoutMs / 3,
      socketTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  /**
   * Hands one mail to the server; `messageId` is the Message-ID it carries.
   * Failures: `reject` (address or mail refused, login refused), `retry` (server not reached or busy), `unknown` (cut off after sending).
   */
  async send(mail: Mail): Promise<Outcome<{ messageId: string }>> {
    if (!ADDRESS.test(mail.to)) return failed('reject', 'mail.address', 'not one plain mail address');
    if (!/^[A-Za-z0-9-]{1,100}$/.test(mail.id)) return failed('reject', 'mail.id', 'not a usable message id');
    const messageId = `<${mail.id}@${this.config.from.split('@')[1] ?? 'localhost'}>`;
    try {
      await this.#transport.sendMail({
        from: { name: this.config.fromName, address: this.config.from },
        to: { name: '', address: mail.to },
        subject: mail.subject.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' '),
        text: mail.text,
        messageId,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return accepted({ messageId });
    } catch (error) {
      return failureOf(error);
    }
  }

  close(): void {
    this.#transport.close();
  }
}

function failureOf(error: unknown): Failure {
  const reply = numberAt(error, 'responseCode');
  const code = stringAt(error, 'code') ?? 'broken';
  // A reply is the server's decision: 4yz for now, 5yz for good (RFC 5321 4.2.1).
  if (reply !== undefined) return failed(reply < 500 ? 'retry' : 'reject', `mail.smtp-${reply}`, 'the mail server refused');
  if (code === 'EAUTH') return failed('reject', 'mail.login', 'the mail server refused our login');
  return failed(neverBegan(error, code) ? 'retry' : 'unknown', `mail.${code.toLowerCase()}`, 'the mail server did not answer');
}

/** nodemailer names every broken connection ECONNECTION or ETIMEDOUT of CONN, also after the text; only these are surely before it. */
function neverBegan(error: unknown, code: string): boolean {
  if (code === 'EDNS' || code === 'ETLS' || stringAt(error, 'syscall') === 'connect') return true;
  return ['CONNECT_TIMEOUT', 'GREETING_TIMEOUT', 'UPGRADE_TIMEOUT'].includes(stringAt(error, 'timeoutType') ?? '');
}

function stringAt(error: unknown, name: 'code' | 'syscall' | 'timeoutType'): string | undefined {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  return typeof value === 'string' ? value : undefined;
}

function numberAt(error: unknown, name: 'responseCode'): number | undefined {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  return typeof value === 'number' ? value : undefined;
}
