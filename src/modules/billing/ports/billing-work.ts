import type { AuditTrail } from '../../../kernel/audit.ts';
import type { Inbox, Operations } from '../../../kernel/events.ts';
import type { Jobs } from '../../../kernel/jobs.ts';
import { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { Alarms, NoticeInbox, OrderStore, Payments } from './order-store.ts';

export interface BillingStores {
  readonly orders: OrderStore;
  readonly payments: Payments;
  readonly notices: NoticeInbox;
  readonly alarms: Alarms;
  readonly operations: Operations;
  readonly inbox: Inbox;
  readonly jobs: Jobs;
  readonly audit: AuditTrail;
}

export abstract class BillingWork extends UnitOfWork<BillingStores> {}
