import { type Call, html, type Reply, seeOther } from '../http-kit.ts';
import type { Secrets } from '../secrets.ts';
import { cashierPage, endedPage } from './cashier-pages.ts';
import { withSign } from './signing.ts';
import { beijing, type Trade, yuan } from './trade.ts';
import type { Trades } from './trades.ts';

/** The page on which a person (or a program posting its form) pays or leaves. */
export class Cashier {
  constructor(
    private readonly trades: Trades,
    private readonly secrets: Secrets,
  ) {}

  handle(call: Call, token: string): Reply {
    const trade = this.trades.byToken(token);
    if (trade === undefined) return html(endedPage('没有这笔交易'), 404);
    if (trade.status !== 'WAIT_BUYER_PAY') return html(endedPage(trade.paidAt === undefined ? '交易已关闭，不能支付' : '交易已支付'), 409);
    if (call.method !== 'POST') return html(cashierPage(trade));
    const pays = new URLSearchParams(call.body).get('action') === 'pay';
    if (pays) this.trades.pay(trade);
    return trade.returnUrl === '' ? html(endedPage(pays ? '支付成功' : '已取消')) : seeOther(this.#wayBack(trade, pays ? 'paid' : 'left'));
  }

  /** The way back after paying is signed; a payer who leaves comes back with nothing. */
  #wayBack(trade: Trade, end: 'paid' | 'left'): string {
    const url = new URL(trade.returnUrl);
    if (end === 'left') return url.toString();
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
}
