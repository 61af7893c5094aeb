import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Faults } from '../faults.ts';
import { type Call, type Reply } from '../http-kit.ts';

export const CLIENT_ID = 'yinxin';
const SKEW_MS = 300_000;

export type Answer = { status: number; content: unknown };
export const refusal = (status: number, code: string, message: string): Answer => ({ status, content: { error: { code, message } } });

/** Verifies signed requests and signs the answers, as docs/outside-http.md says. */
export class SignedDoor {
  readonly #nonces = new Map<string, number>();

  constructor(
    private readonly secret: string,
    private readonly faults: Faults,
  ) {}

  answer(call: Call, work: (content: Record<string, unknown>) => Answer | Promise<Answer>): Promise<Reply> | Reply {
    const fault = this.faults.take('identity');
    if (fault === 'error-before') return { status: 503, headers: {}, body: '' };
    const problem = this.#unproven(call);
    if (problem !== undefined) return this.#signed(call, refusal(401, problem, 'the request is not proven'), undefined);
    return this.#worked(call, work, fault);
  }

  async #worked(
    call: Call,
    work: (content: Record<string, unknown>) => Answer | Promise<Answer>,
    fault: string | undefined,
  ): Promise<Reply> {
    const content = contentOf(call.body);
    const answer = content === undefined ? refusal(400, 'request.malformed', 'not a JSON object') : await work(content);
    if (fault === 'error-after') return { status: 502, headers: {}, body: '' };
    return fault === 'timeout-after' ? 'silence' : this.#signed(call, answer, fault);
  }

  #unproven(call: Call): string | undefined {
    const header = (name: string) => String(call.headers[`x-yinxin-${name}`] ?? '');
    const [timestamp, nonce] = [header('timestamp'), header('nonce')];
    if (header('client') !== CLIENT_ID) return 'signature.client';
    const text = ['yinxin-request-1', call.method, call.target, timestamp, nonce, call.body].join('\n');
    const expected = Buffer.from(this.#mac(text));
    const given = Buffer.from(header('signature'));
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'signature.wrong';
    if (!/^\d{13}$/.test(timestamp) || Math.abs(Date.now() - Number(timestamp)) > SKEW_MS) return 'signature.old';
    if (!/^[0-9a-f]{32}$/.test(nonce) || this.#nonces.has(nonce)) return 'signature.replayed';
    for (const [old, at] of this.#nonces) if (at < Date.now() - 2 * SKEW_MS) this.#nonces.delete(old);
    this.#nonces.set(nonce, Date.now());
    return undefined;
  }

  #signed(call: Call, answer: Answer, fault: string | undefined): Reply {
    const body = JSON.stringify(answer.content);
    const timestamp = String(fault === 'stale' ? Date.now() - 3_600_000 : Date.now());
    const text = ['yinxin-answer-1', String(answer.status), String(call.headers['x-yinxin-nonce'] ?? ''), timestamp, body].join('\n');
    const signature = fault === 'bad-signature' ? this.#mac(`${text} `) : this.#mac(text);
    const headers: Record<string, string> = { 'content-type': 'application/json; charset=utf-8', 'x-yinxin-timestamp': timestamp };
    if (fault !== 'unsigned') headers['x-yinxin-signature'] = signature;
    return { status: answer.status, headers, body };
  }

  #mac(text: string): string {
    return createHmac('sha256', this.secret).update(text, 'utf8').digest('hex');
  }
}

function contentOf(body: string): Record<string, unknown> | undefined {
  try {
    const content: unknown = JSON.parse(body);
    return typeof content === 'object' && content !== null && !Array.isArray(content) ? (content as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
