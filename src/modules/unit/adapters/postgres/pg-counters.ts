import { and, eq, gt, or, sql } from 'drizzle-orm';
import type { Tx } from '../../../../adapters/postgres/database.ts';
import { isUuid } from '../../../../adapters/postgres/is-uuid.ts';
import { Missing } from '../../../../kernel/domain-error.ts';
import { type CheckNode, FailureTally } from '../../domain/failure-tally.ts';
import type { Invitation } from '../../domain/invitation.ts';
import type { RecentTransfers } from '../../domain/transfer-limits.ts';
import type { FailureTallies, Invitations, TransferRequest, TransferRequests } from '../../ports/units.ts';
import { failureTallies, invitations, transfers } from './schema.ts';

export class PgFailureTallies implements FailureTallies {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  async of(accountId: string, node: CheckNode): Promise<FailureTally> {
    const [row] = await this.#tx
      .select()
      .from(failureTallies)
      .where(and(eq(failureTallies.accountId, accountId), eq(failureTallies.node, node)))
      .for('update');
    return new FailureTally(accountId, node, row?.recognition, row?.registry);
  }

  async save({ accountId, node, recognition, registry }: FailureTally): Promise<void> {
    const counts = { recognition, registry };
    await this.#tx
      .insert(failureTallies)
      .values({ accountId, node, ...counts })
      .onConflictDoUpdate({ target: [failureTallies.accountId, failureTallies.node], set: counts });
  }
}

export class PgTransferRequests implements TransferRequests {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  async since(from: Date, request: Pick<TransferRequest, 'account' | 'companyCode' | 'requestedBy'>): Promise<RecentTransfers> {
    const { account, companyCode, requestedBy } = request;
    // Always in one order, so that two requests never wait for each other.
    for (const counted of [`account:${account}`, `company:${companyCode}`, `person:${requestedBy}`].sort()) {
      await this.#tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`unit.transfer:${counted}`}, 0))`);
    }
    const rows = await this.#tx
      .select()
      .from(transfers)
      .where(
        and(
          gt(transfers.requestedAt, from),
          or(eq(transfers.account, account), eq(transfers.companyCode, companyCode), eq(transfers.requestedBy, requestedBy)),
        ),
      );
    const times = (of: (row: (typeof rows)[number]) => boolean) => rows.filter(of).map((row) => row.requestedAt);
    return {
      ofBankAccount: times((row) => row.account === account),
      ofCompany: times((row) => row.companyCode === companyCode),
      ofPerson: times((row) => row.requestedBy === requestedBy),
    };
  }

  async add(request: TransferRequest): Promise<void> {
    await this.#tx.insert(transfers).values(request);
  }
}

export class PgInvitations implements Invitations {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  async byId(invitationId: string): Promise<Invitation> {
    if (!isUuid(invitationId)) throw new Missing();
    const [row] = await this.#tx.select().from(invitations).where(eq(invitations.id, invitationId));
    if (row === undefined) throw new Missing();
    return row;
  }

  async countSince(unitId: string, from: Date): Promise<number> {
    return this.#tx.$count(invitations, and(eq(invitations.unitId, unitId), gt(invitations.at, from)));
  }

  async add(invitation: Invitation): Promise<void> {
    await this.#tx.insert(invitations).values(invitation);
  }
}
