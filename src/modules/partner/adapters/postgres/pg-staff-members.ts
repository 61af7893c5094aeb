import { eq, sql } from 'drizzle-orm';
import type { Tx } from '../../../../adapters/postgres/database.ts';
import type { Region, Reviewer } from '../../domain/region.ts';
import type { StaffInvitation, StaffMembers, StaffRecord } from '../../ports/staff-members.ts';
import { sessionHash } from './pg-sessions.ts';
import { staff, staffInvitations } from './schema.ts';

type Row = typeof staff.$inferSelect;

export class PgStaffMembers implements StaffMembers {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  async byLogin(login: string): Promise<StaffRecord | undefined> {
    const [row] = await this.#tx.select().from(staff).where(eq(staff.login, login));
    return row === undefined ? undefined : recordOf(row);
  }

  async byId(id: string): Promise<StaffRecord | undefined> {
    const [row] = await this.#tx.select().from(staff).where(eq(staff.id, id));
    return row === undefined ? undefined : recordOf(row);
  }

  async reviewersOf(region: Region): Promise<readonly Reviewer[]> {
    const code = region.city ?? region.province;
    const rows = await this.#tx
      .select()
      .from(staff)
      .where(sql`not ${staff.disabled} and ${staff.roles} ? 'op' and ${staff.regions} ? ${code}`)
      .orderBy(staff.name);
    return rows.map(({ id, name, regions }) => ({ id, name, regions }));
  }

  async save(record: StaffRecord): Promise<void> {
    const { id, ...rest } = record;
    const row = { ...rest, passwordHash: rest.passwordHash ?? null, sealedTotpSecret: rest.sealedTotpSecret ?? null };
    await this.#tx
      .insert(staff)
      .values({ id, ...row })
      .onConflictDoUpdate({ target: staff.id, set: row });
  }

  async invite(token: string, invitation: StaffInvitation): Promise<void> {
    await this.#tx.insert(staffInvitations).values({ tokenHash: sessionHash(token), ...invitation });
  }

  async invitation(token: string): Promise<StaffInvitation | undefined> {
    const [row] = await this.#tx
      .select()
      .from(staffInvitations)
      .where(eq(staffInvitations.tokenHash, sessionHash(token)))
      .for('update');
    return row;
  }

  async dropInvitation(token: string): Promise<void> {
    await this.#tx.delete(staffInvitations).where(eq(staffInvitations.tokenHash, sessionHash(token)));
  }
}

function recordOf(row: Row): StaffRecord {
  return { ...row, passwordHash: row.passwordHash ?? undefined, sealedTotpSecret: row.sealedTotpSecret ?? undefined };
}
