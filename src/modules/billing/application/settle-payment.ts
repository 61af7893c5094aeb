import { systemActor } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { DomainError } from '../../../kernel/domain-error.ts';
import { Money } from '../../../kernel/money.ts';
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
    if (payment === undefined) return alarms.raise({ what: 'billing.unknown-payment', detail: received.outTradeNo });
    if (payment.record.state !== 'open' && payment.record.state !== 'closed') return; // applied before
    const order = await orders.byId(payment.record.orderId);
    const from = order.state;
    try {
      const what = order.receive(received.amountFen, this.clock.now());
      payment.paid(received.tradeNo);
      if (what !== 'settled') {
        payment.refund();
        await jobs.enqueue('billing.refund-payment', { outTradeNo: received.outTradeNo, round: 1 });
      }
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'billing.amount-differs') throw error;
      const [paid, expected] = [Money.fen(received.amountFen).yuan, order.amount.yuan];
      return alarms.raise({ what: error.code, detail: `${received.outTradeNo}: ${paid} / ${expected}`, orderId: order.id });
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
