import { desc, eq } from 'drizzle-orm';
import type { Tx } from '../../../../adapters/postgres/database.ts';
import { isUuid } from '../../../../adapters/postgres/is-uuid.ts';
import type { PgOutbox } from '../../../../adapters/postgres/module-stores.ts';
import { Seal, type SealRecord } from '../../domain/seal.ts';
import { SealMissing } from '../../domain/seal-errors.ts';
import type { Seals } from '../../ports/seals.ts';
import { seals } from './schema.ts';

type Row = typeof seals.$inferSelect;

export class PgSeals implements Seals {
  readonly #tx: Tx;
  readonly #outbox: PgOutbox;

  constructor(tx: Tx, outbox: PgOutbox) {
    this.#tx = tx;
    this.#outbox = outbox;
  }

  async byId(sealId: string): Promise<Seal> {
    if (!isUuid(sealId)) throw new SealMissing();
    const [row] = await this.#tx.select().from(seals).where(eq(seals.id, sealId)).for('update');
    if (row === undefined) throw new SealMissing();
    return Seal.restore(recordOf(row));
  }

  async ofUnit(unitId: string): Promise<readonly Seal[]> {
    if (!isUuid(unitId)) return [];
    const rows = await this.#tx.select().from(seals).where(eq(seals.unitId, unitId)).orderBy(desc(seals.id));
    return rows.map((row) => Seal.restore(recordOf(row)));
  }

  async save(seal: Seal): Promise<void> {
    const { id, unitId, kind, text, title, picture, ownerId, state, outdated, madeBy, madeAt, voidedBy, voidedAt } = seal.record;
    // the picture and its making never change: only what may follow is written a second time
    const later = {
      state,
      outdated: outdated ?? null,
      voidedBy: voidedBy?.accountId ?? null,
      voidedByName: voidedBy?.name ?? null,
      voidedAt: voidedAt ?? null,
    };
    const made = {
      unitId,
      kind,
      text,
      title,
      picture,
      ownerId: ownerId ?? null,
      madeBy: madeBy.accountId,
      madeByName: madeBy.name,
      madeAt,
    };
    await this.#tx
      .insert(seals)
      .values({ id, ...made, ...later })
      .onConflictDoUpdate({ target: seals.id, set: later });
    await this.#outbox.append(seal);
  }
}

function recordOf(row: Row): SealRecord {
  const { id, unitId, kind, text, title, picture, state, madeAt } = row;
  return {
    id,
    unitId,
    kind,
    text,
    title,
    picture,
    state,
    madeAt,
    ownerId: row.ownerId ?? undefined,
    outdated: row.outdated ?? undefined,
    madeBy: { accountId: row.madeBy, name: row.madeByName },
    voidedBy: row.voidedBy === null ? undefined : { accountId: row.voidedBy, name: row.voidedByName ?? '' },
    voidedAt: row.voidedAt ?? undefined,
  };
}
