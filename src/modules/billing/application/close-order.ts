import { type Actor, systemActor } from '../../../kernel/actor.ts';
import { DomainError } from '../../../kernel/domain-error.ts';
import { JobHandler, type JobPayload } from '../../../kernel/jobs.ts';
import type { BillingWork } from '../ports/billing-work.ts';
import type { PaymentGateway } from '../ports/payment-gateway.ts';
import type { CheckPayment } from './check-payment.ts';

/** An unpaid order ends, by its buyer or by time. The gateway is closed first, then asked again: money that came first wins. */
export class CloseOrder {
  constructor(
    private readonly work: BillingWork,
    private readonly gateway: PaymentGateway,
    private readonly check: CheckPayment,
  ) {}

  async cancel(actor: Actor, orderId: string): Promise<void> {
    await this.work.run(async ({ orders }) => (await orders.byId(orderId)).assertOwn(actor));
    await this.execute(actor, orderId);
  }

  /** Afterwards the order is closed, or it is paid after all. */
  async execute(actor: Actor, orderId: string): Promise<void> {
    const open = await this.work.run(async ({ payments }) =>
      (await payments.ofOrder(orderId)).filter((payment) => payment.record.state === 'open'),
    );
    for (const payment of open) await this.#end(payment.record.outTradeNo);
    await this.work.run(async ({ orders, payments, audit }) => {
      const order = await orders.byId(orderId);
      const from = order.state;
      if (!order.unpaid) return;
      order.close();
      for (const payment of await payments.ofOrder(orderId)) {
        if (payment.record.state !== 'open') continue;
        payment.close();
        await payments.save(payment);
      }
      await orders.save(order);
      await audit.record(actor, 'billing.close-order', { subject: 'billing.order', subjectId: orderId, from, to: order.state });
    });
  }

  /** A gateway that refuses to close usually holds money: without its word on that the order stays as it is. */
  async #end(outTradeNo: string): Promise<void> {
    const closed = await this.gateway.close(outTradeNo);
    const asked = await this.check.execute(outTradeNo);
    if (!closed.ok && asked !== 'over') throw new DomainError('unavailable', 'billing.gateway-unavailable');
  }
}

/** Closes an order whose time to pay is over. */
export class CloseExpiredOrder extends JobHandler {
  readonly name = 'billing.close-expired-order';

  constructor(
    private readonly work: BillingWork,
    private readonly close: CloseOrder,
  ) {
    super();
  }

  async handle({ orderId }: JobPayload): Promise<void> {
    const id = String(orderId);
    const { unpaid } = await this.work.run(({ orders }) => orders.byId(id));
    if (unpaid) await this.close.execute(systemActor(this.name), id);
  }
}
