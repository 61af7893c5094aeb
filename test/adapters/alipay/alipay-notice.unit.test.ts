import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readNotice } from '../../../src/adapters/alipay/alipay-notice.ts';

const alipay = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
const us = { appId: '2021000000000001', sellerId: '2088000000000001', key: alipay.publicKey };

const PAID = {
  notify_type: 'trade_status_sync',
  notify_id: 'n-1',
  notify_time: '2026-11-22 09:00:01',
  app_id: us.appId,
  seller_id: us.sellerId,
  charset: 'utf-8',
  out_trade_no: 'P1',
  trade_no: '2026112222001',
  total_amount: '350.00',
  trade_status: 'TRADE_SUCCESS',
  gmt_payment: '2026-11-22 09:00:00',
  subject: '证书 a=b&c%2B+1',
  voucher: '',
};

function text(fields: Record<string, string>): string {
  return Object.keys(fields)
    .filter((name) => fields[name] !== '')
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&');
}

function signedForm(
  changes: Record<string, string> = {},
  options: { key?: typeof alipay; withType?: boolean; digest?: string } = {},
): Record<string, string> {
  const fields: Record<string, string> = { ...PAID, ...changes };
  const over = options.withType ? { ...fields, sign_type: 'RSA2' } : fields;
  const signature = sign(options.digest ?? 'sha256', Buffer.from(text(over)), (options.key ?? alipay).privateKey).toString('base64');
  return { ...fields, sign: signature, sign_type: 'RSA2' };
}

const read = (fields: Record<string, string>) => readNotice(new URLSearchParams(fields).toString(), us);
const without = (fields: Record<string, string>, name: string) =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));

describe('a genuine notice', () => {
  it('tells order, amount in fen and time of payment', () => {
    expect(read(signedForm())).toEqual({
      outcome: 'genuine',
      notice: {
        notifyId: 'n-1',
        kind: 'paid',
        outTradeNo: 'P1',
        tradeNo: '2026112222001',
        amountFen: 35_000,
        paidAt: '2026-11-22 09:00:00',
      },
    });
  });

  it('may have sign_type among the signed parameters', () => {
    expect(read(signedForm({}, { withType: true })).outcome).toBe('genuine');
  });

  it('counts TRADE_FINISHED as paid', () => {
    expect(read(signedForm({ trade_status: 'TRADE_FINISHED' }))).toMatchObject({ notice: { kind: 'paid' } });
  });

  it.each([
    ['gmt_refund', '2026-11-22 10:00:00.000'],
    ['out_biz_no', 'R1'],
    ['refund_fee', '1.00'],
  ])('with %s is never a payment', (name, value) => {
    expect(read(signedForm({ refund_fee: '1.00', [name]: value }))).toMatchObject({ notice: { kind: 'refunded', refundedFen: 100 } });
  });

  it.each([
    ['TRADE_CLOSED', 'closed'],
    ['WAIT_BUYER_PAY', 'waiting'],
  ])('of state %s is %s, not paid', (status, kind) =>
    expect(read(signedForm({ trade_status: status }))).toMatchObject({ notice: { kind } }),
  );
});

describe('an altered or forged notice is refused', () => {
  const good = signedForm();
  const cases: [string, Record<string, string>, string][] = [
    ['another amount', { ...good, total_amount: '0.01' }, 'alipay.notice-signature'],
    ['another order', { ...good, out_trade_no: 'P2' }, 'alipay.notice-signature'],
    ['another state', { ...good, trade_status: 'TRADE_FINISHED' }, 'alipay.notice-signature'],
    ['a parameter added', { ...good, extra: '1' }, 'alipay.notice-signature'],
    ['a parameter removed', without(good, 'subject'), 'alipay.notice-signature'],
    ['a stranger’s key', signedForm({}, { key: stranger }), 'alipay.notice-signature'],
    ['SHA-1 called RSA2', signedForm({}, { digest: 'sha1' }), 'alipay.notice-signature'],
    ['the downgrade to RSA', { ...signedForm({}, { digest: 'sha1' }), sign_type: 'RSA' }, 'alipay.notice-sign-type'],
    ['no sign_type', without(good, 'sign_type'), 'alipay.notice-sign-type'],
    ['no signature', without(good, 'sign'), 'alipay.notice-unsigned'],
    ['an empty signature', { ...good, sign: '' }, 'alipay.notice-unsigned'],
    [
      'foreign characters in the signature',
      { ...good, sign: `${good['sign']?.slice(0, 40)} \n${good['sign']?.slice(40)}` },
      'alipay.notice-signature',
    ],
    ['another character set', signedForm({ charset: 'GBK' }), 'alipay.notice-charset'],
    ['no notify_id', without(signedForm({ notify_id: '' }), 'notify_id'), 'alipay.notice-id'],
  ];
  it.each(cases)('%s', (_name, fields, code) => expect(read(fields)).toEqual({ outcome: 'refused', code }));

  it('a parameter sent twice', () => {
    expect(readNotice(`${new URLSearchParams(good).toString()}&out_trade_no=P2`, us)).toEqual({
      outcome: 'refused',
      code: 'alipay.notice-duplicate-field',
    });
  });

  it('a body of a megabyte', () => {
    expect(readNotice(`a=${'x'.repeat(1_000_000)}`, us)).toEqual({ outcome: 'refused', code: 'alipay.notice-too-large' });
  });

  it.each(['', '%', '%%%=%zz', '&&&==', '{"a":1}', 'sign=a&sign_type=RSA2'])('garbage %j', (body) =>
    expect(readNotice(body, us).outcome).toBe('refused'),
  );
});

describe('a notice signed by Alipay but not for us is kept aside', () => {
  it.each([
    ['another application', { app_id: '2021000000000002' }, 'alipay.notice-other-app'],
    ['another merchant', { seller_id: '2088000000000002' }, 'alipay.notice-other-seller'],
    ['no merchant', { seller_id: '' }, 'alipay.notice-other-seller'],
    ['an unknown kind', { notify_type: 'something_else' }, 'alipay.notice-not-understood'],
    ['an unknown state', { trade_status: 'TRADE_DANCING' }, 'alipay.notice-not-understood'],
    ['an inherited name as state', { trade_status: 'constructor' }, 'alipay.notice-not-understood'],
    ['an amount that is none', { total_amount: '1e3' }, 'alipay.notice-not-understood'],
    ['an amount of nothing', { total_amount: '0.00' }, 'alipay.notice-not-understood'],
    ['no order', { out_trade_no: '' }, 'alipay.notice-not-understood'],
  ])('%s', (_name, changes, code) => expect(read(signedForm(changes))).toEqual({ outcome: 'foreign', code, notifyId: 'n-1' }));
});
