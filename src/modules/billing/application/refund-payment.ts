import { systemActor } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { JobHandler, type JobPayload } from '../../../kernel/jobs.ts';
import type { BillingStores, BillingWork } from '../ports/billing-work.ts';
import type { PaymentGateway } from '../ports/payment-gateway.ts';
import { refundReason } from './billing-letters.ts';

const firstPauseMs = 10_000;
const longestPauseMs = 6 * 3600_000;
const roundsUntilAlarm = 8;

/**
 * Sends money back that came too late or twice; the same refund number every time, so that it goes back once. Until the gateway
 * confirms it is asked again at growing pauses, and a person is told when it refuses or takes long.
 */
export class RefundPayment extends JobHandler {
  readonly name = 'billing.refund-payment';

  constructor(
    private readonly work: BillingWork,
    private readonly gateway: PaymentGateway,
    private readonly clock: Clock,
  ) {
    super();
  }

  async handle({ outTradeNo, round }: JobPayload): Promise<void> {
    const number = String(outTradeNo);
    const payment = await this.work.run(({ payments }) => payments.byNumber(number));
    if (payment?.record.state !== 'refunding') return;
    const { amountFen, orderId } = payment.record;
    const refund = await this.gateway.refund({ outTradeNo: number, requestNo: `${number}R`, amountFen, reason: refundReason });
    await this.work.run(async (stores) => {
      if (refund.ok && refund.value === 'done') return this.#done(stores, number);
      const rounds = Number(round ?? 1);
      const refused = !refund.ok && refund.kind === 'reject';
      if (refused || rounds >= roundsUntilAlarm) await stores.alarms.raise({ what: 'billing.refund-stuck', detail: number, orderId });
      const pause = refused ? longestPauseMs : Math.min(longestPauseMs, firstPauseMs * 2 ** (rounds - 1));
      const runAt = new Date(this.clock.now().getTime() + pause);
      await stores.jobs.enqueue(this.name, { outTradeNo: number, round: rounds + 1 }, { runAt, key: `${number}R` });
    });
  }

  async #done({ payments, orders, audit }: BillingStores, outTradeNo: string): Promise<void> {
    const payment = await payments.byNumber(outTradeNo);
    if (payment?.record.state !== 'refunding') return;
    payment.refunded();
    await payments.save(payment);
    const order = await orders.byId(payment.record.orderId);
    const from = order.state;
    const more = (await payments.ofOrder(order.id)).some(({ record }) => record.state === 'refunding');
    if (from === 'refunding' && !more) order.refunded();
    await orders.save(order);
    await audit.record(systemActor(this.name), 'billing.refund', {
      subject: 'billing.order',
      subjectId: order.id,
      from,
      to: order.state,
      detail: { outTradeNo, amountFen: payment.record.amountFen },
    });
  }
}
