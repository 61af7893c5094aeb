import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '../../../../adapters/postgres/database.ts';
import { isUuid } from '../../../../adapters/postgres/is-uuid.ts';
import type { StoreTools } from '../../../../adapters/postgres/store-tools.ts';
import { Missing } from '../../../../kernel/domain-error.ts';
import type { Alarm, Alarms } from '../../ports/order-store.ts';
import { alarms } from './schema.ts';

export class PgAlarms implements Alarms {
  readonly #tx: Tx;
  readonly #tools: StoreTools;

  constructor(tx: Tx, tools: StoreTools) {
    this.#tx = tx;
    this.#tools = tools;
  }

  async raise(alarm: Alarm): Promise<void> {
    await this.#tx
      .insert(alarms)
      .values({ id: this.#tools.ids.next(), at: this.#tools.clock.now(), ...alarm })
      .onConflictDoNothing();
  }

  async close(id: string, staffId: string, note: string, at: Date): Promise<void> {
    if (!isUuid(id)) throw new Missing();
    const rows = await this.#tx
      .update(alarms)
      .set({ closedAt: at, closedBy: staffId, note })
      .where(and(eq(alarms.id, id), isNull(alarms.closedAt)))
      .returning({ id: alarms.id });
    if (rows.length === 0) throw new Missing();
  }
}
