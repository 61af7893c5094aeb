import type { OrderLine } from './orders.ts';

/** Wire form of the events of the billing module, version 1. */

export interface OrderPaid {
  readonly type: 'billing.order-paid';
  readonly orderId: string;
  readonly buyerAccountId: string;
  readonly unitId: string | null;
  readonly amountFen: number;
  readonly lines: readonly OrderLine[];
}

export interface OrderClosed {
  readonly type: 'billing.order-closed';
  readonly orderId: string;
  readonly buyerAccountId: string;
}

export interface OrderRefunded {
  readonly type: 'billing.order-refunded';
  readonly orderId: string;
  readonly amountFen: number;
}
