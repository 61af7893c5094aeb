import { and, eq } from 'drizzle-orm';
import type { Database } from '../../../../adapters/postgres/database.ts';
import type { PartnerCard, PartnerDirectory } from '../../published/partner-directory.ts';
import { contacts, registrations } from './schema.ts';

export class PgPartnerDirectory implements PartnerDirectory {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async administeredBy(accountId: string): Promise<readonly PartnerCard[]> {
    const rows = await this.#database.drizzle
      .select({ registration: registrations })
      .from(contacts)
      .innerJoin(registrations, eq(registrations.id, contacts.partnerId))
      .where(and(eq(contacts.accountId, accountId), eq(registrations.state, 'effective')))
      .orderBy(registrations.id);
    return rows.flatMap(({ registration: { id, company, province, city } }) =>
      company === null ? [] : [{ partnerId: id, ...company, province, city: city ?? undefined }],
    );
  }
}
