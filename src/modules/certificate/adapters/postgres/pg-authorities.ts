import { eq } from 'drizzle-orm';
import type { Database } from '../../../../adapters/postgres/database.ts';
import { DomainError } from '../../../../kernel/domain-error.ts';
import { Authorities, type Authority } from '../../ports/authorities.ts';
import type { RevocationList } from '../../ports/revocation-lists.ts';
import { revocationLists, authorities as table } from './schema.ts';

export class PgAuthorities extends Authorities {
  readonly #database: Database;

  constructor(database: Database) {
    super();
    this.#database = database;
  }

  override async byId(id: string): Promise<Authority | undefined> {
    const [row] = await this.#database.drizzle.select().from(table).where(eq(table.id, id));
    return row === undefined ? undefined : { ...row, keyId: row.keyId ?? undefined };
  }

  override found(authorities: readonly Authority[], rootCrl: RevocationList): Promise<void> {
    return this.#database.drizzle.transaction(async (tx) => {
      const added = await tx
        .insert(table)
        .values([...authorities])
        .onConflictDoNothing()
        .returning();
      if (added.length !== authorities.length) throw new DomainError('conflict', 'certificate.authority-exists');
      await tx.insert(revocationLists).values(rootCrl);
    });
  }
}
