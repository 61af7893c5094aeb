import type { Clock } from '../../../kernel/clock.ts';
import { JobHandler, type JobPayload } from '../../../kernel/jobs.ts';
import type { BillingWork } from '../ports/billing-work.ts';
import type { CheckPayment } from './check-payment.ts';

const longestPauseMs = 120_000;

/**
 * An attempt is asked for after 5 s, then at growing pauses up to two minutes, until the order expires; also when it was given up here
 * while the gateway had not heard of it yet: the payer still holds its address and can pay, and the notice of that may be lost.
 */
export class PollPayment extends JobHandler {
  readonly name = 'billing.poll-payment';

  constructor(
    private readonly work: BillingWork,
    private readonly check: CheckPayment,
    private readonly clock: Clock,
  ) {
    super();
  }

  async handle({ outTradeNo, round }: JobPayload): Promise<void> {
    const number = String(outTradeNo);
    if ((await this.check.execute(number)) === 'over') return;
    await this.work.run(async ({ payments, orders, jobs }) => {
      const payment = await payments.byNumber(number);
      if (payment?.record.state !== 'open' && payment?.record.state !== 'closed') return;
      const { expiresAt } = (await orders.byId(payment.record.orderId)).record;
      const now = this.clock.now();
      if (now >= expiresAt) return; // the gateway takes no money any more, and the closing job takes over
      const pause = Math.min(longestPauseMs, 5_000 * 1.5 ** Number(round));
      await jobs.enqueue(
        this.name,
        { outTradeNo: number, round: Number(round) + 1 },
        { runAt: new Date(now.getTime() + pause), key: number },
      );
    });
  }
}
