import type { OrderRecord } from '../domain/order.ts';
import type { PaymentRecord } from '../domain/payment.ts';

export interface OrderFilter {
  readonly state: string;
  readonly text: string;
  readonly after: string;
}

export interface OrderPage {
  readonly rows: readonly OrderRecord[];
  readonly next: string | undefined;
}

export interface AlarmRow {
  readonly id: string;
  readonly what: string;
  readonly detail: string;
  readonly orderId: string | undefined;
  readonly at: Date;
}

export interface NoticeRow {
  readonly notifyId: string;
  readonly outTradeNo: string;
  readonly kind: string;
  readonly amountFen: number;
  readonly at: Date;
}

/** Orders as lists show them: read only. */
export abstract class OrderList {
  abstract byId(id: string): Promise<OrderRecord | undefined>;
  abstract ofBuyer(accountId: string, after: string): Promise<OrderPage>;
  abstract search(filter: OrderFilter): Promise<OrderPage>;
  abstract unpaidOf(accountId: string): Promise<readonly OrderRecord[]>;
  abstract paymentsOf(orderId: string): Promise<readonly PaymentRecord[]>;
  abstract noticesOf(orderId: string): Promise<readonly NoticeRow[]>;
  abstract openAlarms(): Promise<readonly AlarmRow[]>;
}
