import { sql } from 'drizzle-orm';
import { bigint, check, index, jsonb, pgSchema, primaryKey, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { moduleTables } from '../../../../adapters/postgres/module-tables.ts';
import type { OrderState } from '../../domain/order-states.ts';
import type { PaymentState } from '../../domain/payment.ts';
import type { OrderLine } from '../../published/orders.ts';

export const billing = pgSchema('billing');
export const { outbox, inbox, operations } = moduleTables(billing);

const at = (name: string) => timestamp(name, { withTimezone: true });
/** Integer fen; a large order has more of them than an int4 holds. */
const fen = (name: string) => bigint(name, { mode: 'number' });

export const orders = billing.table(
  'orders',
  {
    id: uuid('id').primaryKey(),
    number: text('number').notNull().unique(),
    buyerAccountId: uuid('buyer_account_id').notNull(),
    payerName: text('payer_name').notNull(),
    unitId: uuid('unit_id'),
    lines: jsonb('lines').$type<readonly OrderLine[]>().notNull(),
    amountFen: fen('amount_fen').notNull(),
    state: text('state').$type<OrderState>().notNull(),
    returnTo: text('return_to').notNull(),
    createdAt: at('created_at').notNull(),
    expiresAt: at('expires_at').notNull(),
    paidAt: at('paid_at'),
  },
  (table) => [
    index().on(table.buyerAccountId, table.id),
    index().on(table.state, table.id),
    check('orders_amount', sql`${table.amountFen} >= 0`),
  ],
);

export const payments = billing.table(
  'payments',
  {
    channel: text('channel').$type<'alipay'>().notNull(),
    outTradeNo: text('out_trade_no').notNull(),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    amountFen: fen('amount_fen').notNull(),
    state: text('state').$type<PaymentState>().notNull(),
    openedAt: at('opened_at').notNull(),
    tradeNo: text('trade_no'),
  },
  (table) => [
    primaryKey({ columns: [table.channel, table.outTradeNo] }),
    // However often the button is pressed: one attempt at a time.
    uniqueIndex('one_open_payment').on(table.orderId).where(sql`state = 'open'`),
    index().on(table.orderId),
    check('payments_amount', sql`${table.amountFen} > 0`),
  ],
);

/** Proven notices as they came, each once. */
export const noticeInbox = billing.table(
  'notify_inbox',
  {
    channel: text('channel').$type<'alipay'>().notNull(),
    notifyId: text('notify_id').notNull(),
    outTradeNo: text('out_trade_no').notNull(),
    tradeNo: text('trade_no').notNull(),
    kind: text('kind').notNull(),
    amountFen: fen('amount_fen').notNull(),
    raw: text('raw').notNull(),
    receivedAt: at('received_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.channel, table.notifyId] }), index().on(table.outTradeNo)],
);

export const alarms = billing.table(
  'alarms',
  {
    id: uuid('id').primaryKey(),
    what: text('what').notNull(),
    detail: text('detail').notNull(),
    orderId: uuid('order_id'),
    evidence: text('evidence'),
    at: at('at').notNull(),
    closedAt: at('closed_at'),
    closedBy: uuid('closed_by'),
    note: text('note'),
  },
  (table) => [uniqueIndex('one_open_alarm').on(table.what, table.detail).where(sql`closed_at is null`), index().on(table.orderId)],
);
