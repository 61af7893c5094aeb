import { systemActor } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Ids } from '../../../kernel/ids.ts';
import { Order } from '../domain/order.ts';
import { orderNumber } from '../domain/order-number.ts';
import type { BillingWork } from '../ports/billing-work.ts';
import { type OpenedOrder, type OrderRequest, Orders } from '../published/orders.ts';

/** The published port: a module opens an order for what was chosen on its pages. */
export class OpenOrder extends Orders {
  constructor(
    private readonly work: BillingWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {
    super();
  }

  open(request: OrderRequest): Promise<OpenedOrder> {
    return this.work.run(async ({ orders, operations, jobs, audit }) => {
      const operation = `open-order:${request.buyerAccountId}:${request.operationId}`;
      const known = await operations.answerTo(operation);
      if (known !== undefined) return answerFor(await orders.byId(known));
      const at = this.clock.now();
      const order = Order.open(this.ids.next(), orderNumber(at, this.ids.digits(5)), request, at);
      await orders.save(order);
      await operations.remember(operation, order.id);
      await audit.record(systemActor('billing.open-order'), 'billing.open-order', {
        subject: 'billing.order',
        subjectId: order.id,
        to: order.state,
        detail: { amountFen: order.amount.fen },
      });
      if (order.state === 'pending')
        await jobs.enqueue('billing.close-expired-order', { orderId: order.id }, { runAt: order.record.expiresAt });
      return answerFor(order);
    });
  }
}

function answerFor(order: Order): OpenedOrder {
  return { orderId: order.id, amountFen: order.amount.fen, state: order.state, cashierPath: `/orders/${order.id}/cashier` };
}
