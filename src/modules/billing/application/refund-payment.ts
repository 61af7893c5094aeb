import { systemActor } from '../../../kernel/actor.ts';
import { JobHandler, type JobPayload } from '../../../kernel/jobs.ts';
import type { BillingWork } from '../ports/billing-work.ts';
import type { PaymentGateway } from '../ports/payment-gateway.ts';

/** Sends money back that came too late or twice; the same refund number every time, so that it goes back once. */
export class RefundPayment extends JobHandler {
  readonly name = 'billing.refund-payment';

  constructor(
    private readonly work: BillingWork,
    private readonly gateway: PaymentGateway,
  ) {
    super();
  }

  async handle({ outTradeNo }: JobPayload): Promise<void> {
    const number = String(outTradeNo);
    const payment = await this.work.run(({ payments }) => payments.byNumber(number));
    if (payment?.record.state !== 'refunding') return;
    const refund = await this.gateway.refund({
      outTradeNo: number,
      requestNo: `${number}R`,
      amountFen: payment.record.amountFen,
      reason: '订单已关闭，款项退回',
    });
    if (!refund.ok || refund.value !== 'done') throw new Error(`the refund of ${number} is not done yet`);
    await this.work.run(async ({ payments, orders, audit }) => {
      const again = await payments.byNumber(number);
      if (again?.record.state !== 'refunding') return;
      again.refunded();
      await payments.save(again);
      const order = await orders.byId(again.record.orderId);
      if (order.state === 'refunding') order.refunded();
      await orders.save(order);
      await audit.record(systemActor(this.name), 'billing.refund', {
        subject: 'billing.order',
        subjectId: order.id,
        to: order.state,
        detail: { outTradeNo: number, amountFen: again.record.amountFen },
      });
    });
  }
}
