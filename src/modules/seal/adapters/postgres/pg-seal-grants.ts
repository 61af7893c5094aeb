import { and, desc, eq, type SQL } from 'drizzle-orm';
import type { Tx } from '../../../../adapters/postgres/database.ts';
import { isUuid } from '../../../../adapters/postgres/is-uuid.ts';
import type { PgOutbox } from '../../../../adapters/postgres/module-stores.ts';
import { GrantAlreadyOpen, GrantMissing } from '../../domain/seal-errors.ts';
import { type GrantRecord, SealGrant } from '../../domain/seal-grant.ts';
import type { SealGrants } from '../../ports/seal-grants.ts';
import { grants } from './schema.ts';

type Row = typeof grants.$inferSelect;

export class PgSealGrants implements SealGrants {
  readonly #tx: Tx;
  readonly #outbox: PgOutbox;

  constructor(tx: Tx, outbox: PgOutbox) {
    this.#tx = tx;
    this.#outbox = outbox;
  }

  async byId(grantId: string): Promise<SealGrant> {
    if (!isUuid(grantId)) throw new GrantMissing();
    const [row] = await this.#tx.select().from(grants).where(eq(grants.id, grantId)).for('update');
    if (row === undefined) throw new GrantMissing();
    return SealGrant.restore(recordOf(row));
  }

  async ofSeal(sealId: string): Promise<readonly SealGrant[]> {
    return isUuid(sealId) ? this.#newest(eq(grants.sealId, sealId)) : [];
  }

  async ofUnit(unitId: string): Promise<readonly SealGrant[]> {
    return isUuid(unitId) ? this.#newest(eq(grants.unitId, unitId)) : [];
  }

  async newestOf(sealId: string, accountId: string): Promise<SealGrant | undefined> {
    if (!isUuid(sealId) || !isUuid(accountId)) return undefined;
    const [newest] = await this.#newest(and(eq(grants.sealId, sealId), eq(grants.accountId, accountId)), 1);
    return newest;
  }

  async save(grant: SealGrant): Promise<void> {
    const { id, decidedBy, decidedAt, reason, state, ...made } = grant.record;
    const later = {
      state,
      decidedBy: decidedBy?.accountId ?? null,
      decidedByName: decidedBy?.name ?? null,
      decidedAt: decidedAt ?? null,
      reason: reason ?? null,
    };
    const write = this.#tx
      .insert(grants)
      .values({ id, ...made, ...later })
      .onConflictDoUpdate({ target: grants.id, set: later });
    await write.catch((error: unknown) => {
      throw brokeOneOpen(error) ? new GrantAlreadyOpen() : error;
    });
    await this.#outbox.append(grant);
  }

  async #newest(where: SQL | undefined, most = 1000): Promise<readonly SealGrant[]> {
    const rows = await this.#tx.select().from(grants).where(where).orderBy(desc(grants.id)).limit(most);
    return rows.map((row) => SealGrant.restore(recordOf(row)));
  }
}

/** Drizzle hands the driver's error on as `cause`. */
function brokeOneOpen(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'constraint_name' in cause && cause.constraint_name === 'one_open_grant';
}

function recordOf(row: Row): GrantRecord {
  const { id, sealId, unitId, accountId, name, note, until, state, requestedAt } = row;
  return {
    id,
    sealId,
    unitId,
    accountId,
    name,
    note,
    until,
    state,
    requestedAt,
    decidedBy: row.decidedBy === null ? undefined : { accountId: row.decidedBy, name: row.decidedByName ?? '' },
    decidedAt: row.decidedAt ?? undefined,
    reason: row.reason ?? undefined,
  };
}
