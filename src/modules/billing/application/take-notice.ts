import type { BillingWork } from '../ports/billing-work.ts';
import type { StoredNotice } from '../ports/order-store.ts';

/** Stores a proven notice and queues its application; a repeated one changes nothing. The gateway is answered after the commit. */
export class TakeNotice {
  constructor(private readonly work: BillingWork) {}

  execute(notice: StoredNotice, raw: string): Promise<void> {
    return this.work.run(async ({ notices, jobs }) => {
      if (!(await notices.take(notice, raw))) return;
      await jobs.enqueue('billing.apply-notice', { channel: notice.channel, notifyId: notice.notifyId });
    });
  }

  /** Signed by the gateway, but not meant for us or not understood: kept for a person to look at. */
  setAside(code: string, notifyId: string, raw: string): Promise<void> {
    return this.work.run(({ alarms }) => alarms.raise({ what: `billing.${code}`, detail: notifyId, evidence: raw }));
  }
}
