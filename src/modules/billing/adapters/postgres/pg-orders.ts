import { eq } from 'drizzle-orm';
import type { Tx } from '../../../../adapters/postgres/database.ts';
import { isUuid } from '../../../../adapters/postgres/is-uuid.ts';
import type { PgOutbox } from '../../../../adapters/postgres/module-stores.ts';
import { Missing } from '../../../../kernel/domain-error.ts';
import { Order } from '../../domain/order.ts';
import type { OrderStore } from '../../ports/order-store.ts';
import { orderOf } from './billing-rows.ts';
import { orders } from './schema.ts';

export class PgOrders implements OrderStore {
  readonly #tx: Tx;
  readonly #outbox: PgOutbox;

  constructor(tx: Tx, outbox: PgOutbox) {
    this.#tx = tx;
    this.#outbox = outbox;
  }

  async byId(id: string): Promise<Order> {
    if (!isUuid(id)) throw new Missing();
    const [row] = await this.#tx.select().from(orders).where(eq(orders.id, id)).for('update');
    if (row === undefined) throw new Missing();
    return Order.restore(orderOf(row));
  }

  async save(order: Order): Promise<void> {
    const { id, unitId, paidAt, ...record } = order.record;
    const row = { ...record, unitId: unitId ?? null, paidAt: paidAt ?? null };
    await this.#tx
      .insert(orders)
      .values({ id, ...row })
      .onConflictDoUpdate({ target: orders.id, set: { state: row.state, paidAt: row.paidAt } });
    await this.#outbox.append(order);
  }
}
