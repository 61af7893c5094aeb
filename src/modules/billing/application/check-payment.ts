import type { BillingWork } from '../ports/billing-work.ts';
import type { PaymentGateway } from '../ports/payment-gateway.ts';
import type { SettlePayment } from './settle-payment.ts';

/** Asks the gateway what became of an attempt, and settles it: notices may be late or lost. */
export class CheckPayment {
  constructor(
    private readonly work: BillingWork,
    private readonly gateway: PaymentGateway,
    private readonly settle: SettlePayment,
  ) {}

  /** Every attempt of the order that is still open. */
  async ofOrder(orderId: string): Promise<void> {
    const open = await this.work.run(async ({ payments }) =>
      (await payments.ofOrder(orderId)).filter((payment) => payment.record.state === 'open'),
    );
    for (const payment of open) await this.execute(payment.record.outTradeNo);
  }

  /** True when nothing is left to ask. */
  async execute(outTradeNo: string): Promise<boolean> {
    const answer = await this.gateway.query(outTradeNo);
    if (!answer.ok) return false;
    const { value } = answer;
    if (value.state === 'absent' || value.state === 'waiting') return false;
    await this.work.run(async (stores) => {
      if (value.state === 'paid') return this.settle.execute(stores, { outTradeNo, tradeNo: value.tradeNo, amountFen: value.amountFen });
      const payment = await stores.payments.byNumber(outTradeNo);
      if (payment?.record.state !== 'open') return;
      payment.close();
      await stores.payments.save(payment);
      const order = await stores.orders.byId(payment.record.orderId);
      if (order.state !== 'paying') return;
      order.paymentFailed();
      await stores.orders.save(order);
    });
    return true;
  }
}
