import { and, eq } from 'drizzle-orm';
import type { Tx } from '../../../../adapters/postgres/database.ts';
import { isUuid } from '../../../../adapters/postgres/is-uuid.ts';
import type { PgOutbox } from '../../../../adapters/postgres/module-stores.ts';
import { Missing } from '../../../../kernel/domain-error.ts';
import { AdministratorApplication, type AdministratorApplicationRecord } from '../../domain/administrator-application.ts';
import { JoinRequest, type JoinRequestRecord } from '../../domain/join-request.ts';
import { RemovalRequest, type RemovalRequestRecord } from '../../domain/removal-request.ts';
import { ApplicationAlreadyPending, JoinAlreadyPending, RemovalAlreadyPending } from '../../domain/unit-errors.ts';
import type { AdministratorApplications, JoinRequests, RemovalRequests } from '../../ports/units.ts';
import { brokeUnique } from './broke-unique.ts';
import { applications, joinRequests, removalRequests } from './schema.ts';

export function joinRequestOf(row: typeof joinRequests.$inferSelect): JoinRequestRecord {
  return { ...row, decidedAt: row.decidedAt ?? undefined, decidedBy: row.decidedBy ?? undefined, reason: row.reason ?? undefined };
}

export function removalRequestOf(row: typeof removalRequests.$inferSelect): RemovalRequestRecord {
  return { ...row, decidedAt: row.decidedAt ?? undefined, decidedBy: row.decidedBy ?? undefined };
}

export class PgJoinRequests implements JoinRequests {
  readonly #tx: Tx;
  readonly #outbox: PgOutbox;

  constructor(tx: Tx, outbox: PgOutbox) {
    this.#tx = tx;
    this.#outbox = outbox;
  }

  async byId(requestId: string): Promise<JoinRequest> {
    if (!isUuid(requestId)) throw new Missing();
    const [row] = await this.#tx.select().from(joinRequests).where(eq(joinRequests.id, requestId)).for('update');
    if (row === undefined) throw new Missing();
    return JoinRequest.restore(joinRequestOf(row));
  }

  async pending(unitId: string, accountId: string): Promise<JoinRequest | undefined> {
    const { unitId: unit, accountId: account, state } = joinRequests;
    const [row] = await this.#tx
      .select()
      .from(joinRequests)
      .where(and(eq(unit, unitId), eq(account, accountId), eq(state, 'pending')));
    return row === undefined ? undefined : JoinRequest.restore(joinRequestOf(row));
  }

  async save(request: JoinRequest): Promise<void> {
    const row = request.record;
    const saved = this.#tx.insert(joinRequests).values(row).onConflictDoUpdate({ target: joinRequests.id, set: row });
    await brokeUnique(saved, 'one_pending_join', () => new JoinAlreadyPending());
    await this.#outbox.append(request);
  }
}

export class PgRemovalRequests implements RemovalRequests {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  async byId(requestId: string): Promise<RemovalRequest> {
    if (!isUuid(requestId)) throw new Missing();
    const [row] = await this.#tx.select().from(removalRequests).where(eq(removalRequests.id, requestId)).for('update');
    if (row === undefined) throw new Missing();
    return RemovalRequest.restore(removalRequestOf(row));
  }

  async pending(unitId: string, accountId: string): Promise<RemovalRequest | undefined> {
    const { unitId: unit, accountId: account, state } = removalRequests;
    const [row] = await this.#tx
      .select()
      .from(removalRequests)
      .where(and(eq(unit, unitId), eq(account, accountId), eq(state, 'pending')));
    return row === undefined ? undefined : RemovalRequest.restore(removalRequestOf(row));
  }

  async save(request: RemovalRequest): Promise<void> {
    const row = request.record;
    const saved = this.#tx.insert(removalRequests).values(row).onConflictDoUpdate({ target: removalRequests.id, set: row });
    await brokeUnique(saved, 'one_pending_removal', () => new RemovalAlreadyPending());
  }
}

export function applicationOf(row: typeof applications.$inferSelect): AdministratorApplicationRecord {
  return { ...row, decidedAt: row.decidedAt ?? undefined, reason: row.reason ?? undefined };
}

export class PgAdministratorApplications implements AdministratorApplications {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  async byId(applicationId: string): Promise<AdministratorApplication> {
    if (!isUuid(applicationId)) throw new Missing();
    const [row] = await this.#tx.select().from(applications).where(eq(applications.id, applicationId)).for('update');
    if (row === undefined) throw new Missing();
    return AdministratorApplication.restore(applicationOf(row));
  }

  async hasPending(unitId: string): Promise<boolean> {
    const rows = await this.#tx
      .select({ id: applications.id })
      .from(applications)
      .where(and(eq(applications.unitId, unitId), eq(applications.state, 'pending')));
    return rows.length > 0;
  }

  async save(application: AdministratorApplication): Promise<void> {
    const row = application.record;
    const saved = this.#tx.insert(applications).values(row).onConflictDoUpdate({ target: applications.id, set: row });
    await brokeUnique(saved, 'one_pending_application', () => new ApplicationAlreadyPending());
  }
}
