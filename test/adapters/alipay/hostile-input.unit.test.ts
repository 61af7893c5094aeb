import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../../src/adapters/alipay/alipay-answer.ts';
import { readNotice } from '../../../src/adapters/alipay/alipay-notice.ts';

const alipay = generateKeyPairSync('rsa', { modulusLength: 2048 });
const us = { appId: '1', sellerId: '2', key: alipay.publicKey };
const signature = (text: string) => sign('sha256', Buffer.from(text), alipay.privateKey).toString('base64');
const node = '{"code":"10000","msg":"Success","out_trade_no":"T1","trade_status":"TRADE_SUCCESS","total_amount":"9.00"}';
const answer = `{"alipay_trade_query_response":${node},"sign":"${signature(node)}"}`;
const text =
  'app_id=1&notify_id=n&notify_type=trade_status_sync&out_trade_no=T1&seller_id=2&total_amount=9.00&trade_no=3&trade_status=TRADE_SUCCESS';
const notice = `${text}&sign_type=RSA2&sign=${encodeURIComponent(signature(text))}`;

/** A few characters of the text overwritten, removed or put in. */
const mutated = (original: string) =>
  fc
    .array(fc.tuple(fc.nat(original.length), fc.nat(3), fc.string({ maxLength: 3 })), { minLength: 1, maxLength: 4 })
    .map((edits) => edits.reduce((now, [at, removed, added]) => now.slice(0, at) + added + now.slice(at + removed), original));

describe('mutated input from outside', () => {
  it('an answer is either refused or still the signed one', () => {
    const genuine = readAnswer(answer, 'alipay.trade.query', alipay.publicKey);
    expect(genuine.ok).toBe(true);
    fc.assert(
      fc.property(mutated(answer), (body) => {
        const read = readAnswer(body, 'alipay.trade.query', alipay.publicKey);
        if (read.ok) expect(read).toEqual(genuine);
      }),
      { numRuns: 5_000 },
    );
  });

  it('a notice is either refused or still the signed one', () => {
    const genuine = readNotice(notice, us);
    expect(genuine.outcome).toBe('genuine');
    fc.assert(
      fc.property(mutated(notice), (form) => {
        const read = readNotice(form, us);
        if (read.outcome !== 'refused') expect(read).toEqual(genuine);
      }),
      { numRuns: 5_000 },
    );
  });
});
