import { and, asc, desc, eq, gt, inArray, like, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../../../adapters/postgres/database.ts';
import type { GrantFacts } from '../../domain/grant-request.ts';
import {
  CertificateReading,
  type CertificateRow,
  type EntitlementRow,
  type ListPosition,
  type StaffFilter,
  type SurplusRow,
} from '../../ports/certificate-reading.ts';
import { asGrant } from './pg-grant-requests.ts';
import { certificates, certificateTypes, entitlements, grantRequests, platforms, platformTerms, surplusLots } from './schema.ts';

export class PgCertificateReading extends CertificateReading {
  readonly #database: Database;

  constructor(database: Database) {
    super();
    this.#database = database;
  }

  override entitlementsOf(accountId: string): Promise<readonly EntitlementRow[]> {
    return this.#entitlements(eq(entitlements.accountId, accountId));
  }

  override async entitlement(id: string): Promise<EntitlementRow | undefined> {
    return (await this.#entitlements(eq(entitlements.id, id)))[0];
  }

  override async certificatesOf(entitlementId: string): Promise<readonly CertificateRow[]> {
    const mine = and(eq(certificates.entitlementId, entitlementId), shown);
    const rows = await this.#database.drizzle.select(columns).from(certificates).where(mine).orderBy(desc(certificates.reservedAt));
    return rows.map(asCertificate);
  }

  override async certificate(serial: string): Promise<CertificateRow | undefined> {
    const [row] = await this.#database.drizzle.select(columns).from(certificates).where(eq(certificates.serial, serial));
    return row === undefined ? undefined : asCertificate(row);
  }

  override async byUscc(uscc: string, limit: number): Promise<readonly CertificateRow[]> {
    const query = this.#database.drizzle
      .select(columns)
      .from(certificates)
      .where(and(eq(certificates.uscc, uscc), shown));
    return (await query.orderBy(desc(certificates.reservedAt)).limit(limit)).map(asCertificate);
  }

  override surplusOf(unitId: string): Promise<readonly SurplusRow[]> {
    const { id, kind, years, bought, remaining, boughtAt } = surplusLots;
    return this.#database.drizzle
      .select({ id, kind, years, bought, remaining, boughtAt, typeName: certificateTypes.name, platformName: platforms.name })
      .from(surplusLots)
      .innerJoin(certificateTypes, eq(certificateTypes.code, surplusLots.typeCode))
      .innerJoin(platforms, eq(platforms.id, surplusLots.platformId))
      .where(eq(surplusLots.unitId, unitId))
      .orderBy(desc(surplusLots.boughtAt));
  }

  override async unitHoldsPlatform(unitId: string, platformId: string, now: Date): Promise<boolean> {
    const held = and(
      eq(entitlements.unitId, unitId),
      eq(entitlements.kind, 'platform'),
      eq(entitlements.state, 'active'),
      eq(platformTerms.platformId, platformId),
      gt(platformTerms.until, now),
    );
    const query = this.#database.drizzle.select({ id: entitlements.id }).from(entitlements);
    return (await query.innerJoin(platformTerms, eq(platformTerms.entitlementId, entitlements.id)).where(held).limit(1)).length > 0;
  }

  override async grantsOf(unitId: string): Promise<readonly GrantFacts[]> {
    const pendingFirst = sql`${grantRequests.state} <> 'pending'`;
    const query = this.#database.drizzle.select().from(grantRequests).where(eq(grantRequests.unitId, unitId));
    return (await query.orderBy(pendingFirst, desc(grantRequests.askedAt)).limit(200)).map(asGrant);
  }

  override async grantsBy(accountId: string): Promise<readonly GrantFacts[]> {
    const query = this.#database.drizzle.select().from(grantRequests).where(eq(grantRequests.accountId, accountId));
    return (await query.orderBy(desc(grantRequests.askedAt)).limit(200)).map(asGrant);
  }

  override pendingGrants(unitId: string): Promise<number> {
    return this.#database.drizzle.$count(grantRequests, and(eq(grantRequests.unitId, unitId), eq(grantRequests.state, 'pending')));
  }

  override async list(filter: StaffFilter, position: ListPosition | undefined, limit: number) {
    const { reservedAt, serial } = certificates;
    const after = position && or(lt(reservedAt, position.at), and(eq(reservedAt, position.at), lt(serial, position.serial)));
    const rows = await this.#database.drizzle
      .select({ ...columns, reservedAt })
      .from(certificates)
      .where(and(matching(filter.words), filter.state && eq(certificates.state, filter.state), after))
      .orderBy(desc(reservedAt), desc(serial))
      .limit(limit);
    return rows.map((row) => ({ ...asCertificate(row), reservedAt: row.reservedAt }));
  }

  async #entitlements(where: SQL): Promise<readonly EntitlementRow[]> {
    const rows = await this.#database.drizzle
      .select({ row: entitlements, typeName: certificateTypes.name })
      .from(entitlements)
      .innerJoin(certificateTypes, eq(certificateTypes.code, entitlements.typeCode))
      .where(where)
      .orderBy(desc(entitlements.until), asc(entitlements.id));
    if (rows.length === 0) return [];
    const ids = rows.map(({ row }) => row.id);
    const terms = await this.#database.drizzle
      .select({ term: platformTerms, name: platforms.name })
      .from(platformTerms)
      .innerJoin(platforms, eq(platforms.id, platformTerms.platformId))
      .where(inArray(platformTerms.entitlementId, ids))
      .orderBy(platformTerms.from);
    return rows.map(({ row, typeName }) => ({
      ...row,
      typeName,
      unitId: row.unitId ?? undefined,
      until: row.until ?? undefined,
      hasKey: row.keyId !== null,
      currentSerial: row.currentSerial ?? undefined,
      coveredUntil: row.coveredUntil ?? undefined,
      platforms: terms.filter(({ term }) => term.entitlementId === row.id).map(({ term, name }) => ({ ...term, name })),
    }));
  }
}

const shown = and(ne(certificates.state, 'issuing'), ne(certificates.state, 'abandoned'));

const columns = {
  serial: certificates.serial,
  entitlementId: certificates.entitlementId,
  accountId: certificates.accountId,
  unitId: certificates.unitId,
  issuer: certificates.issuer,
  holderName: certificates.holderName,
  uscc: certificates.uscc,
  keyId: certificates.keyId,
  notBefore: certificates.notBefore,
  notAfter: certificates.notAfter,
  state: certificates.state,
  revokedAt: certificates.revokedAt,
  revocationReason: certificates.revocationReason,
  revocationNote: certificates.revocationNote,
  der: certificates.der,
} as const;

type Selected = Pick<typeof certificates.$inferSelect, keyof typeof columns>;

function asCertificate(row: Selected): CertificateRow {
  return {
    ...row,
    unitId: row.unitId ?? undefined,
    uscc: row.uscc ?? undefined,
    revokedAt: row.revokedAt ?? undefined,
    revocationReason: row.revocationReason ?? undefined,
    revocationNote: row.revocationNote ?? undefined,
    der: row.der ?? undefined,
  };
}

function matching(words: string): SQL | undefined {
  const text = words.trim();
  if (text === '') return undefined;
  const serial = text.replace(/[\s:]/g, '').toLowerCase();
  const start = `${text.replace(/[\\%_]/g, '\\$&')}%`;
  return or(eq(certificates.serial, serial), eq(certificates.uscc, text.toUpperCase()), like(certificates.holderName, sql`${start}`));
}
