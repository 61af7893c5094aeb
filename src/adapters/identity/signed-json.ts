import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../kernel/clock.ts';
import { accepted, failed, type Outcome } from '../../kernel/outside.ts';
import type { OutsideAnswer, OutsideHttp, Repeat } from '../outside-http/outside-http.ts';
import { type OutsideLog, silentLog } from '../outside-http/outside-log.ts';
import { redactAnswer } from '../outside-http/redact-answer.ts';
import { answerSignature, requestSignature, sameSignature } from './outside-signature.ts';

export interface SignedJsonConfig {
  /** `https://identity.example.cn/v1`: paths are appended. */
  readonly url: string;
  readonly clientId: string;
  readonly secret: string;
}

const SKEW_MS = 300_000;
const refusalShape = z.object({ error: z.object({ code: z.string().regex(/^[a-z.-]{1,64}$/), message: z.string().max(500) }) });

/** POSTs JSON signed with HMAC-SHA256 and believes only answers signed the same way for that very request (docs/outside-http.md). */
export class SignedJson {
  constructor(
    private readonly config: SignedJsonConfig,
    private readonly http: OutsideHttp,
    private readonly clock: Clock,
    private readonly log: OutsideLog = silentLog,
  ) {}

  /**
   * The answer's content in the given shape. Failures: those of OutsideHttp; `reject` with the party's own code (signed 4xx);
   * for an answer unsigned, altered, of another request or older than five minutes `retry` when `safe`, else `unknown`.
   */
  async post<T>(repeat: Repeat, path: string, content: object, shape: z.ZodType<T>): Promise<Outcome<T>> {
    const url = `${this.config.url.replace(/\/$/, '')}${path}`;
    const body = JSON.stringify(content);
    let nonce = '';
    const sent = await this.http.send(repeat, () => {
      nonce = randomBytes(16).toString('hex');
      return { method: 'POST', url, body, headers: this.#headers(new URL(url).pathname, nonce, body) };
    });
    if (!sent.ok) return sent;
    const trouble = this.#mistrust(sent.value, nonce);
    const result =
      trouble === undefined ? contentOf(sent.value, shape) : failed('unknown', trouble, 'the answer does not prove where it comes from');
    if (result.ok) return result;
    this.log.warn(
      { path, status: sent.value.status, code: result.code, answer: redactAnswer(sent.value.body) },
      'identity party did not confirm',
    );
    return result.kind === 'unknown' && repeat === 'safe' ? failed('retry', result.code, result.message) : result;
  }

  #headers(path: string, nonce: string, body: string): Record<string, string> {
    const timestamp = String(this.clock.now().getTime());
    return {
      'content-type': 'application/json',
      'x-yinxin-client': this.config.clientId,
      'x-yinxin-timestamp': timestamp,
      'x-yinxin-nonce': nonce,
      'x-yinxin-signature': requestSignature(this.config.secret, { method: 'POST', path, timestamp, nonce, body }),
    };
  }

  #mistrust({ status, headers, body }: OutsideAnswer, nonce: string): string | undefined {
    const timestamp = headers.get('x-yinxin-timestamp') ?? '';
    const signature = headers.get('x-yinxin-signature') ?? '';
    if (signature === '') return 'outside.answer-unsigned';
    const expected = answerSignature(this.config.secret, { status, nonce, timestamp, body });
    if (!sameSignature(signature, expected)) return 'outside.answer-signature';
    const age = Math.abs(this.clock.now().getTime() - Number(timestamp));
    return age <= SKEW_MS ? undefined : 'outside.answer-old';
  }
}

function contentOf<T>(answer: OutsideAnswer, shape: z.ZodType<T>): Outcome<T> {
  const json = jsonOf(answer.body);
  if (answer.status >= 400) {
    const refusal = refusalShape.safeParse(json);
    if (refusal.success) return failed('reject', refusal.data.error.code, refusal.data.error.message);
    return failed('reject', `outside.http-${answer.status}`, `HTTP ${answer.status}`);
  }
  const content = shape.safeParse(json);
  return answer.status === 200 && content.success
    ? accepted(content.data)
    : failed('unknown', 'outside.answer-malformed', 'the answer is not of the agreed shape');
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
