import { DomainError } from '../../../kernel/domain-error.ts';

const validMs = 5 * 60_000;
const resendMs = 60_000;
const maxTries = 5;

/** VAL-12: a code by text message, for one account and this purpose only; five minutes, one use, five tries. */
export interface PinResetCode {
  readonly accountId: string;
  /** Keyed hash of the code. */
  readonly fingerprint: string;
  readonly sentAt: Date;
  readonly tries: number;
}

/** Throws `too-many` while the last code is younger than a minute. */
export function mayResend(before: PinResetCode | undefined, now: Date): void {
  const waitMs = before === undefined ? 0 : before.sentAt.getTime() + resendMs - now.getTime();
  if (waitMs > 0) throw new DomainError('too-many', 'certificate.code-too-soon', { retryAfter: Math.ceil(waitMs / 1000) });
}

/** Counts the try; the caller stores what comes back before it tells the outcome. */
export function tryCode(
  code: PinResetCode | undefined,
  fingerprint: string,
  now: Date,
): { right: boolean; after: PinResetCode | undefined } {
  if (code === undefined || now.getTime() - code.sentAt.getTime() > validMs || code.tries >= maxTries) return { right: false, after: code };
  if (code.fingerprint === fingerprint) return { right: true, after: undefined };
  return { right: false, after: { ...code, tries: code.tries + 1 } };
}
