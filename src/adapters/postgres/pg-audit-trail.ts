import type { Actor } from '../../kernel/actor.ts';
import type { AuditEntry, AuditTrail } from '../../kernel/audit.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Tx } from './database.ts';
import { auditRows } from './kernel-schema.ts';

export class PgAuditTrail implements AuditTrail {
  readonly #tx: Tx;
  readonly #clock: Clock;

  constructor(tx: Tx, clock: Clock) {
    this.#tx = tx;
    this.#clock = clock;
  }

  async record(actor: Actor, action: string, entry: AuditEntry): Promise<void> {
    const { subject, subjectId, ...rest } = entry;
    await this.#tx.insert(auditRows).values({ at: this.#clock.now(), ...who(actor), action, subject, subjectId, entry: rest });
  }
}

function who(actor: Actor): { actor: string; actorName: string } {
  switch (actor.kind) {
    case 'anonymous':
      return { actor: 'anonymous', actorName: '' };
    case 'person':
      return { actor: `person:${actor.accountId}`, actorName: actor.name };
    case 'staff':
      return { actor: `staff:${actor.staffId}`, actorName: actor.name };
    case 'system':
      return { actor: `system:${actor.name}`, actorName: actor.name };
  }
}
