import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '../../../../adapters/postgres/database.ts';
import { isUuid } from '../../../../adapters/postgres/is-uuid.ts';
import type { PgOutbox } from '../../../../adapters/postgres/module-stores.ts';
import { Roster } from '../../domain/roster.ts';
import { UnitMissing } from '../../domain/unit-errors.ts';
import type { Rosters } from '../../ports/units.ts';
import { members, units } from './schema.ts';
import { rosterOf } from './unit-rows.ts';

export class PgRosters implements Rosters {
  readonly #tx: Tx;
  readonly #outbox: PgOutbox;

  constructor(tx: Tx, outbox: PgOutbox) {
    this.#tx = tx;
    this.#outbox = outbox;
  }

  async of(unitId: string): Promise<Roster> {
    if (!isUuid(unitId)) throw new UnitMissing();
    const [row] = await this.#tx.select().from(units).where(eq(units.id, unitId)).for('update');
    if (row === undefined) throw new UnitMissing();
    return Roster.restore(rosterOf(row, await this.#tx.select().from(members).where(eq(members.unitId, unitId))));
  }

  async save(roster: Roster): Promise<void> {
    const { unitId, members: now, administrator, legalRepresentative, resigned, sealPermission } = roster.record;
    const roles = { administrator: administrator ?? null, legalRepresentative: legalRepresentative ?? null, resigned, sealPermission };
    await this.#tx.update(units).set(roles).where(eq(units.id, unitId));
    const stored = await this.#tx.select({ accountId: members.accountId }).from(members).where(eq(members.unitId, unitId));
    const gone = stored.map(({ accountId }) => accountId).filter((accountId) => !roster.has(accountId));
    if (gone.length > 0) await this.#tx.delete(members).where(and(eq(members.unitId, unitId), inArray(members.accountId, gone)));
    const known = new Set(stored.map(({ accountId }) => accountId));
    const come = now.filter(({ accountId }) => !known.has(accountId)).map((member) => ({ unitId, ...member }));
    if (come.length > 0) await this.#tx.insert(members).values(come);
    await this.#outbox.append(roster);
  }
}
