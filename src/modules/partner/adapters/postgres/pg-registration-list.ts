import { and, asc, desc, eq, lt, or, sql } from 'drizzle-orm';
import type { Database } from '../../../../adapters/postgres/database.ts';
import { isUuid } from '../../../../adapters/postgres/is-uuid.ts';
import type { RegistrationFilter, RegistrationList, RegistrationPage, RegistrationRow } from '../../ports/registration-list.ts';
import { recordOf } from './pg-registrations.ts';
import { registrations } from './schema.ts';

const pageSize = 20;

export class PgRegistrationList implements RegistrationList {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async chosenFor(reviewerId: string): Promise<readonly RegistrationRow[]> {
    const rows = await this.#database.drizzle
      .select()
      .from(registrations)
      .where(and(eq(registrations.reviewerId, reviewerId), eq(registrations.state, 'submitted')))
      .orderBy(asc(registrations.submittedAt))
      .limit(200);
    return rows.map(rowOf);
  }

  async search({ state, text, after }: RegistrationFilter): Promise<RegistrationPage> {
    const wanted = text.trim();
    const rows = await this.#database.drizzle
      .select()
      .from(registrations)
      .where(
        and(
          sql`${registrations.state} <> 'draft'`,
          state === '' ? undefined : sql`${registrations.state} = ${state}`,
          wanted === ''
            ? undefined
            : or(eq(registrations.uscc, wanted.toUpperCase()), sql`strpos(${registrations.company}->>'companyName', ${wanted}) > 0`),
          isUuid(after) ? lt(registrations.id, after) : undefined,
        ),
      )
      .orderBy(desc(registrations.id))
      .limit(pageSize + 1);
    return { rows: rows.slice(0, pageSize).map(rowOf), next: rows.length > pageSize ? rows[pageSize - 1]?.id : undefined };
  }
}

function rowOf(row: typeof registrations.$inferSelect): RegistrationRow {
  return { ...recordOf(row), submittedAt: row.submittedAt ?? undefined };
}
