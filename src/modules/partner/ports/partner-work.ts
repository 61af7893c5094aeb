import type { AuditTrail } from '../../../kernel/audit.ts';
import type { Inbox, Operations } from '../../../kernel/events.ts';
import type { Jobs } from '../../../kernel/jobs.ts';
import { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { Accounts } from './accounts.ts';
import type { Contacts } from './contacts.ts';
import type { Deliveries } from './deliveries.ts';
import type { Registrations } from './registrations.ts';
import type { Sessions } from './sessions.ts';
import type { StaffMembers } from './staff-members.ts';

export interface PartnerStores {
  readonly registrations: Registrations;
  readonly accounts: Accounts;
  readonly contacts: Contacts;
  readonly sessions: Sessions;
  readonly staff: StaffMembers;
  readonly deliveries: Deliveries;
  readonly operations: Operations;
  readonly inbox: Inbox;
  readonly jobs: Jobs;
  readonly audit: AuditTrail;
}

export abstract class PartnerWork extends UnitOfWork<PartnerStores> {}
