import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '../../../../adapters/postgres/database.ts';
import { isUuid } from '../../../../adapters/postgres/is-uuid.ts';
import type { PgOutbox } from '../../../../adapters/postgres/module-stores.ts';
import { Missing } from '../../../../kernel/domain-error.ts';
import { PartnerRegistration, type RegistrationRecord } from '../../domain/partner-registration.ts';
import type { Registrations } from '../../ports/registrations.ts';
import { registrations } from './schema.ts';

type Row = typeof registrations.$inferSelect;

export class PgRegistrations implements Registrations {
  readonly #tx: Tx;
  readonly #outbox: PgOutbox;

  constructor(tx: Tx, outbox: PgOutbox) {
    this.#tx = tx;
    this.#outbox = outbox;
  }

  async byId(id: string): Promise<PartnerRegistration> {
    if (!isUuid(id)) throw new Missing();
    const [row] = await this.#tx.select().from(registrations).where(eq(registrations.id, id)).for('update');
    if (row === undefined) throw new Missing();
    return PartnerRegistration.restore(recordOf(row));
  }

  async hasEffective(uscc: string): Promise<boolean> {
    const living = inArray(registrations.state, ['effective', 'effective_no_admin', 'suspended']);
    const rows = await this.#tx
      .select({ id: registrations.id })
      .from(registrations)
      .where(and(eq(registrations.uscc, uscc), living))
      .limit(1);
    return rows.length > 0;
  }

  async save(registration: PartnerRegistration): Promise<void> {
    const { id, region, ...record } = registration.record;
    const submitted = record.rounds.at(-1)?.submittedAt;
    const row = {
      ...region,
      ...record,
      city: region.city ?? null,
      company: record.company ?? null,
      licenceBlobId: record.licenceBlobId ?? null,
      reviewerId: record.reviewerId ?? null,
      uscc: record.company?.uscc ?? null,
      submittedAt: submitted === undefined ? null : new Date(submitted),
    };
    await this.#tx
      .insert(registrations)
      .values({ id, ...row })
      .onConflictDoUpdate({ target: registrations.id, set: row });
    await this.#outbox.append(registration);
  }
}

export function recordOf(row: Row): RegistrationRecord {
  return {
    id: row.id,
    visitId: row.visitId,
    state: row.state,
    region: { province: row.province, city: row.city ?? undefined },
    company: row.company ?? undefined,
    licenceBlobId: row.licenceBlobId ?? undefined,
    reviewerId: row.reviewerId ?? undefined,
    rounds: row.rounds,
  };
}
