import type { KeyObject } from 'node:crypto';
import { rsa2Verify, signedText } from './rsa2.ts';
import { fenOf } from './yuan.ts';

/** A notice proven to come from Alipay and meant for us. Amounts in fen, times as Alipay wrote them (Beijing, `yyyy-MM-dd HH:mm:ss`). */
export interface AlipayNotice {
  /** Constant over re-sends: the key under which a notice is taken once. */
  readonly notifyId: string;
  /** Only `paid` may settle an order. A refund's notice repeats the trade's TRADE_SUCCESS and must not be read as a payment. */
  readonly kind: 'paid' | 'refunded' | 'closed' | 'waiting';
  readonly outTradeNo: string;
  readonly tradeNo: string;
  readonly amountFen: number;
  readonly refundedFen?: number;
  readonly paidAt?: string;
}

/**
 * What became of a received notice:
 * - `genuine`: take it (once per notifyId), then answer `success`;
 * - `foreign`: signed by Alipay but not for us or not understood; keep it aside, alarm, answer `success`, change nothing;
 * - `refused`: not proven to be Alipay's; answer `fail`, keep nothing but the code.
 */
export type NoticeReading =
  | { readonly outcome: 'genuine'; readonly notice: AlipayNotice }
  | { readonly outcome: 'foreign'; readonly code: string; readonly notifyId: string }
  | { readonly outcome: 'refused'; readonly code: string };

const LONGEST = 65_536;
// A map, because an object would also know `constructor`.
const KINDS: ReadonlyMap<string, AlipayNotice['kind']> = new Map([
  ['TRADE_SUCCESS', 'paid'],
  ['TRADE_FINISHED', 'paid'],
  ['TRADE_CLOSED', 'closed'],
  ['WAIT_BUYER_PAY', 'waiting'],
]);

/**
 * Reads the raw `application/x-www-form-urlencoded` body of an asynchronous notice.
 * Source: Alipay open platform, "异步通知说明" and "异步返回结果的验签".
 */
export function readNotice(rawForm: string, us: { appId: string; sellerId: string; key: KeyObject }): NoticeReading {
  const fields = fieldsOf(rawForm);
  if (typeof fields === 'string') return { outcome: 'refused', code: fields };
  const unproven = unprovenBecause(fields, us.key);
  if (unproven !== undefined) return { outcome: 'refused', code: unproven };
  const notifyId = fields['notify_id'] ?? '';
  if (notifyId === '' || notifyId.length > 128) return { outcome: 'refused', code: 'alipay.notice-id' };
  if (fields['app_id'] !== us.appId) return { outcome: 'foreign', code: 'alipay.notice-other-app', notifyId };
  if (fields['seller_id'] !== us.sellerId) return { outcome: 'foreign', code: 'alipay.notice-other-seller', notifyId };
  const notice = noticeOf(notifyId, fields);
  return notice === undefined ? { outcome: 'foreign', code: 'alipay.notice-not-understood', notifyId } : { outcome: 'genuine', notice };
}

type Fields = Readonly<Record<string, string>>;

function fieldsOf(rawForm: string): Fields | string {
  if (rawForm.length > LONGEST) return 'alipay.notice-too-large';
  const pairs = [...new URLSearchParams(rawForm)];
  if (new Set(pairs.map(([name]) => name)).size !== pairs.length) return 'alipay.notice-duplicate-field';
  return Object.fromEntries(pairs);
}

function unprovenBecause(fields: Fields, key: KeyObject): string | undefined {
  const { sign, sign_type: signType, ...rest } = fields;
  if (sign === undefined || sign === '') return 'alipay.notice-unsigned';
  // A sender who may choose RSA (SHA-1) chooses the weaker proof.
  if (signType !== 'RSA2') return 'alipay.notice-sign-type';
  if (rest['charset'] !== undefined && rest['charset'].toLowerCase() !== 'utf-8') return 'alipay.notice-charset';
  // Most products leave sign_type out of the signed text, some put it in.
  const proven = rsa2Verify(signedText(rest), sign, key) || rsa2Verify(signedText({ ...rest, sign_type: signType }), sign, key);
  return proven ? undefined : 'alipay.notice-signature';
}

function noticeOf(notifyId: string, fields: Fields): AlipayNotice | undefined {
  const outTradeNo = fields['out_trade_no'] ?? '';
  const tradeNo = fields['trade_no'] ?? '';
  const amountFen = fenOf(fields['total_amount'] ?? '');
  const state = KINDS.get(fields['trade_status'] ?? '');
  if (fields['notify_type'] !== 'trade_status_sync' || outTradeNo === '' || tradeNo === '' || state === undefined || !amountFen)
    return undefined;
  const refunded = isRefund(fields);
  const refundedFen = fenOf(fields['refund_fee'] ?? '');
  if (refunded && refundedFen === undefined) return undefined;
  const paidAt = fields['gmt_payment'];
  return {
    notifyId,
    kind: refunded ? 'refunded' : state,
    outTradeNo,
    tradeNo,
    amountFen,
    ...(refunded && refundedFen !== undefined && { refundedFen }),
    ...(paidAt !== undefined && { paidAt }),
  };
}

function isRefund(fields: Fields): boolean {
  return [fields['gmt_refund'], fields['refund_fee'], fields['out_biz_no']].some((value) => value !== undefined && value !== '');
}
