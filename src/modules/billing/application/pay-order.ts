import type { Actor } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { Payment } from '../domain/payment.ts';
import type { BillingWork } from '../ports/billing-work.ts';
import type { PaymentGateway } from '../ports/payment-gateway.ts';

/** BIL-008: 立即支付. The running attempt is taken up again, so that pressing the button twice never makes two trades. */
export class PayOrder {
  constructor(
    private readonly work: BillingWork,
    private readonly gateway: PaymentGateway,
    private readonly clock: Clock,
    private readonly publicUrl: string,
  ) {}

  async execute(actor: Actor, orderId: string): Promise<{ payUrl: string }> {
    const at = this.clock.now();
    const { order, payment } = await this.work.run(async ({ orders, payments, jobs, audit }) => {
      const order = await orders.byId(orderId);
      order.assertOwn(actor);
      const from = order.state;
      order.payNow(at);
      const attempts = await payments.ofOrder(orderId);
      const running = attempts.find((each) => each.record.state === 'open');
      const nextNumber = `${order.record.number}${String(attempts.length + 1).padStart(3, '0')}`;
      const payment = running ?? Payment.open(nextNumber, orderId, order.amount.fen, at);
      await orders.save(order);
      if (running === undefined) {
        await payments.save(payment);
        await jobs.enqueue(
          'billing.poll-payment',
          { outTradeNo: payment.record.outTradeNo, round: 1 },
          { runAt: new Date(at.getTime() + 5_000), key: payment.record.outTradeNo },
        );
        await audit.record(actor, 'billing.pay-order', { subject: 'billing.order', subjectId: orderId, from, to: order.state });
      }
      return { order: order.record, payment: payment.record };
    });
    const payUrl = this.gateway.payPage({
      outTradeNo: payment.outTradeNo,
      amountFen: payment.amountFen,
      subject: order.lines[0]?.description.slice(0, 120) ?? order.number,
      expiresAt: order.expiresAt,
      returnUrl: `${this.publicUrl}/orders/${order.id}/result`,
    });
    return { payUrl };
  }
}
