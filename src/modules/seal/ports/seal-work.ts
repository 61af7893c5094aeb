import type { AuditTrail } from '../../../kernel/audit.ts';
import type { Inbox, Operations } from '../../../kernel/events.ts';
import type { Jobs } from '../../../kernel/jobs.ts';
import { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { PersonalSeals } from './personal-seals.ts';
import type { SealGrants } from './seal-grants.ts';
import type { Seals } from './seals.ts';

export interface SealStores {
  readonly seals: Seals;
  readonly grants: SealGrants;
  readonly personal: PersonalSeals;
  readonly operations: Operations;
  readonly inbox: Inbox;
  readonly jobs: Jobs;
  readonly audit: AuditTrail;
}

export abstract class SealWork extends UnitOfWork<SealStores> {}
