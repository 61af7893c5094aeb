import { type Actor, staffOf } from '../../../kernel/actor.ts';
import { Missing } from '../../../kernel/domain-error.ts';
import { Order, type OrderRecord } from '../domain/order.ts';
import type { PaymentRecord } from '../domain/payment.ts';
import type { BillingWork } from '../ports/billing-work.ts';
import type { NoticeRow, OrderList } from '../ports/order-list.ts';

export interface SeenOrder {
  readonly order: OrderRecord;
  readonly payments: readonly PaymentRecord[];
}

export interface StaffSeenOrder extends SeenOrder {
  readonly notices: readonly NoticeRow[];
}

/** One order with its attempts to pay. */
export class ViewOrder {
  constructor(
    private readonly list: OrderList,
    private readonly work: BillingWork,
  ) {}

  async own(actor: Actor, orderId: string): Promise<SeenOrder> {
    const order = await this.#find(orderId);
    Order.restore(order).assertOwn(actor);
    return { order, payments: await this.list.paymentsOf(orderId) };
  }

  /** §9 N15: staff may read; the opening is on record. */
  async forStaff(actor: Actor, orderId: string): Promise<StaffSeenOrder> {
    staffOf(actor, 'op', 'cs');
    const order = await this.#find(orderId);
    await this.work.run(({ audit }) => audit.record(actor, 'billing.view-order', { subject: 'billing.order', subjectId: orderId }));
    return { order, payments: await this.list.paymentsOf(orderId), notices: await this.list.noticesOf(orderId) };
  }

  async #find(orderId: string): Promise<OrderRecord> {
    const order = await this.list.byId(orderId);
    if (order === undefined) throw new Missing();
    return order;
  }
}
