import { html, type Reply, seeOther } from '../http-kit.ts';
import type { Secrets } from '../secrets.ts';
import { refusedPage } from './cashier-pages.ts';
import { canonical, isSignedBy, signed } from './signing.ts';
import { beijing, fen, fromBeijing, refundedFen, refundOf, type Trade, yuan } from './trade.ts';
import type { Trades } from './trades.ts';

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

const BUYER = { buyer_logon_id: 'mo***@example.cn', buyer_user_id: '2088000000000999' };
const METHODS = ['alipay.trade.query', 'alipay.trade.close', 'alipay.trade.refund', 'alipay.trade.fastpay.refund.query'];

/** `gateway.do`: signatures, states and refusals as the open platform documents them. */
export class Gateway {
  constructor(
    private readonly trades: Trades,
    private readonly secrets: Secrets,
    private readonly ownUrl: () => string,
  ) {}

  /** `alipay.trade.page.pay` sends the browser on to the cashier, everything else is answered with signed JSON. */
  handle(fields: Fields, fault: string | undefined): Reply {
    const problem = this.#problemWith(fields);
    const method = fields['method'] ?? '';
    if (method === 'alipay.trade.page.pay') return this.#openCashier(fields, problem);
    const content = problem ?? this.#business(method, contentOf(fields));
    if (fault === 'error-after') return html('Bad Gateway', 502);
    return fault === 'timeout-after' ? 'silence' : this.#answer(method, content, fault);
  }

  /** The checks before any business: parameters, application, time stamp, signature. */
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
    if (!METHODS.includes(method)) return invalid('isv.invalid-method', '不存在的方法名');
    if (content === undefined) return invalid('isv.invalid-parameter', '参数无效：biz_content');
    const trade = this.trades.find(String(content['out_trade_no'] ?? ''));
    if (trade === undefined) return refused('ACQ.TRADE_NOT_EXIST', '交易不存在');
    if (method === 'alipay.trade.query') return query(trade);
    if (method === 'alipay.trade.close') return this.#close(trade);
    const requestNo = String(content['out_request_no'] ?? trade.outTradeNo);
    return method === 'alipay.trade.refund' ? this.#refund(trade, requestNo, fen(content['refund_amount'])) : refundQuery(trade, requestNo);
  }

  #close(trade: Trade): Content {
    if (trade.status !== 'WAIT_BUYER_PAY') return refused('ACQ.TRADE_STATUS_ERROR', '交易状态不合法');
    this.trades.close(trade);
    return done({ trade_no: trade.tradeNo, out_trade_no: trade.outTradeNo });
  }

  #refund(trade: Trade, requestNo: string, amount: number | undefined): Content {
    if (amount === undefined || amount === 0) return invalid('ACQ.INVALID_PARAMETER', '参数无效：refund_amount');
    const earlier = refundOf(trade, requestNo);
    if (earlier !== undefined && earlier !== amount) return refused('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL', '同一退款请求号的金额不一致');
    if (earlier === undefined && trade.paidAt === undefined) return refused('ACQ.TRADE_STATUS_ERROR', '交易状态不合法');
    const tooMuch = earlier === undefined && refundedFen(trade) + amount > trade.fen;
    if (tooMuch) return refused('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL', '退款金额超限');
    const after = earlier === undefined ? this.trades.refund(trade, requestNo, amount) : trade;
    const fundChange = earlier === undefined ? 'Y' : 'N';
    return done({
      trade_no: trade.tradeNo,
      out_trade_no: trade.outTradeNo,
      fund_change: fundChange,
      refund_fee: yuan(refundedFen(after)),
      ...BUYER,
    });
  }

  #openCashier(fields: Fields, problem: Content | undefined): Reply {
    const result = problem ?? this.#tradeFor(contentOf(fields) ?? {}, fields);
    if ('token' in result) return seeOther(`${this.ownUrl()}/alipay/cashier/${String(result.token)}`);
    return html(refusedPage(String(result['sub_msg']), String(result['sub_code'])), 400);
  }

  #tradeFor(content: Content, fields: Fields): Trade | Content {
    const order = orderOf(content, fields);
    if (order === undefined) return invalid('ACQ.INVALID_PARAMETER', '参数无效');
    const earlier = this.trades.find(order.outTradeNo);
    if (earlier?.paidAt !== undefined) return refused('ACQ.TRADE_HAS_SUCCESS', '交易已被支付');
    if (earlier?.status === 'TRADE_CLOSED' || order.expiresAt < Date.now()) return refused('ACQ.TRADE_HAS_CLOSE', '交易已经关闭');
    if (earlier !== undefined && earlier.fen !== order.fen) return refused('ACQ.CONTEXT_INCONSISTENT', '交易信息被篡改');
    return earlier ?? this.trades.open(order);
  }

  #answer(method: string, content: Content, fault: string | undefined): Reply {
    const told = fault === 'wrong-amount' && 'total_amount' in content ? { ...content, total_amount: '0.01' } : content;
    // The real gateway escapes slashes; the signature covers that very text.
    const node = JSON.stringify(told).replaceAll('/', '\\/');
    const key = fault === 'bad-signature' ? this.secrets.application.privateKey : this.secrets.gateway.privateKey;
    const sign = fault === 'unsigned' ? '' : `,"sign":"${signed(node, key)}"`;
    const name = /^[a-z.]{1,64}$/.test(method) ? `${method.replaceAll('.', '_')}_response` : 'error_response';
    return html(`{"${name}":${node}${sign}}`);
  }
}

function query(trade: Trade): Content {
  return done({
    trade_no: trade.tradeNo,
    out_trade_no: trade.outTradeNo,
    trade_status: trade.status,
    total_amount: yuan(trade.fen),
    ...(trade.paidAt !== undefined && { send_pay_date: beijing(trade.paidAt) }),
    ...BUYER,
  });
}

function refundQuery(trade: Trade, requestNo: string): Content {
  const amount = refundOf(trade, requestNo);
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

function orderOf(content: Content, fields: Fields) {
  const outTradeNo = String(content['out_trade_no'] ?? '');
  const amount = fen(content['total_amount']);
  const subject = String(content['subject'] ?? '');
  const expiresAt = content['time_expire'] === undefined ? Date.now() + 15 * 86_400_000 : fromBeijing(content['time_expire']);
  if (!/^\w{1,64}$/.test(outTradeNo) || !amount || expiresAt === undefined) return undefined;
  if (!/^[^/=&]{1,256}$/u.test(subject) || content['product_code'] !== 'FAST_INSTANT_TRADE_PAY') return undefined;
  return { outTradeNo, fen: amount, subject, expiresAt, notifyUrl: fields['notify_url'] ?? '', returnUrl: fields['return_url'] ?? '' };
}

function contentOf(fields: Fields): Content | undefined {
  try {
    const content: unknown = JSON.parse(fields['biz_content'] ?? '');
    return typeof content === 'object' && content !== null ? (content as Content) : undefined;
  } catch {
    return undefined;
  }
}
