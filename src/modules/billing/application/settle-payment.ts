import { systemActor } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { DomainError } from '../../../kernel/domain-error.ts';
import type { BillingStores } from '../ports/billing-work.ts';

const actor = systemActor('billing.settle-payment');

export interface Received {
  readonly outTradeNo: string;
  readonly tradeNo: string;
  readonly amountFen: number;
}

/**
 * BIL-024: money that a verified notice or our own query speaks of, applied once under lock. What does not fit (number, amount) changes
 * nothing and raises an alarm; money for a closed order, or a second time, is sent back.
 */
export class SettlePayment {
  constructor(private readonly clock: Clock) {}

  async execute(stores: BillingStores, received: Received): Promise<void> {
    const { orders, payments, alarms, jobs, audit } = stores;
    const payment = await payments.byNumber(received.outTradeNo);
    if (payment === undefined) return alarms.raise('billing.unknown-payment', received.outTradeNo);
    if (payment.record.state !== 'open' && payment.record.state !== 'closed') return; // applied before
    const order = await orders.byId(payment.record.orderId);
    const from = order.state;
    try {
      const what = order.receive(received.amountFen, this.clock.now());
      payment.paid(received.tradeNo);
      if (what !== 'settled') {
        payment.refund();
        await jobs.enqueue('billing.refund-payment', { outTradeNo: received.outTradeNo });
      }
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'billing.amount-differs') throw error;
      return alarms.raise(error.code, `${received.outTradeNo}: ${error.params['paid']} fen instead of ${error.params['expected']}`);
    }
    await payments.save(payment);
    await orders.save(order);
    await audit.record(actor, 'billing.receive-payment', {
      subject: 'billing.order',
      subjectId: order.id,
      from,
      to: order.state,
      detail: { outTradeNo: received.outTradeNo, amountFen: received.amountFen },
    });
  }
}
