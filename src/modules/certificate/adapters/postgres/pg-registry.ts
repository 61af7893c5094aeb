import { and, asc, eq, ilike, inArray, or } from 'drizzle-orm';
import type { Database } from '../../../../adapters/postgres/database.ts';
import { Missing } from '../../../../kernel/domain-error.ts';
import type { CertificateKind } from '../../domain/entitlement.ts';
import type { CertificateType, TradingPlatform } from '../../domain/trading-platform.ts';
import { type CertificatePrice, Registry } from '../../ports/registry.ts';
import { certificateTypes, platforms, prices } from './schema.ts';

export class PgRegistry extends Registry {
  readonly #database: Database;

  constructor(database: Database) {
    super();
    this.#database = database;
  }

  override async platform(id: string): Promise<TradingPlatform | undefined> {
    return (await this.platformsById([id]))[0];
  }

  override async platforms(words: string, limit: number): Promise<readonly TradingPlatform[]> {
    const pattern = `%${words.trim().replace(/[\\%_]/g, '\\$&')}%`;
    const found = and(eq(platforms.open, true), or(ilike(platforms.name, pattern), ilike(platforms.region, pattern)));
    const rows = await this.#database.drizzle.select().from(platforms).where(found).orderBy(asc(platforms.name)).limit(limit);
    return rows.map(asPlatform);
  }

  override async platformsById(ids: readonly string[]): Promise<readonly TradingPlatform[]> {
    if (ids.length === 0) return [];
    const rows = await this.#database.drizzle
      .select()
      .from(platforms)
      .where(inArray(platforms.id, [...ids]));
    return rows.map(asPlatform);
  }

  override async type(code: string): Promise<CertificateType | undefined> {
    const [row] = await this.#database.drizzle.select().from(certificateTypes).where(eq(certificateTypes.code, code));
    return row;
  }

  override types(): Promise<readonly CertificateType[]> {
    return this.#database.drizzle.select().from(certificateTypes).orderBy(asc(certificateTypes.code));
  }

  override async price(kind: CertificateKind, typeCode: string, years: number): Promise<CertificatePrice> {
    const wanted = and(eq(prices.kind, kind), eq(prices.typeCode, typeCode), eq(prices.years, years));
    const [row] = await this.#database.drizzle.select().from(prices).where(wanted);
    if (row === undefined) throw new Missing('certificate.no-price');
    return row;
  }

  override prices(): Promise<readonly CertificatePrice[]> {
    return this.#database.drizzle.select().from(prices).orderBy(asc(prices.kind), asc(prices.typeCode), asc(prices.years));
  }

  override put(rows: Parameters<Registry['put']>[0]): Promise<void> {
    return this.#database.drizzle.transaction(async (tx) => {
      for (const row of rows.platforms) await tx.insert(platforms).values(row).onConflictDoUpdate({ target: platforms.id, set: row });
      for (const row of rows.types)
        await tx.insert(certificateTypes).values(row).onConflictDoUpdate({ target: certificateTypes.code, set: row });
      for (const row of rows.prices) await tx.insert(prices).values(row).onConflictDoUpdate({ target: prices.productCode, set: row });
    });
  }
}

function asPlatform(row: typeof platforms.$inferSelect): TradingPlatform {
  return { ...row, alliance: row.alliance ?? undefined };
}
