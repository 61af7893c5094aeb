import { createHash, randomBytes } from 'node:crypto';
import { CmsError } from '../../engines/cms/cms-error.ts';
import { buildTimeStampRequest, tokenOfResponse } from '../../engines/cms/time-stamp-exchange.ts';
import { parseTimeStampToken, verifyTimeStampToken } from '../../engines/cms/time-stamp-token.ts';
import { DomainError } from '../../kernel/domain-error.ts';

const timeoutMs = 10_000;
const maxAnswerBytes = 64 * 1024;

/** Room for one token in a signature, in octets: the largest that is accepted from an authority. */
export const timeStampSize = 12 * 1024;

/** A time-stamp authority reached over HTTP (RFC 3161 3.4). */
export class HttpTimeStamp {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /**
   * A token over `bytes`, checked: imprint, nonce, signature. Nothing is said about the authority's certificate.
   * Throws DomainError `time-stamp.unavailable` (not reached, refused) or `time-stamp.wrong-answer`.
   */
  async token(bytes: Uint8Array): Promise<Buffer> {
    const nonce = randomBytes(16);
    const request = buildTimeStampRequest(createHash('sha256').update(bytes).digest(), 'sha256', nonce);
    const answer = await this.#ask(request);
    try {
      const token = tokenOfResponse(answer);
      const read = parseTimeStampToken(token);
      const { faults } = verifyTimeStampToken(read, { bytes });
      if (faults.length > 0) throw new CmsError('malformed-time-stamp', faults.join(', '));
      if (!sameNonce(read.nonce, nonce)) throw new CmsError('malformed-time-stamp', 'another nonce');
      if (token.length > timeStampSize) throw new CmsError('malformed-time-stamp', 'the token is too large');
      return token;
    } catch (cause) {
      throw new DomainError('unavailable', 'time-stamp.wrong-answer', {}, { cause });
    }
  }

  async #ask(request: Uint8Array): Promise<Buffer> {
    try {
      const headers = { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' };
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await fetch(this.#url, { method: 'POST', headers, body: Buffer.from(request), signal });
      const answer = await readUpTo(response, maxAnswerBytes);
      if (!response.ok) throw new Error(`the time-stamp authority answered ${String(response.status)}`);
      return answer;
    } catch (cause) {
      throw new DomainError('unavailable', 'time-stamp.unavailable', {}, { cause });
    }
  }
}

async function readUpTo(response: Response, maxBytes: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.byteLength;
    if (size > maxBytes) throw new Error('the answer is too large');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** The INTEGER may carry a sign octet or have lost leading zeros: the numbers are compared. */
function sameNonce(answered: Buffer | undefined, asked: Buffer): boolean {
  return answered !== undefined && BigInt(`0x${answered.toString('hex')}`) === BigInt(`0x${asked.toString('hex')}`);
}
