import { and, eq, ne } from 'drizzle-orm';
import type { Tx } from '../../../../adapters/postgres/database.ts';
import { isUuid } from '../../../../adapters/postgres/is-uuid.ts';
import type { PgOutbox } from '../../../../adapters/postgres/module-stores.ts';
import { Unit } from '../../domain/unit.ts';
import { UnitAlreadyRegistered, UnitMissing } from '../../domain/unit-errors.ts';
import type { Units } from '../../ports/units.ts';
import { brokeUnique } from './broke-unique.ts';
import { nameTails, units } from './schema.ts';
import { rowOf, tailsOf, unitOf } from './unit-rows.ts';

export class PgUnits implements Units {
  readonly #tx: Tx;
  readonly #outbox: PgOutbox;

  constructor(tx: Tx, outbox: PgOutbox) {
    this.#tx = tx;
    this.#outbox = outbox;
  }

  async byId(unitId: string): Promise<Unit> {
    if (!isUuid(unitId)) throw new UnitMissing();
    const [row] = await this.#tx.select().from(units).where(eq(units.id, unitId)).for('update');
    if (row === undefined) throw new UnitMissing();
    return Unit.restore(unitOf(row));
  }

  async activeByCode(code: string): Promise<Unit | undefined> {
    const [row] = await this.#tx
      .select()
      .from(units)
      .where(and(eq(units.code, code), ne(units.state, 'rejected')));
    return row === undefined ? undefined : Unit.restore(unitOf(row));
  }

  async save(unit: Unit): Promise<void> {
    const row = rowOf(unit.record);
    const saved = this.#tx.insert(units).values(row).onConflictDoUpdate({ target: units.id, set: row });
    await brokeUnique(saved, 'one_unit_per_code', () => new UnitAlreadyRegistered());
    await this.#saveTails(unit.id, row.name);
    await this.#outbox.append(unit);
  }

  async #saveTails(unitId: string, name: string): Promise<void> {
    const [whole] = await this.#tx
      .select()
      .from(nameTails)
      .where(and(eq(nameTails.unitId, unitId), eq(nameTails.tail, name)));
    if (whole !== undefined) return;
    await this.#tx.delete(nameTails).where(eq(nameTails.unitId, unitId));
    const tails = tailsOf(name).map((tail) => ({ unitId, tail }));
    if (tails.length > 0) await this.#tx.insert(nameTails).values(tails).onConflictDoNothing();
  }
}
