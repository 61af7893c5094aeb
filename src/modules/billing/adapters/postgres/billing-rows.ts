import type { OrderRecord } from '../../domain/order.ts';
import type { PaymentRecord } from '../../domain/payment.ts';
import type { orders, payments } from './schema.ts';

export function orderOf({ unitId, paidAt, ...row }: typeof orders.$inferSelect): OrderRecord {
  return { ...row, unitId: unitId ?? undefined, paidAt: paidAt ?? undefined };
}

export function paymentOf({ tradeNo, ...row }: typeof payments.$inferSelect): PaymentRecord {
  return { ...row, tradeNo: tradeNo ?? undefined };
}
