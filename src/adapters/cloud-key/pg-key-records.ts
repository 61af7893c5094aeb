import { and, eq, lt, sql } from 'drizzle-orm';
import type { Database } from '../postgres/database.ts';
import { type ConsentRecord, type KeyRecord, KeyRecords, type NewPin, type PinRecord } from './key-records.ts';
import { consents, keyPairs, pins } from './keys-schema.ts';

/** Every method is one statement: PostgreSQL decides between processes that try at once. */
export class PgKeyRecords extends KeyRecords {
  readonly #database: Database;

  constructor(database: Database) {
    super();
    this.#database = database;
  }

  get #db() {
    return this.#database.drizzle;
  }

  override async addKey(record: KeyRecord): Promise<void> {
    await this.#db.insert(keyPairs).values(record);
  }

  override async key(keyId: string): Promise<KeyRecord | undefined> {
    const [row] = await this.#db.select().from(keyPairs).where(eq(keyPairs.keyId, keyId));
    return row;
  }

  override async removeKey(keyId: string): Promise<void> {
    await this.#db.delete(keyPairs).where(eq(keyPairs.keyId, keyId));
  }

  override async pin(holderId: string): Promise<PinRecord | undefined> {
    const [row] = await this.#db.select().from(pins).where(eq(pins.holderId, holderId));
    return row;
  }

  override async addPin(holderId: string, pin: NewPin): Promise<boolean> {
    const row = { holderId, hash: pin.hash, sealedPepper: pin.sealedPepper, generation: 1, tries: 0 };
    return (await this.#db.insert(pins).values(row).onConflictDoNothing().returning({ holderId: pins.holderId })).length === 1;
  }

  override async replacePin(holderId: string, pin: NewPin, generation?: number): Promise<boolean> {
    const mine = eq(pins.holderId, holderId);
    const changed = await this.#db
      .update(pins)
      .set({ hash: pin.hash, sealedPepper: pin.sealedPepper, generation: sql`${pins.generation} + 1`, tries: 0 })
      .where(generation === undefined ? mine : and(mine, eq(pins.generation, generation)))
      .returning({ holderId: pins.holderId });
    return changed.length === 1;
  }

  override async countTry(holderId: string, maxTries: number): Promise<PinRecord | undefined> {
    const [row] = await this.#db
      .update(pins)
      .set({ tries: sql`${pins.tries} + 1` })
      .where(and(eq(pins.holderId, holderId), lt(pins.tries, maxTries)))
      .returning();
    return row;
  }

  override async clearTries(holderId: string, generation: number): Promise<void> {
    await this.#db
      .update(pins)
      .set({ tries: 0 })
      .where(and(eq(pins.holderId, holderId), eq(pins.generation, generation)));
  }

  override async addConsents(records: readonly ConsentRecord[]): Promise<void> {
    await this.#db.insert(consents).values([...records]);
  }

  override async takeConsent(tokenHash: string, keyId: string, messageDigest: string): Promise<Date | undefined> {
    const mine = and(eq(consents.tokenHash, tokenHash), eq(consents.keyId, keyId), eq(consents.messageDigest, messageDigest));
    const [row] = await this.#db.delete(consents).where(mine).returning({ expiresAt: consents.expiresAt });
    return row?.expiresAt;
  }

  override async removeConsentsBefore(at: Date): Promise<void> {
    await this.#db.delete(consents).where(lt(consents.expiresAt, at));
  }

  override async reachable(): Promise<boolean> {
    return (await this.#db.execute(sql`select 1`)).length === 1;
  }
}
