import type { Account } from '../domain/account.ts';

export abstract class Accounts {
  /** Locks the row until the transaction ends. Throws Missing. */
  abstract byId(id: string): Promise<Account>;
  /** By mobile number or mail address. */
  abstract byLogin(login: string): Promise<Account | undefined>;
  abstract byMobile(mobile: string): Promise<Account | undefined>;
  abstract save(account: Account): Promise<void>;
}
