import { createHmac, timingSafeEqual } from 'node:crypto';

// docs/outside-http.md. The first line keeps a request from ever being taken for an answer.

/** Hex HMAC-SHA256 of a request. `path` is what follows the host, query included. */
export function requestSignature(
  secret: string,
  request: { method: string; path: string; timestamp: string; nonce: string; body: string },
): string {
  return mac(secret, ['yinxin-request-1', request.method, request.path, request.timestamp, request.nonce, request.body]);
}

/** Hex HMAC-SHA256 of an answer, bound to its request by the request's nonce. */
export function answerSignature(secret: string, answer: { status: number; nonce: string; timestamp: string; body: string }): string {
  return mac(secret, ['yinxin-answer-1', String(answer.status), answer.nonce, answer.timestamp, answer.body]);
}

export function sameSignature(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}

// Only the last line, the body, may itself hold line feeds, so no two messages share one text.
function mac(secret: string, lines: readonly string[]): string {
  return createHmac('sha256', secret).update(lines.join('\n'), 'utf8').digest('hex');
}
