import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '../../../../adapters/postgres/database.ts';
import type { PgOutbox } from '../../../../adapters/postgres/module-stores.ts';
import { Missing } from '../../../../kernel/domain-error.ts';
import { type GrantFacts, GrantRequest } from '../../domain/grant-request.ts';
import { GrantRequests } from '../../ports/certificate-work.ts';
import { grantRequests as table } from './schema.ts';

export class PgGrantRequests extends GrantRequests {
  readonly #tx: Tx;
  readonly #outbox: PgOutbox;

  constructor(tx: Tx, outbox: PgOutbox) {
    super();
    this.#tx = tx;
    this.#outbox = outbox;
  }

  override async byId(id: string): Promise<GrantRequest> {
    const [row] = await this.#tx.select().from(table).where(eq(table.id, id)).for('update');
    if (row === undefined) throw new Missing('certificate.missing');
    return GrantRequest.restore(asGrant(row));
  }

  override async openOf(unitId: string, accountId: string): Promise<readonly GrantRequest[]> {
    const open = and(eq(table.unitId, unitId), eq(table.accountId, accountId), inArray(table.state, ['pending', 'approved']));
    return (await this.#tx.select().from(table).where(open).for('update')).map((row) => GrantRequest.restore(asGrant(row)));
  }

  override async save(request: GrantRequest): Promise<void> {
    const row = request.facts;
    await this.#tx.insert(table).values(row).onConflictDoUpdate({ target: table.id, set: row });
    await this.#outbox.append(request);
  }
}

export function asGrant(row: typeof table.$inferSelect): GrantFacts {
  return { ...row, decidedAt: row.decidedAt ?? undefined, reason: row.reason ?? undefined };
}
