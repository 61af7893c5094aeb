import type { Faults } from '../faults.ts';
import { type Call, html, json, type Reply } from '../http-kit.ts';
import type { Secrets } from '../secrets.ts';
import { Cashier } from './cashier.ts';
import { Gateway } from './gateway.ts';
import { Trades } from './trades.ts';

/** Alipay's v2 gateway, its cashier, and the handles by which tests move trades. */
export class AlipaySimulator {
  readonly #trades: Trades;
  readonly #gateway: Gateway;
  readonly #cashier: Cashier;
  readonly #faults: Faults;

  /** `ownUrl`: where the payer's browser finds us, known once the server listens. */
  constructor(folder: string, secrets: Secrets, faults: Faults, hurry: number, ownUrl: () => string) {
    this.#faults = faults;
    this.#trades = new Trades(folder, secrets, faults, hurry);
    this.#gateway = new Gateway(this.#trades, secrets, ownUrl);
    this.#cashier = new Cashier(this.#trades, secrets);
  }

  stop(): void {
    this.#trades.notices.stop();
  }

  handle(call: Call): Reply | undefined {
    if (call.path === '/alipay/gateway.do') return this.#atGateway(call);
    const token = /^\/alipay\/cashier\/([0-9a-f]{32})$/.exec(call.path)?.[1];
    if (token !== undefined) return this.#cashier.handle(call, token);
    if (!call.path.startsWith('/admin/alipay/')) return undefined;
    return call.method === 'POST' ? this.#move(call) : this.#show(call);
  }

  #atGateway(call: Call): Reply {
    const fields = Object.fromEntries([...call.query, ...new URLSearchParams(call.body)]);
    // The browser's way to the cashier carries no answer that could fail.
    const fault = fields['method'] === 'alipay.trade.page.pay' ? undefined : this.#faults.take('alipay.answer');
    return fault === 'error-before' ? html('Service Unavailable', 503) : this.#gateway.handle(fields, fault);
  }

  #show(call: Call): Reply {
    const outTradeNo = call.query.get('outTradeNo');
    if (call.path === '/admin/alipay/notices') return json(this.#trades.notices.ofTrade(outTradeNo ?? ''));
    return json(this.#trades.all().filter((trade) => outTradeNo === null || trade.outTradeNo === outTradeNo));
  }

  #move(call: Call): Reply {
    const { outTradeNo } = JSON.parse(call.body) as { outTradeNo?: string };
    const trade = this.#trades.find(outTradeNo ?? '');
    if (trade === undefined) return json({ error: 'no such trade' }, 404);
    if (call.path === '/admin/alipay/resend') return json({ resent: this.#trades.notices.resend(trade.outTradeNo) });
    // A payment that was under way when the order was closed arrives all the same.
    const late = call.path === '/admin/alipay/late-payment' && trade.status === 'TRADE_CLOSED' && trade.paidAt === undefined;
    const now = call.path === '/admin/alipay/pay' && trade.status === 'WAIT_BUYER_PAY';
    return late || now ? json(this.#trades.pay(trade)) : json({ error: 'not in this state' }, 409);
  }
}
