import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Faults } from '../faults.ts';
import { type Call, html, json, type Reply, seeOther } from '../http-kit.ts';
import { page } from '../page.ts';
import { RecordFile } from '../record-file.ts';
import type { Secrets } from '../secrets.ts';
import { cashierPage, closedPage } from './cashier.ts';
import { type Notice, Notices } from './notices.ts';
import { canonical, isSignedBy, signed, withSign } from './signing.ts';
import { beijing, fen, fromBeijing, refundedFen, type Trade, yuan } from './trade.ts';

type Fields = Record<string, string>;
type Content = Record<string, unknown>;

/** A business answer: the inner object of `{method}_response`. */
const refused = (subCode: string, subMessage: string, code = '40004', message = 'Business Failed'): Content => ({
  code,
  msg: message,
  sub_code: subCode,
  sub_msg: subMessage,
});
const invalid = (subCode: string, subMessage: string): Content => refused(subCode, subMessage, '40002', 'Invalid Arguments');
const done = (content: Content): Content => ({ code: '10000', msg: 'Success', ...content });

/** Alipay's v2 gateway with its cashier: signatures, states and refusals as the open platform documents them. */
export class AlipaySimulator {
  readonly #trades: RecordFile<Trade>;
  readonly #notices: Notices;

  constructor(
    folder: string,
    private readonly secrets: Secrets,
    private readonly faults: Faults,
    hurry: number,
    /** Where the payer's browser finds us, known once the server listens. */
    private readonly ownUrl: () => string,
  ) {
    this.#trades = new RecordFile<Trade>(join(folder, 'alipay-trades.jsonl'));
    this.#notices = new Notices(new RecordFile<Notice>(join(folder, 'alipay-notices.jsonl')), secrets, faults, hurry);
    this.#notices.resume();
  }

  stop(): void {
    this.#notices.stop();
  }

  handle(call: Call): Reply | undefined {
    if (call.path === '/alipay/gateway.do') return this.#gateway(call);
    const token = /^\/alipay\/cashier\/([0-9a-f]{32})$/.exec(call.path)?.[1];
    if (token !== undefined) return this.#cashier(call, token);
    return call.path.startsWith('/admin/alipay/') ? this.#admin(call) : undefined;
  }

  #gateway(call: Call): Reply {
    const fields: Fields = Object.fromEntries([...call.query, ...new URLSearchParams(call.body)]);
    const method = fields['method'] ?? '';
    const fault = method.endsWith('page.pay') ? undefined : this.faults.take('alipay.answer');
    if (fault === 'error-before') return html('Service Unavailable', 503);
    const problem = this.#problemWith(fields);
    if (method === 'alipay.trade.page.pay') return this.#openCashier(fields, problem);
    const content = problem ?? this.#business(method, contentOf(fields));
    if (fault === 'error-after') return html('Bad Gateway', 502);
    if (fault === 'timeout-after') return 'silence';
    return this.#answer(method, content, fault);
  }

  /** The gateway's own checks before any business: parameters, application, time stamp, signature. */
  #problemWith(fields: Fields): Content | undefined {
    if (!fields['app_id']) return invalid('isv.missing-app-id', '缺少AppID参数');
    if (fields['app_id'] !== this.secrets.appId) return invalid('isv.invalid-app-id', '无效的AppID参数');
    if (!fields['method']) return invalid('isv.missing-method', '缺少方法名参数');
    if (!fields['sign']) return invalid('isv.missing-signature', '缺少签名参数');
    if (fields['sign_type'] !== 'RSA2') return invalid('isv.invalid-signature-type', '无效的签名类型');
    const at = fromBeijing(fields['timestamp']);
    // Read as Beijing time; a whole day off is refused.
    if (at === undefined || Math.abs(Date.now() - at) > 86_400_000) return invalid('isv.invalid-timestamp', '非法的时间戳参数');
    const text = canonical(fields, ['sign']);
    return isSignedBy(text, fields['sign'], this.secrets.application.publicKey)
      ? undefined
      : invalid('isv.invalid-signature', '验签出错，建议检查签名字符串或签名私钥与应用公钥是否匹配');
  }

  #business(method: string, content: Content | undefined): Content {
    if (content === undefined) return invalid('isv.invalid-parameter', '参数无效：biz_content');
    const trade = this.#trades.get(String(content['out_trade_no'] ?? ''));
    const known = ['alipay.trade.query', 'alipay.trade.close', 'alipay.trade.refund', 'alipay.trade.fastpay.refund.query'];
    if (!known.includes(method)) return invalid('isv.invalid-method', '不存在的方法名');
    if (trade === undefined) return refused('ACQ.TRADE_NOT_EXIST', '交易不存在');
    if (method === 'alipay.trade.query') return this.#query(this.#expired(trade));
    if (method === 'alipay.trade.close') return this.#close(this.#expired(trade));
    return method === 'alipay.trade.refund' ? this.#refund(trade, content) : this.#refundQuery(trade, content);
  }

  #query(trade: Trade): Content {
    return done({
      trade_no: trade.tradeNo,
      out_trade_no: trade.outTradeNo,
      buyer_logon_id: 'mo***@example.cn',
      trade_status: trade.status,
      total_amount: yuan(trade.fen),
      ...(trade.paidAt !== undefined && { send_pay_date: beijing(trade.paidAt) }),
      buyer_user_id: '2088000000000999',
    });
  }

  #close(trade: Trade): Content {
    if (trade.status !== 'WAIT_BUYER_PAY') return refused('ACQ.TRADE_STATUS_ERROR', '交易状态不合法');
    this.#keep({ ...trade, status: 'TRADE_CLOSED' });
    return done({ trade_no: trade.tradeNo, out_trade_no: trade.outTradeNo });
  }

  #refund(trade: Trade, content: Content): Content {
    const amount = fen(content['refund_amount']);
    const requestNo = String(content['out_request_no'] ?? trade.outTradeNo);
    if (amount === undefined || amount === 0) return invalid('ACQ.INVALID_PARAMETER', '参数无效：refund_amount');
    const earlier = trade.refunds[requestNo];
    if (earlier !== undefined && earlier !== amount) return refused('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL', '同一退款请求号的金额不一致');
    if (earlier === undefined) {
      if (trade.paidAt === undefined) return refused('ACQ.TRADE_STATUS_ERROR', '交易状态不合法');
      if (refundedFen(trade) + amount > trade.fen) return refused('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL', '退款金额超限');
    }
    const refunds = { ...trade.refunds, [requestNo]: amount };
    const after: Trade = { ...trade, refunds };
    if (earlier === undefined) this.#afterRefund(after, requestNo);
    return done({
      trade_no: trade.tradeNo,
      out_trade_no: trade.outTradeNo,
      buyer_logon_id: 'mo***@example.cn',
      fund_change: earlier === undefined ? 'Y' : 'N',
      refund_fee: yuan(refundedFen(after)),
      buyer_user_id: '2088000000000999',
    });
  }

  #afterRefund(trade: Trade, requestNo: string): void {
    const after: Trade = refundedFen(trade) === trade.fen ? { ...trade, status: 'TRADE_CLOSED' } : trade;
    this.#keep(after);
    const at = `${beijing(Date.now())}.000`;
    this.#notices.announce(after, { refund_fee: yuan(refundedFen(after)), gmt_refund: at, out_biz_no: requestNo });
  }

  #refundQuery(trade: Trade, content: Content): Content {
    const requestNo = String(content['out_request_no'] ?? '');
    const amount = trade.refunds[requestNo];
    if (amount === undefined) return done({});
    return done({
      trade_no: trade.tradeNo,
      out_trade_no: trade.outTradeNo,
      out_request_no: requestNo,
      refund_amount: yuan(amount),
      total_amount: yuan(trade.fen),
      refund_status: 'REFUND_SUCCESS',
    });
  }

  #openCashier(fields: Fields, problem: Content | undefined): Reply {
    const content = contentOf(fields) ?? {};
    const result = problem ?? this.#tradeFor(content, fields);
    if ('token' in result) return seeOther(`${this.ownUrl()}/alipay/cashier/${String(result.token)}`);
    const text = `<h1>模拟收银台：请求有误</h1><p>${String(result['sub_msg'])}</p><p>错误代码：${String(result['sub_code'])}</p>`;
    return html(page('请求有误', text), 400);
  }

  #tradeFor(content: Content, fields: Fields): Trade | Content {
    const outTradeNo = String(content['out_trade_no'] ?? '');
    const amount = fen(content['total_amount']);
    const subject = String(content['subject'] ?? '');
    const expiresAt = content['time_expire'] === undefined ? Date.now() + 15 * 86_400_000 : fromBeijing(content['time_expire']);
    const parameterProblem =
      !/^\w{1,64}$/.test(outTradeNo) ||
      !amount ||
      subject === '' ||
      content['product_code'] !== 'FAST_INSTANT_TRADE_PAY' ||
      expiresAt === undefined;
    if (parameterProblem) return invalid('ACQ.INVALID_PARAMETER', '参数无效');
    const earlier = this.#trades.get(outTradeNo);
    if (earlier?.paidAt !== undefined) return refused('ACQ.TRADE_HAS_SUCCESS', '交易已被支付');
    if (earlier !== undefined && this.#expired(earlier).status === 'TRADE_CLOSED') return refused('ACQ.TRADE_HAS_CLOSE', '交易已经关闭');
    if (earlier !== undefined && earlier.fen !== amount) return refused('ACQ.CONTEXT_INCONSISTENT', '交易信息被篡改');
    if (earlier !== undefined) return earlier;
    if (expiresAt < Date.now()) return refused('ACQ.TRADE_HAS_CLOSE', '交易已经关闭');
    const now = Date.now();
    return this.#keep({
      outTradeNo,
      tradeNo: `${beijing(now).slice(0, 10).replaceAll('-', '')}22001${String(BigInt(`0x${randomBytes(7).toString('hex')}`))
        .padStart(17, '0')
        .slice(-15)}`,
      token: randomBytes(16).toString('hex'),
      fen: amount,
      subject,
      notifyUrl: fields['notify_url'] ?? '',
      returnUrl: fields['return_url'] ?? '',
      expiresAt,
      createdAt: now,
      status: 'WAIT_BUYER_PAY',
      refunds: {},
    });
  }

  #cashier(call: Call, token: string): Reply {
    const found = this.#trades.all().find((trade) => trade.token === token);
    if (found === undefined) return html(closedPage('没有这笔交易'), 404);
    const trade = this.#expired(found);
    if (trade.status !== 'WAIT_BUYER_PAY') return html(closedPage(trade.paidAt === undefined ? '交易已关闭，不能支付' : '交易已支付'), 409);
    if (call.method !== 'POST') return html(cashierPage(trade));
    const paid = new URLSearchParams(call.body).get('action') === 'pay' ? this.#pay(trade) : undefined;
    return trade.returnUrl === '' ? html(closedPage(paid ? '支付成功' : '已取消')) : seeOther(this.#returnUrl(trade, paid !== undefined));
  }

  #pay(trade: Trade): Trade {
    const paid = this.#keep({ ...trade, status: 'TRADE_SUCCESS', paidAt: Date.now() });
    this.#notices.announce(paid);
    return paid;
  }

  /** The way back after paying is signed; a payer who leaves comes back with nothing. */
  #returnUrl(trade: Trade, paid: boolean): string {
    const url = new URL(trade.returnUrl);
    if (!paid) return url.toString();
    const fields = {
      charset: 'utf-8',
      out_trade_no: trade.outTradeNo,
      method: 'alipay.trade.page.pay.return',
      total_amount: yuan(trade.fen),
      trade_no: trade.tradeNo,
      auth_app_id: this.secrets.appId,
      version: '1.0',
      app_id: this.secrets.appId,
      seller_id: this.secrets.sellerId,
      timestamp: beijing(Date.now()),
    };
    for (const [name, value] of Object.entries(withSign(fields, this.secrets.gateway.privateKey))) url.searchParams.set(name, value);
    return url.toString();
  }

  #answer(method: string, content: Content, fault: string | undefined): Reply {
    const told = fault === 'wrong-amount' && 'total_amount' in content ? { ...content, total_amount: '0.01' } : content;
    // The real gateway escapes slashes; the signature covers that very text.
    const node = JSON.stringify(told).replaceAll('/', '\\/');
    const key = fault === 'bad-signature' ? this.secrets.application.privateKey : this.secrets.gateway.privateKey;
    const sign = fault === 'unsigned' ? '' : `,"sign":"${signed(node, key)}"`;
    return html(`{"${method.replaceAll('.', '_')}_response":${node}${sign}}`);
  }

  #admin(call: Call): Reply {
    const outTradeNo =
      call.method === 'POST' ? String((JSON.parse(call.body) as Content)['outTradeNo'] ?? '') : (call.query.get('outTradeNo') ?? '');
    if (call.path === '/admin/alipay/trades')
      return json(this.#trades.all().filter((trade) => outTradeNo === '' || trade.outTradeNo === outTradeNo));
    if (call.path === '/admin/alipay/notices') return json(this.#notices.ofTrade(outTradeNo));
    const trade = this.#trades.get(outTradeNo);
    if (trade === undefined || call.method !== 'POST') return json({ error: 'no such trade' }, 404);
    if (call.path === '/admin/alipay/resend') return json({ resent: this.#notices.resend(outTradeNo) });
    const unpaid = trade.paidAt === undefined;
    // A payment that was under way when the order was closed arrives all the same.
    if (call.path === '/admin/alipay/late-payment' && unpaid && this.#expired(trade).status === 'TRADE_CLOSED')
      return json(this.#pay(trade));
    if (call.path === '/admin/alipay/pay' && this.#expired(trade).status === 'WAIT_BUYER_PAY') return json(this.#pay(trade));
    return json({ error: 'not in this state' }, 409);
  }

  #expired(trade: Trade): Trade {
    if (trade.status !== 'WAIT_BUYER_PAY' || trade.expiresAt >= Date.now()) return trade;
    return this.#keep({ ...trade, status: 'TRADE_CLOSED' });
  }

  #keep(trade: Trade): Trade {
    this.#trades.put(trade.outTradeNo, trade);
    return trade;
  }
}

function contentOf(fields: Fields): Content | undefined {
  try {
    const content: unknown = JSON.parse(fields['biz_content'] ?? '');
    return typeof content === 'object' && content !== null ? (content as Content) : undefined;
  } catch {
    return undefined;
  }
}
