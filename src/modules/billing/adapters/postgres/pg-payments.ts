import { and, asc, eq } from 'drizzle-orm';
import type { Tx } from '../../../../adapters/postgres/database.ts';
import { Payment } from '../../domain/payment.ts';
import type { Payments } from '../../ports/order-store.ts';
import { paymentOf } from './billing-rows.ts';
import { orders, payments } from './schema.ts';

export class PgPayments implements Payments {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  async byNumber(outTradeNo: string): Promise<Payment | undefined> {
    const numbered = and(eq(payments.channel, 'alipay'), eq(payments.outTradeNo, outTradeNo));
    const [known] = await this.#tx.select({ orderId: payments.orderId }).from(payments).where(numbered);
    if (known === undefined) return undefined;
    await this.#lockOrder(known.orderId);
    const [row] = await this.#tx.select().from(payments).where(numbered).for('update');
    return row === undefined ? undefined : Payment.restore(paymentOf(row));
  }

  async ofOrder(orderId: string): Promise<readonly Payment[]> {
    await this.#lockOrder(orderId);
    const rows = await this.#tx
      .select()
      .from(payments)
      .where(eq(payments.orderId, orderId))
      .orderBy(asc(payments.outTradeNo))
      .for('update');
    return rows.map((row) => Payment.restore(paymentOf(row)));
  }

  async save(payment: Payment): Promise<void> {
    const { tradeNo, ...record } = payment.record;
    const row = { ...record, tradeNo: tradeNo ?? null };
    await this.#tx
      .insert(payments)
      .values(row)
      .onConflictDoUpdate({ target: [payments.channel, payments.outTradeNo], set: { state: row.state, tradeNo: row.tradeNo } });
  }

  /** Order first, payment second, everywhere: two transactions about one order wait for each other and never cross. */
  async #lockOrder(orderId: string): Promise<void> {
    await this.#tx.select({ id: orders.id }).from(orders).where(eq(orders.id, orderId)).for('update');
  }
}
