import type { Order } from '../domain/order.ts';
import type { Payment } from '../domain/payment.ts';

export abstract class OrderStore {
  /** Locks the row until the transaction ends. Throws Missing. */
  abstract byId(id: string): Promise<Order>;
  abstract save(order: Order): Promise<void>;
}

export abstract class Payments {
  /** Locks its order first, then the row: everything about an order locks in this one sequence. */
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

export interface Alarm {
  /** Code; its words are the text `billing.alarm.<what without billing.>`. */
  readonly what: string;
  readonly detail: string;
  readonly orderId?: string;
  /** What the gateway sent, as it came. */
  readonly evidence?: string;
}

/** Money matters that a person must look into: wrong amount, unknown number, foreign notice. */
export abstract class Alarms {
  /** The same matter rings once until a person has closed it. */
  abstract raise(alarm: Alarm): Promise<void>;
  /** Throws Missing when there is no such open alarm. */
  abstract close(id: string, staffId: string, note: string, at: Date): Promise<void>;
}
