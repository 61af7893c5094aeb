import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { SeenPage, Visitor } from '../../../demo/visitor.ts';
import { JobHandler } from '../../../src/kernel/jobs.ts';
import { type OpenedOrder, type OrderRequest, Orders } from '../../../src/modules/billing/published/orders.ts';
import type { TestApp } from '../../support/app.ts';

export function anOrder(buyerAccountId: string, change: Partial<OrderRequest> = {}): OrderRequest {
  return {
    operationId: randomUUID(),
    buyerAccountId,
    payerName: '江城示例通信工程有限公司',
    lines: [
      { productCode: 'test.certificate', description: '单位证书（示例交易平台，1 年）', unitPriceFen: 12000, quantity: 2, params: {} },
    ],
    returnTo: '/account/real-name',
    ...change,
  };
}

export interface Trade {
  readonly outTradeNo: string;
  readonly status: string;
  readonly refunds: readonly unknown[];
}

/** What a test does around an order: open it, walk to the gateway, look behind the counter. */
export class BillingDesk {
  constructor(
    private readonly app: TestApp,
    readonly buyerId: string,
  ) {}

  open(change: Partial<OrderRequest> = {}): Promise<OpenedOrder> {
    return this.app.container.get(Orders).open(anOrder(this.buyerId, change));
  }

  /** From the cashier to the gateway's own page. */
  async goToPay(buyer: Visitor, { orderId, cashierPath }: OpenedOrder): Promise<SeenPage> {
    return buyer.submit(await buyer.get(cashierPath), `/orders/${orderId}/payment`);
  }

  /** Pays on the gateway's page and comes back to us. */
  payAt(buyer: Visitor, gatewayPage: SeenPage): Promise<SeenPage> {
    return buyer.submit(gatewayPage, '', { action: 'pay' });
  }

  async trades(orderId: string): Promise<readonly Trade[]> {
    const number = await this.#column<string>(orderId, 'number');
    const all = (await (await fetch(`${this.app.simulators.wiring.url}/admin/alipay/trades`)).json()) as Trade[];
    return all.filter(({ outTradeNo }) => outTradeNo.startsWith(number));
  }

  async move(what: 'pay' | 'late-payment' | 'resend', orderId: string): Promise<void> {
    const [trade] = await this.trades(orderId);
    const answer = await fetch(`${this.app.simulators.wiring.url}/admin/alipay/${what}`, {
      method: 'POST',
      body: JSON.stringify({ outTradeNo: trade?.outTradeNo }),
    });
    if (!answer.ok) throw new Error(`${what}: ${await answer.text()}`);
  }

  /** Does what the clock does when the time to pay is over. */
  async expire(orderId: string): Promise<void> {
    const closing = this.app.container.getAll(JobHandler).find(({ name }) => name === 'billing.close-expired-order');
    await closing?.handle({ orderId });
  }

  stateOf(orderId: string): Promise<string> {
    return this.#column<string>(orderId, 'state');
  }

  async untilState(orderId: string, state: string, seconds = 15): Promise<void> {
    await this.until(async () => (await this.stateOf(orderId)) === state, `order to be ${state}`, seconds);
  }

  async until(holds: () => Promise<boolean>, what: string, seconds = 15): Promise<void> {
    const end = Date.now() + seconds * 1000;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  async events(orderId: string, type: string): Promise<number> {
    const rows = await this.app.database.drizzle.execute(
      sql`select 1 from billing.outbox where type = ${type} and event->>'orderId' = ${orderId}`,
    );
    return rows.length;
  }

  async alarms(detailPart: string): Promise<readonly string[]> {
    const rows = await this.app.database.drizzle.execute(
      sql`select what from billing.alarms where strpos(detail, ${detailPart}) > 0 and closed_at is null`,
    );
    return rows.map(({ what }) => String(what));
  }

  async noticesOf(orderId: string): Promise<number> {
    const number = await this.#column<string>(orderId, 'number');
    const rows = await this.app.database.drizzle.execute(
      sql`select 1 from billing.notify_inbox where starts_with(out_trade_no, ${number})`,
    );
    return rows.length;
  }

  async audited(orderId: string, action: string): Promise<number> {
    const rows = await this.app.database.drizzle.execute(
      sql`select 1 from kernel.audit where subject_id = ${orderId} and action = ${action}`,
    );
    return rows.length;
  }

  async #column<T>(orderId: string, name: 'state' | 'number'): Promise<T> {
    const [row] = await this.app.database.drizzle.execute(sql`select number, state from billing.orders where id = ${orderId}`);
    return row?.[name] as T;
  }
}

export async function accountIdOf(app: TestApp, mobile: string): Promise<string> {
  const [row] = await app.database.drizzle.execute(sql`select id from partner.accounts where mobile = ${mobile}`);
  return String(row?.['id']);
}
