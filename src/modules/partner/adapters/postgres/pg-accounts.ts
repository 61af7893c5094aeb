import { eq, or, sql } from 'drizzle-orm';
import type { Tx } from '../../../../adapters/postgres/database.ts';
import type { PgOutbox } from '../../../../adapters/postgres/module-stores.ts';
import { Missing } from '../../../../kernel/domain-error.ts';
import { Account, type AccountRecord, type Identity } from '../../domain/account.ts';
import type { Accounts } from '../../ports/accounts.ts';
import { accounts } from './schema.ts';

type Row = typeof accounts.$inferSelect;

export class PgAccounts implements Accounts {
  readonly #tx: Tx;
  readonly #outbox: PgOutbox;

  constructor(tx: Tx, outbox: PgOutbox) {
    this.#tx = tx;
    this.#outbox = outbox;
  }

  async byId(id: string): Promise<Account> {
    const [row] = await this.#tx.select().from(accounts).where(eq(accounts.id, id)).for('update');
    if (row === undefined) throw new Missing();
    return Account.restore(accountOf(row));
  }

  async byLogin(login: string): Promise<Account | undefined> {
    const [row] = await this.#tx
      .select()
      .from(accounts)
      .where(or(eq(accounts.mobile, login), eq(sql`lower(${accounts.mail})`, login)))
      .orderBy(accounts.id)
      .limit(1);
    return row === undefined ? undefined : Account.restore(accountOf(row));
  }

  async byMobile(mobile: string): Promise<Account | undefined> {
    const [row] = await this.#tx.select().from(accounts).where(eq(accounts.mobile, mobile)).for('update');
    return row === undefined ? undefined : Account.restore(accountOf(row));
  }

  async save(account: Account): Promise<void> {
    const { id, ...record } = account.record;
    const row = { ...record, passwordHash: record.passwordHash ?? null, idFingerprint: record.identity.idFingerprint ?? null };
    await this.#tx
      .insert(accounts)
      .values({ id, ...row })
      .onConflictDoUpdate({ target: accounts.id, set: row });
    await this.#outbox.append(account);
  }
}

export function accountOf(row: Row): AccountRecord {
  return {
    id: row.id,
    name: row.name,
    mobile: row.mobile,
    mail: row.mail,
    passwordHash: row.passwordHash ?? undefined,
    mustChangePassword: row.mustChangePassword,
    disabled: row.disabled,
    identity: identityOf(row.identity),
  };
}

/** JSON has no `undefined`: absent members come back as such. */
function identityOf(stored: Partial<Identity>): Identity {
  return {
    state: stored.state ?? 'unverified',
    name: stored.name,
    sealedId: stored.sealedId,
    idFingerprint: stored.idFingerprint,
    portraitBlobId: stored.portraitBlobId,
    emblemBlobId: stored.emblemBlobId,
    faceCheckId: stored.faceCheckId,
    faceDay: stored.faceDay,
    faceTries: stored.faceTries ?? 0,
  };
}
