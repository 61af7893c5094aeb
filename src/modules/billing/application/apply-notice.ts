import { JobHandler, type JobPayload } from '../../../kernel/jobs.ts';
import type { BillingWork } from '../ports/billing-work.ts';
import type { SettlePayment } from './settle-payment.ts';

/** Applies a stored notice of a payment. Notices of refunds and closings are kept as evidence only. */
export class ApplyNotice extends JobHandler {
  readonly name = 'billing.apply-notice';

  constructor(
    private readonly work: BillingWork,
    private readonly settle: SettlePayment,
  ) {
    super();
  }

  handle({ notifyId }: JobPayload): Promise<void> {
    return this.work.run(async (stores) => {
      const notice = await stores.notices.find('alipay', String(notifyId));
      if (notice?.kind === 'paid') await this.settle.execute(stores, notice);
    });
  }
}
