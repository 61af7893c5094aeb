import type { AuditTrail } from '../../../kernel/audit.ts';
import type { Operations } from '../../../kernel/events.ts';
import { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { Documents } from './documents.ts';
import type { UsageRecords } from './usage-records.ts';

export interface DocumentStores {
  readonly documents: Documents;
  readonly usage: UsageRecords;
  readonly operations: Operations;
  readonly audit: AuditTrail;
}

export abstract class DocumentWork extends UnitOfWork<DocumentStores> {}
