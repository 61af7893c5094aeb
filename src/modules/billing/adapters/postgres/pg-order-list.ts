import { and, asc, desc, eq, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../../../adapters/postgres/database.ts';
import { isUuid } from '../../../../adapters/postgres/is-uuid.ts';
import type { OrderRecord } from '../../domain/order.ts';
import type { PaymentRecord } from '../../domain/payment.ts';
import type { AlarmRow, NoticeRow, OrderFilter, OrderList, OrderPage } from '../../ports/order-list.ts';
import { orderOf, paymentOf } from './billing-rows.ts';
import { alarms, noticeInbox, orders, payments } from './schema.ts';

const pageSize = 20;

export class PgOrderList implements OrderList {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async byId(id: string): Promise<OrderRecord | undefined> {
    if (!isUuid(id)) return undefined;
    const [row] = await this.#database.drizzle.select().from(orders).where(eq(orders.id, id));
    return row === undefined ? undefined : orderOf(row);
  }

  ofBuyer(accountId: string, after: string): Promise<OrderPage> {
    return this.#page(after, eq(orders.buyerAccountId, accountId));
  }

  search({ state, text, after }: OrderFilter): Promise<OrderPage> {
    const wanted = text.trim();
    return this.#page(
      after,
      state === '' ? undefined : sql`${orders.state} = ${state}`,
      wanted === '' ? undefined : or(sql`starts_with(${orders.number}, ${wanted})`, sql`strpos(${orders.payerName}, ${wanted}) > 0`),
    );
  }

  async unpaidOf(accountId: string): Promise<readonly OrderRecord[]> {
    const rows = await this.#database.drizzle
      .select()
      .from(orders)
      .where(and(eq(orders.buyerAccountId, accountId), inArray(orders.state, ['pending', 'paying'])))
      .orderBy(asc(orders.expiresAt))
      .limit(10);
    return rows.map(orderOf);
  }

  async paymentsOf(orderId: string): Promise<readonly PaymentRecord[]> {
    const rows = await this.#database.drizzle
      .select()
      .from(payments)
      .where(eq(payments.orderId, orderId))
      .orderBy(asc(payments.outTradeNo));
    return rows.map(paymentOf);
  }

  async noticesOf(orderId: string): Promise<readonly NoticeRow[]> {
    const rows = await this.#database.drizzle
      .select({ notice: noticeInbox })
      .from(noticeInbox)
      .innerJoin(payments, and(eq(payments.channel, noticeInbox.channel), eq(payments.outTradeNo, noticeInbox.outTradeNo)))
      .where(eq(payments.orderId, orderId))
      .orderBy(asc(noticeInbox.receivedAt))
      .limit(100);
    return rows.map(({ notice }) => ({ ...notice, at: notice.receivedAt }));
  }

  async openAlarms(): Promise<readonly AlarmRow[]> {
    const rows = await this.#database.drizzle.select().from(alarms).where(isNull(alarms.closedAt)).orderBy(desc(alarms.at)).limit(50);
    return rows.map(({ id, what, detail, orderId, at }) => ({ id, what, detail, orderId: orderId ?? undefined, at }));
  }

  /** Newest first: ids carry the time of their making. */
  async #page(after: string, ...wanted: readonly (SQL | undefined)[]): Promise<OrderPage> {
    const rows = await this.#database.drizzle
      .select()
      .from(orders)
      .where(and(...wanted, isUuid(after) ? lt(orders.id, after) : undefined))
      .orderBy(desc(orders.id))
      .limit(pageSize + 1);
    return { rows: rows.slice(0, pageSize).map(orderOf), next: rows.length > pageSize ? rows[pageSize - 1]?.id : undefined };
  }
}
