import { and, asc, eq, inArray, lt, ne, type SQL } from 'drizzle-orm';
import type { Tx } from '../../../../adapters/postgres/database.ts';
import type { PgOutbox } from '../../../../adapters/postgres/module-stores.ts';
import { Missing } from '../../../../kernel/domain-error.ts';
import { Certificate } from '../../domain/certificate.ts';
import { Certificates } from '../../ports/certificate-work.ts';
import { entitlements, certificates as table } from './schema.ts';

export class PgCertificates extends Certificates {
  readonly #tx: Tx;
  readonly #outbox: PgOutbox;

  constructor(tx: Tx, outbox: PgOutbox) {
    super();
    this.#tx = tx;
    this.#outbox = outbox;
  }

  override async bySerial(serial: string): Promise<Certificate> {
    const certificate = await this.#locked(eq(table.serial, serial));
    if (certificate === undefined) throw new Missing('certificate.missing');
    return certificate;
  }

  override byOperation(operationId: string): Promise<Certificate | undefined> {
    return this.#locked(and(eq(table.operationId, operationId), ne(table.state, 'abandoned')));
  }

  override async ofEntitlement(entitlementId: string): Promise<readonly Certificate[]> {
    const mine = and(eq(table.entitlementId, entitlementId), ne(table.state, 'abandoned'));
    return (await this.#tx.select().from(table).where(mine).orderBy(asc(table.reservedAt)).for('update')).map(restored);
  }

  override async keyIsOfAnother(keyHash: string, entitlementId: string): Promise<boolean> {
    const theirs = and(eq(table.keyHash, keyHash), ne(table.entitlementId, entitlementId));
    return (await this.#tx.select({ serial: table.serial }).from(table).where(theirs).limit(1)).length > 0;
  }

  override async ended(now: Date, limit: number): Promise<readonly Certificate[]> {
    const over = and(inArray(table.state, ['issued', 'superseded']), lt(table.notAfter, now));
    return (await this.#tx.select().from(table).where(over).limit(limit).for('update', { skipLocked: true })).map(restored);
  }

  override async save(certificate: Certificate): Promise<void> {
    const { revocation, ...facts } = certificate.facts;
    const ended = { revokedAt: revocation?.at, revocationReason: revocation?.reason, revocationNote: revocation?.note };
    const changing = { state: facts.state, der: facts.der, ...ended };
    await this.#tx
      .insert(table)
      .values({ ...facts, ...ended })
      .onConflictDoUpdate({ target: table.serial, set: changing });
    await this.#outbox.append(certificate);
  }

  /** Entitlement first, certificate second, everywhere: two transactions about one right wait for each other and never cross. */
  async #locked(wanted: SQL | undefined): Promise<Certificate | undefined> {
    const [known] = await this.#tx.select({ entitlementId: table.entitlementId }).from(table).where(wanted);
    if (known === undefined) return undefined;
    await this.#tx.select({ id: entitlements.id }).from(entitlements).where(eq(entitlements.id, known.entitlementId)).for('update');
    const [row] = await this.#tx.select().from(table).where(wanted).for('update');
    return row === undefined ? undefined : restored(row);
  }
}

type Row = typeof table.$inferSelect;

function restored(row: Row): Certificate {
  const { revokedAt, revocationReason, revocationNote, ...rest } = row;
  const revocation =
    revokedAt === null || revocationReason === null ? undefined : { at: revokedAt, reason: revocationReason, note: revocationNote ?? '' };
  return Certificate.restore({
    ...rest,
    unitId: row.unitId ?? undefined,
    uscc: row.uscc ?? undefined,
    der: row.der ?? undefined,
    revocation,
  });
}
