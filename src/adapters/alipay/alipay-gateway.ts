import type { KeyObject } from 'node:crypto';
import type { z } from 'zod';
import type { Clock } from '../../kernel/clock.ts';
import { shanghaiTime } from '../../kernel/clock.ts';
import { accepted, failed, type Outcome } from '../../kernel/outside.ts';
import type { OutsideHttp } from '../outside-http/outside-http.ts';
import { type OutsideLog, silentLog } from '../outside-http/outside-log.ts';
import { redactAnswer } from '../outside-http/redact-answer.ts';
import { type AlipayAnswer, readAnswer, refusalOf } from './alipay-answer.ts';
import { alipayPrivateKey, alipayPublicKey } from './alipay-keys.ts';
import { type NoticeReading, readNotice } from './alipay-notice.ts';
import { type AlipayRefund, type AlipayTrade, closeShape, refundQueryShape, refundShape, tradeShape } from './alipay-trade.ts';
import { rsa2Sign, signedText } from './rsa2.ts';
import { yuanOf } from './yuan.ts';

export interface AlipayConfig {
  /** `https://openapi.alipay.com/gateway.do` */
  readonly gatewayUrl: string;
  readonly appId: string;
  /** PKCS #8, PEM or bare base64. */
  readonly appPrivateKey: string;
  /** Alipay's key, PEM or bare base64, not the application's own. */
  readonly alipayPublicKey: string;
  /** Our `2088…` merchant number: a notice for another one is not ours. */
  readonly sellerId: string;
  readonly notifyUrl: string;
  readonly returnUrl: string;
}

export interface PagePay {
  /** Our own row's number, 1 to 64 of letters, digits and `_`. */
  readonly outTradeNo: string;
  readonly amountFen: number;
  /** Shown to the payer, at most 256 characters. */
  readonly subject: string;
  /** After this the cashier takes no payment. */
  readonly timeExpire: Date;
  readonly returnUrl?: string;
}

/** Alipay's v2 interface (`gateway.do`, RSA2). Every answer is verified before a word of it is believed. Money is integer fen. */
export class AlipayGateway {
  readonly #key: KeyObject;
  readonly #alipayKey: KeyObject;

  /** @throws UnusableAlipayKey when a configured key is not RSA of 2048 bits or more */
  constructor(
    private readonly config: AlipayConfig,
    private readonly http: OutsideHttp,
    private readonly clock: Clock,
    private readonly log: OutsideLog = silentLog,
  ) {
    this.#key = alipayPrivateKey(config.appPrivateKey);
    this.#alipayKey = alipayPublicKey(config.alipayPublicKey);
  }

  /**
   * The address to which the payer's browser goes to pay (`alipay.trade.page.pay` as GET). Nothing is sent from here.
   * @throws RangeError when the number, the amount or the subject is outside Alipay's limits
   */
  pagePayUrl(pay: PagePay): string {
    if (!/^\w{1,64}$/.test(pay.outTradeNo)) throw new RangeError('an Alipay order number is 1 to 64 letters, digits and underscores');
    if (pay.subject === '' || pay.subject.length > 256) throw new RangeError('an Alipay subject has 1 to 256 characters');
    const content = {
      out_trade_no: pay.outTradeNo,
      product_code: 'FAST_INSTANT_TRADE_PAY',
      total_amount: yuanOf(pay.amountFen),
      subject: plainSubject(pay.subject),
      time_expire: shanghaiTime(pay.timeExpire),
    };
    const urls = { notify_url: this.config.notifyUrl, return_url: pay.returnUrl ?? this.config.returnUrl };
    const url = new URL(this.config.gatewayUrl);
    url.search = new URLSearchParams(this.#signed('alipay.trade.page.pay', content, urls)).toString();
    return url.toString();
  }

  /**
   * What Alipay knows of our order (`alipay.trade.query`). Safe to repeat.
   * Failures: `retry` (no answer, system error), `reject` (our fault), `unknown` (answer altered, or of another order).
   */
  async query(outTradeNo: string): Promise<Outcome<AlipayTrade>> {
    const answer = await this.#call('alipay.trade.query', { out_trade_no: outTradeNo }, 'query', tradeShape);
    if (!answer.ok) return answer.code === 'ACQ.TRADE_NOT_EXIST' ? accepted({ state: 'absent' }) : answer;
    return answer.value.outTradeNo === outTradeNo ? accepted(answer.value.trade) : otherOrder();
  }

  /**
   * Ends an unpaid order (`alipay.trade.close`), so that it can no longer be paid. `absent`: it was never opened and may still be;
   * only `timeExpire` ends it. `reject` with ACQ.TRADE_STATUS_ERROR usually means paid: query.
   */
  async close(outTradeNo: string): Promise<Outcome<{ state: 'closed' | 'absent' }>> {
    const answer = await this.#call('alipay.trade.close', { out_trade_no: outTradeNo }, 'change', closeShape);
    if (!answer.ok) return answer.code === 'ACQ.TRADE_NOT_EXIST' ? accepted({ state: 'absent' }) : answer;
    return answer.value.out_trade_no === outTradeNo ? accepted({ state: 'closed' }) : otherOrder();
  }

  /**
   * Sends money back (`alipay.trade.refund`). `requestNo` is our own row's number: a repeat with the same number and amount pays
   * once only, and after `unknown` or `pending` either that or `refundState` may follow, never another number.
   */
  async refund(refund: { outTradeNo: string; requestNo: string; amountFen: number; reason: string }): Promise<Outcome<AlipayRefund>> {
    const content = {
      out_trade_no: refund.outTradeNo,
      out_request_no: refund.requestNo,
      refund_amount: yuanOf(refund.amountFen),
      refund_reason: refund.reason,
    };
    const answer = await this.#call('alipay.trade.refund', content, 'change', refundShape);
    if (!answer.ok) return answer;
    if (answer.value.out_trade_no !== refund.outTradeNo) return otherOrder();
    // fund_change N says only that this very call moved nothing: a repeated one answers so after success as well.
    const done = answer.value.fund_change === 'Y';
    return accepted({ state: done ? 'done' : 'pending', refundedFen: done ? refund.amountFen : 0 });
  }

  /** What became of a refund (`alipay.trade.fastpay.refund.query`); ask ten seconds after `refund` or later. Safe to repeat. */
  async refundState(outTradeNo: string, requestNo: string): Promise<Outcome<AlipayRefund>> {
    const content = { out_trade_no: outTradeNo, out_request_no: requestNo };
    const answer = await this.#call('alipay.trade.fastpay.refund.query', content, 'query', refundQueryShape);
    if (!answer.ok) return answer.code === 'ACQ.TRADE_NOT_EXIST' ? accepted({ state: 'absent', refundedFen: 0 }) : answer;
    const { out_trade_no, out_request_no, refund_status, refund_amount } = answer.value;
    // Alipay answers 10000 with nothing in it for a number it does not know.
    if (out_request_no === undefined) return accepted({ state: 'absent', refundedFen: 0 });
    if (out_trade_no !== outTradeNo || out_request_no !== requestNo) return otherOrder();
    const done = refund_status === 'REFUND_SUCCESS' && refund_amount !== undefined;
    return accepted({ state: done ? 'done' : 'pending', refundedFen: done ? refund_amount : 0 });
  }

  /** Reads and proves an asynchronous notice from the raw form body (before any body parser). Amount and order are the caller's to compare. */
  readNotice(rawForm: string): NoticeReading {
    return readNotice(rawForm, { appId: this.config.appId, sellerId: this.config.sellerId, key: this.#alipayKey });
  }

  async #call<T>(method: string, content: object, repeat: 'query' | 'change', shape: z.ZodType<T>): Promise<Outcome<T>> {
    // A change is also sent once only: whether it was done is then asked, not tried.
    const sent = await this.http.send(repeat === 'query' ? 'safe' : 'once', () => ({
      method: 'POST',
      url: this.config.gatewayUrl,
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
      body: new URLSearchParams(this.#signed(method, content)).toString(),
    }));
    if (!sent.ok) return sent;
    const read = readAnswer(sent.value.body, method, this.#alipayKey);
    const result = read.ok ? contentOf(read.value, repeat, shape) : read;
    if (!result.ok) this.log.warn({ method, code: result.code, answer: redactAnswer(sent.value.body) }, 'Alipay did not confirm');
    return result;
  }

  #signed(method: string, content: object, urls: Readonly<Record<string, string>> = {}): Record<string, string> {
    const parameters = {
      app_id: this.config.appId,
      method,
      format: 'JSON',
      charset: 'utf-8',
      sign_type: 'RSA2',
      // Beijing time whatever the server's own zone.
      timestamp: shanghaiTime(this.clock.now()),
      version: '1.0',
      ...urls,
      biz_content: JSON.stringify(content),
    };
    return { ...parameters, sign: rsa2Sign(signedText(parameters), this.#key) };
  }
}

function contentOf<T>(answer: AlipayAnswer, repeat: 'query' | 'change', shape: z.ZodType<T>): Outcome<T> {
  if (answer.code !== '10000') return refusalOf(answer, repeat);
  const content = shape.safeParse(answer);
  return content.success ? accepted(content.data) : failed('unknown', 'alipay.answer-malformed', 'the answer lacks what it should tell');
}

/** Alipay refuses `/`, `=` and `&` in a subject; their wide forms read the same. */
function plainSubject(text: string): string {
  return text
    .replaceAll('/', '／')
    .replaceAll('=', '＝')
    .replaceAll('&', '＆')
    .replace(/\p{Cc}/gu, ' ');
}

function otherOrder(): Outcome<never> {
  return failed('unknown', 'alipay.answer-other-order', 'the answer speaks of another order');
}
