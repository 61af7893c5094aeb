import { and, asc, eq } from 'drizzle-orm';
import type { Database, Tx } from '../../../../adapters/postgres/database.ts';
import type { UsageReading, UsageRecord, UsageRecords } from '../../ports/usage-records.ts';
import { usageRecords } from './document-tables.ts';

export class PgUsageRecords implements UsageRecords {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  async add({ unitId, platformId, ...record }: UsageRecord): Promise<void> {
    await this.#tx.insert(usageRecords).values({ ...record, unitId: unitId ?? null, platformId: platformId ?? null });
  }
}

export class PgUsageReading implements UsageReading {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async ofSubject(subjectId: string, accountId: string): Promise<readonly UsageRecord[]> {
    const own = and(eq(usageRecords.subjectId, subjectId), eq(usageRecords.accountId, accountId));
    const rows = await this.#database.drizzle.select().from(usageRecords).where(own).orderBy(asc(usageRecords.id)).limit(500);
    return rows.map(({ unitId, platformId, ...row }) => ({ ...row, unitId: unitId ?? undefined, platformId: platformId ?? undefined }));
  }
}
