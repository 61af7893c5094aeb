import { type Actor, systemActor } from '../../../kernel/actor.ts';
import type { BillingStores, BillingWork } from '../ports/billing-work.ts';
import type { PaymentGateway } from '../ports/payment-gateway.ts';
import type { SettlePayment } from './settle-payment.ts';

/** What became of a question: nothing is left to ask, the payer may still pay, or the gateway gave no usable answer. */
export type Asked = 'over' | 'open' | 'unanswered';

const actor = systemActor('billing.check-payment');

/** Asks the gateway what became of an attempt, and settles it: notices may be late or lost. */
export class CheckPayment {
  constructor(
    private readonly work: BillingWork,
    private readonly gateway: PaymentGateway,
    private readonly settle: SettlePayment,
  ) {}

  /** For the buyer who waits: every attempt of the order that is still open. */
  async ofOrder(buyer: Actor, orderId: string): Promise<void> {
    const open = await this.work.run(async ({ orders, payments }) => {
      (await orders.byId(orderId)).assertOwn(buyer);
      return (await payments.ofOrder(orderId)).filter((payment) => payment.record.state === 'open');
    });
    for (const payment of open) await this.execute(payment.record.outTradeNo);
  }

  async execute(outTradeNo: string): Promise<Asked> {
    const answer = await this.gateway.query(outTradeNo);
    if (!answer.ok) return 'unanswered';
    const { value } = answer;
    if (value.state === 'absent' || value.state === 'waiting') return 'open';
    await this.work.run((stores) =>
      value.state === 'paid'
        ? this.settle.execute(stores, { outTradeNo, tradeNo: value.tradeNo, amountFen: value.amountFen })
        : giveUp(stores, outTradeNo),
    );
    return 'over';
  }
}

/** The gateway closed the attempt: the order can be paid anew. */
async function giveUp({ payments, orders, audit }: BillingStores, outTradeNo: string): Promise<void> {
  const payment = await payments.byNumber(outTradeNo);
  if (payment?.record.state !== 'open') return;
  payment.close();
  await payments.save(payment);
  const order = await orders.byId(payment.record.orderId);
  if (order.state !== 'paying') return;
  order.paymentFailed();
  await orders.save(order);
  await audit.record(actor, 'billing.payment-failed', {
    subject: 'billing.order',
    subjectId: order.id,
    from: 'paying',
    to: order.state,
    detail: { outTradeNo },
  });
}
