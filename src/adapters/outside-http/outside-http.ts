import { accepted, type Failure, failed, type Outcome } from '../../kernel/outside.ts';
import { type OutsideLog, silentLog } from './outside-log.ts';
import { readBounded } from './read-bounded.ts';

export interface OutsideRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface OutsideAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The exact text received: signatures are checked over it. */
  readonly body: string;
}

/** `safe`: a repeated request changes nothing outside. `once`: it may; after the bytes are out it is never sent again. */
export type Repeat = 'safe' | 'once';

export interface OutsideHttpOptions {
  /** Milliseconds for one attempt from connecting to the last byte of the answer. Default 8,000. */
  readonly timeoutMs?: number;
  /** Attempts in all, default 3. */
  readonly attempts?: number;
  /** Milliseconds before the second attempt, doubled for each further one, half of it random. Default 200. */
  readonly pauseMs?: number;
  /** Bytes of the largest answer read. Default 1 MiB. */
  readonly maximumBytes?: number;
  readonly log?: OutsideLog;
}

type Attempt = { answer: OutsideAnswer } | { sent: boolean; code: string; message: string };

// Failures in which no byte of the request has left: the only ones after which a `once` request may be repeated.
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** HTTP towards an outside party: bounded in time, size and attempts, no redirects, and honest about what may have happened. */
export class OutsideHttp {
  readonly #timeoutMs: number;
  readonly #attempts: number;
  readonly #pauseMs: number;
  readonly #maximumBytes: number;
  readonly #log: OutsideLog;

  constructor(options: OutsideHttpOptions = {}) {
    this.#timeoutMs = options.timeoutMs ?? 8_000;
    this.#attempts = options.attempts ?? 3;
    this.#pauseMs = options.pauseMs ?? 200;
    this.#maximumBytes = options.maximumBytes ?? 1_048_576;
    this.#log = options.log ?? silentLog;
  }

  /**
   * Sends the request and answers whatever came back below status 500.
   *
   * `build` is asked anew for every attempt, so that each carries a fresh nonce and time stamp.
   * Failures: `retry` when nothing was sent, when the party says 429, or when the request is `safe`;
   * `unknown` when a `once` request may have arrived (time-out, cut connection, status 5xx, answer too large or not text).
   */
  async send(repeat: Repeat, build: () => OutsideRequest): Promise<Outcome<OutsideAnswer>> {
    for (let attempt = 1; ; attempt++) {
      const request = build();
      const result = await this.#try(request);
      if ('answer' in result) return accepted(result.answer);
      const { origin, pathname } = new URL(request.url);
      this.#log.warn({ to: `${origin}${pathname}`, attempt, code: result.code, sent: result.sent }, 'outside party did not answer well');
      const mayRepeat = repeat === 'safe' || !result.sent;
      if (!mayRepeat || attempt >= this.#attempts) return finalFailure(result, mayRepeat);
      await pause(this.#pauseMs * 2 ** (attempt - 1));
    }
  }

  async #try(request: OutsideRequest): Promise<Attempt> {
    try {
      const response = await fetch(request.url, {
        method: request.method,
        // Signed requests must not wander: a redirect is answered as it is and judged by the caller.
        redirect: 'manual',
        signal: AbortSignal.timeout(this.#timeoutMs),
        ...(request.headers && { headers: { ...request.headers } }),
        ...(request.body !== undefined && { body: request.body }),
      });
      const body = await readBounded(response, this.#maximumBytes);
      if (body === undefined) return { sent: true, code: 'outside.answer-unreadable', message: 'answer too large or not UTF-8' };
      if (response.status === 429) return { sent: false, code: 'outside.too-many', message: 'the outside party asks to slow down' };
      if (response.status >= 500) return { sent: true, code: `outside.http-${response.status}`, message: `HTTP ${response.status}` };
      return { answer: { status: response.status, headers: response.headers, body } };
    } catch (error) {
      return attemptOf(error);
    }
  }
}

function finalFailure(result: { code: string; message: string }, nothingDone: boolean): Failure {
  return failed(nothingDone ? 'retry' : 'unknown', result.code, result.message);
}

function attemptOf(error: unknown): Attempt {
  if (error instanceof Error && error.name === 'TimeoutError') return { sent: true, code: 'outside.timeout', message: 'no answer in time' };
  const code = codeOf(error instanceof Error ? error.cause : undefined) ?? codeOf(error) ?? 'broken';
  return { sent: !NOT_SENT.has(code), code: `outside.${code.toLowerCase()}`, message: 'the connection failed' };
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

function pause(milliseconds: number): Promise<void> {
  const withJitter = milliseconds / 2 + Math.random() * (milliseconds / 2);
  return new Promise((resolve) => setTimeout(resolve, withJitter));
}
