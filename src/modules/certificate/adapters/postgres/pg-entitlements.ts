import { and, eq, inArray, isNull, lt, ne } from 'drizzle-orm';
import type { Tx } from '../../../../adapters/postgres/database.ts';
import type { PgOutbox } from '../../../../adapters/postgres/module-stores.ts';
import { Missing } from '../../../../kernel/domain-error.ts';
import { Entitlement } from '../../domain/entitlement.ts';
import { type EntitlementHolder, Entitlements } from '../../ports/certificate-work.ts';
import { platformTerms, entitlements as table } from './schema.ts';

type Row = typeof table.$inferSelect;

export class PgEntitlements extends Entitlements {
  readonly #tx: Tx;
  readonly #outbox: PgOutbox;

  constructor(tx: Tx, outbox: PgOutbox) {
    super();
    this.#tx = tx;
    this.#outbox = outbox;
  }

  override async byId(id: string): Promise<Entitlement> {
    const [found] = await this.#restored(await this.#tx.select().from(table).where(eq(table.id, id)).for('update'));
    if (found === undefined) throw new Missing('certificate.missing');
    return found;
  }

  override async ofHolder({ accountId, unitId, kind, typeCode }: EntitlementHolder): Promise<Entitlement | undefined> {
    const unit = unitId === undefined ? isNull(table.unitId) : eq(table.unitId, unitId);
    const mine = and(eq(table.accountId, accountId), unit, eq(table.kind, kind), eq(table.typeCode, typeCode), ne(table.state, 'revoked'));
    const [found] = await this.#restored(await this.#tx.select().from(table).where(mine).for('update'));
    return found;
  }

  override async ofMember(unitId: string, accountId: string): Promise<readonly Entitlement[]> {
    const mine = and(eq(table.unitId, unitId), eq(table.accountId, accountId));
    return this.#restored(await this.#tx.select().from(table).where(mine).orderBy(table.id).for('update'));
  }

  override async ended(now: Date, limit: number): Promise<readonly Entitlement[]> {
    const over = and(inArray(table.state, ['active', 'blocked_no_grant']), lt(table.until, now));
    return this.#restored(await this.#tx.select().from(table).where(over).limit(limit).for('update', { skipLocked: true }));
  }

  override async save(entitlement: Entitlement): Promise<void> {
    const { platforms, ...facts } = entitlement.facts;
    const row = { ...facts, until: entitlement.term?.until };
    await this.#tx.insert(table).values(row).onConflictDoUpdate({ target: table.id, set: row });
    for (const term of platforms) {
      await this.#tx
        .insert(platformTerms)
        .values({ entitlementId: facts.id, ...term })
        .onConflictDoUpdate({
          target: [platformTerms.entitlementId, platformTerms.platformId],
          set: { from: term.from, until: term.until },
        });
    }
    await this.#outbox.append(entitlement);
  }

  async #restored(rows: readonly Row[]): Promise<readonly Entitlement[]> {
    if (rows.length === 0) return [];
    const ids = rows.map((row) => row.id);
    const terms = await this.#tx.select().from(platformTerms).where(inArray(platformTerms.entitlementId, ids)).orderBy(platformTerms.from);
    return rows.map((row) =>
      Entitlement.restore({
        ...row,
        unitId: row.unitId ?? undefined,
        keyId: row.keyId ?? undefined,
        csr: row.csr ?? undefined,
        currentSerial: row.currentSerial ?? undefined,
        coveredUntil: row.coveredUntil ?? undefined,
        platforms: terms
          .filter((term) => term.entitlementId === row.id)
          .map(({ platformId, from, until }) => ({ platformId, from, until })),
      }),
    );
  }
}
