import { and, desc, eq, gte, inArray } from 'drizzle-orm';
import type { Database } from '../../../../adapters/postgres/database.ts';
import { crlReasonOf } from '../../domain/revocation.ts';
import { type RevocationList, RevocationLists, type RevokedSerial, type SerialStatus } from '../../ports/revocation-lists.ts';
import { certificates, revocationLists as table } from './schema.ts';

/** A serial whose certificate was never stored: cessationOfOperation. */
const abandonedReason = 5;

export class PgRevocationLists extends RevocationLists {
  readonly #database: Database;

  constructor(database: Database) {
    super();
    this.#database = database;
  }

  override async latest(issuer: string): Promise<RevocationList | undefined> {
    const query = this.#database.drizzle.select().from(table).where(eq(table.issuer, issuer));
    const [row] = await query.orderBy(desc(table.number)).limit(1);
    return row;
  }

  /** The primary key (issuer, number) is the compare-and-swap. */
  override async publish(list: RevocationList): Promise<boolean> {
    const added = await this.#database.drizzle.insert(table).values(list).onConflictDoNothing().returning({ number: table.number });
    return added.length === 1;
  }

  override async revoked(issuer: string, since: Date): Promise<readonly RevokedSerial[]> {
    const rows = await this.#database.drizzle
      .select({
        serial: certificates.serial,
        at: certificates.revokedAt,
        reason: certificates.revocationReason,
        reserved: certificates.reservedAt,
      })
      .from(certificates)
      .where(and(eq(certificates.issuer, issuer), inArray(certificates.state, ['revoked', 'abandoned']), gte(certificates.notAfter, since)))
      .orderBy(certificates.serial);
    return rows.map((row) => ({
      serial: row.serial,
      at: row.at ?? row.reserved,
      reason: row.reason === null ? abandonedReason : crlReasonOf(row.reason),
    }));
  }

  override async statusOf(issuer: string, serial: string): Promise<SerialStatus> {
    const [row] = await this.#database.drizzle
      .select({
        state: certificates.state,
        at: certificates.revokedAt,
        reason: certificates.revocationReason,
        reserved: certificates.reservedAt,
      })
      .from(certificates)
      .where(and(eq(certificates.serial, serial), eq(certificates.issuer, issuer)));
    switch (row?.state) {
      case undefined:
      case 'issuing':
        return { kind: 'unknown' };
      case 'revoked':
        return { kind: 'revoked', at: row?.at ?? new Date(0), reason: row?.reason ? crlReasonOf(row.reason) : abandonedReason };
      case 'abandoned':
        return { kind: 'revoked', at: row?.reserved ?? new Date(0), reason: abandonedReason };
      default:
        return { kind: 'good' };
    }
  }
}
