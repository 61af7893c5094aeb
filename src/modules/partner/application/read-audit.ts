import { type Actor, staffOf } from '../../../kernel/actor.ts';
import type { AuditCheck, AuditFilter, AuditReading, AuditRecord } from '../../../kernel/audit-reading.ts';

/** §9: platform operators alone read the audit trail and have its chain walked. */
export class ReadAudit {
  constructor(private readonly log: AuditReading) {}

  async search(actor: Actor, filter: AuditFilter): Promise<readonly AuditRecord[]> {
    staffOf(actor, 'op');
    return this.log.search(filter);
  }

  async check(actor: Actor): Promise<AuditCheck> {
    staffOf(actor, 'op');
    return this.log.check();
  }
}
