import { and, count, desc, eq, sql, sum } from 'drizzle-orm';
import type { Database, Tx } from '../../../../adapters/postgres/database.ts';
import { isUuid } from '../../../../adapters/postgres/is-uuid.ts';
import { type DocumentRecord, SignedDocument } from '../../domain/document.ts';
import { DocumentMissing } from '../../domain/document-errors.ts';
import type { DocumentReading, Documents } from '../../ports/documents.ts';
import { documents } from './document-tables.ts';

type Row = typeof documents.$inferSelect;

export class PgDocuments implements Documents {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  async byId(documentId: string, accountId: string): Promise<SignedDocument> {
    if (!isUuid(documentId)) throw new DocumentMissing();
    const own = and(eq(documents.id, documentId), eq(documents.accountId, accountId));
    const [row] = await this.#tx.select().from(documents).where(own).for('update');
    if (row === undefined) throw new DocumentMissing();
    return SignedDocument.restore(recordOf(row));
  }

  async keptBy(accountId: string): Promise<{ files: number; bytes: number }> {
    // Two uploads of one person at the same time are counted one after the other.
    await this.#tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`documents of ${accountId}`}, 0))`);
    const [row] = await this.#tx
      .select({ files: count(), bytes: sum(documents.octets) })
      .from(documents)
      .where(eq(documents.accountId, accountId));
    return { files: row?.files ?? 0, bytes: Number(row?.bytes ?? 0) };
  }

  async save(document: SignedDocument): Promise<void> {
    const { id, accountId, name, pages, importedAt, original, newest, state, sealings, sealedAt, hold } = document.record;
    const later = {
      newest,
      octets: newest.fileId === original.fileId ? original.size : original.size + newest.size,
      state,
      sealings,
      sealedAt: sealedAt ?? null,
      heldBy: hold?.operationId ?? null,
      heldSince: hold?.since ?? null,
    };
    await this.#tx
      .insert(documents)
      .values({ id, accountId, name, pages, importedAt, original, ...later })
      .onConflictDoUpdate({ target: documents.id, set: later });
  }

  async remove(documentId: string): Promise<void> {
    await this.#tx.delete(documents).where(eq(documents.id, documentId));
  }
}

export class PgDocumentReading implements DocumentReading {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async ofAccount(accountId: string): Promise<readonly DocumentRecord[]> {
    const rows = await this.#database.drizzle
      .select()
      .from(documents)
      .where(eq(documents.accountId, accountId))
      .orderBy(desc(documents.id))
      .limit(500);
    return rows.map(recordOf);
  }

  async one(documentId: string, accountId: string): Promise<DocumentRecord> {
    if (!isUuid(documentId)) throw new DocumentMissing();
    const own = and(eq(documents.id, documentId), eq(documents.accountId, accountId));
    const [row] = await this.#database.drizzle.select().from(documents).where(own);
    if (row === undefined) throw new DocumentMissing();
    return recordOf(row);
  }
}

function recordOf(row: Row): DocumentRecord {
  const { id, accountId, name, pages, state, importedAt, original, newest, sealings, heldBy, heldSince } = row;
  const hold = heldBy === null || heldSince === null ? undefined : { operationId: heldBy, since: heldSince };
  return { id, accountId, name, pages, state, importedAt, original, newest, sealings, sealedAt: row.sealedAt ?? undefined, hold };
}
