import { and, eq } from 'drizzle-orm';
import type { Queryable, Tx } from '../../../../adapters/postgres/database.ts';
import { isUuid } from '../../../../adapters/postgres/is-uuid.ts';
import { Missing } from '../../../../kernel/domain-error.ts';
import { UnitChange, type UnitChangeRecord } from '../../domain/unit-change.ts';
import { ChangeAlreadyPending } from '../../domain/unit-errors.ts';
import type { UnitChanges } from '../../ports/units.ts';
import { brokeUnique } from './broke-unique.ts';
import { changes } from './schema.ts';

export function changeOf(row: typeof changes.$inferSelect): UnitChangeRecord {
  return { ...row, decidedAt: row.decidedAt ?? undefined, reason: row.reason ?? undefined };
}

export async function hasPendingChange(on: Queryable, unitId: string): Promise<boolean> {
  const rows = await on
    .select({ id: changes.id })
    .from(changes)
    .where(and(eq(changes.unitId, unitId), eq(changes.state, 'manual')));
  return rows.length > 0;
}

export class PgUnitChanges implements UnitChanges {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  async byId(changeId: string): Promise<UnitChange> {
    if (!isUuid(changeId)) throw new Missing();
    const [row] = await this.#tx.select().from(changes).where(eq(changes.id, changeId)).for('update');
    if (row === undefined) throw new Missing();
    return UnitChange.restore(changeOf(row));
  }

  hasPending(unitId: string): Promise<boolean> {
    return hasPendingChange(this.#tx, unitId);
  }

  async save(change: UnitChange): Promise<void> {
    const row = change.record;
    const saved = this.#tx.insert(changes).values(row).onConflictDoUpdate({ target: changes.id, set: row });
    await brokeUnique(saved, 'one_pending_change', () => new ChangeAlreadyPending());
  }
}
