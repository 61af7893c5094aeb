import type { Order } from '../domain/order.ts';
import type { Payment } from '../domain/payment.ts';

export abstract class OrderStore {
  /** Locks the row until the transaction ends. Throws Missing. */
  abstract byId(id: string): Promise<Order>;
  abstract save(order: Order): Promise<void>;
}

export abstract class Payments {
  /** Locks the row. */
  abstract byNumber(outTradeNo: string): Promise<Payment | undefined>;
  abstract ofOrder(orderId: string): Promise<readonly Payment[]>;
  abstract save(payment: Payment): Promise<void>;
}

/** A gateway's notice as it came, proven genuine. Taken once per `notifyId`, whatever the gateway repeats. */
export interface StoredNotice {
  readonly channel: 'alipay';
  readonly notifyId: string;
  readonly outTradeNo: string;
  readonly tradeNo: string;
  readonly kind: string;
  readonly amountFen: number;
}

export abstract class NoticeInbox {
  /** False when it was taken before. */
  abstract take(notice: StoredNotice, raw: string): Promise<boolean>;
  abstract find(channel: 'alipay', notifyId: string): Promise<StoredNotice | undefined>;
}

/** Money matters that a person must look into: wrong amount, unknown number, foreign notice. */
export abstract class Alarms {
  abstract raise(what: string, detail: string): Promise<void>;
}
