import { type Actor, staffOf } from '../../../kernel/actor.ts';
import type { OrderRecord } from '../domain/order.ts';
import type { BillingWork } from '../ports/billing-work.ts';

export class ViewOrder {
  constructor(private readonly work: BillingWork) {}

  own(actor: Actor, orderId: string): Promise<OrderRecord> {
    return this.work.run(async ({ orders }) => {
      const order = await orders.byId(orderId);
      order.assertOwn(actor);
      return order.record;
    });
  }

  /** §9 N15: staff may read; the opening is on record. */
  forStaff(actor: Actor, orderId: string): Promise<OrderRecord> {
    staffOf(actor, 'op', 'cs');
    return this.work.run(async ({ orders, audit }) => {
      await audit.record(actor, 'billing.view-order', { subject: 'billing.order', subjectId: orderId });
      return (await orders.byId(orderId)).record;
    });
  }
}
