import { inArray } from 'drizzle-orm';
import type { Database } from '../../../../adapters/postgres/database.ts';
import { DomainError, Missing } from '../../../../kernel/domain-error.ts';
import { maskedMobile } from '../../../../kernel/mobile.ts';
import type { Messages } from '../../ports/messages.ts';
import type { People, PersonCard, SmsText } from '../../published/people.ts';
import { accounts } from './schema.ts';

export class PgPeople implements People {
  readonly #database: Database;
  readonly #messages: Messages;

  constructor(database: Database, messages: Messages) {
    this.#database = database;
    this.#messages = messages;
  }

  async byId(accountId: string): Promise<PersonCard | undefined> {
    return (await this.byIds([accountId]))[0];
  }

  async byIds(accountIds: readonly string[]): Promise<readonly PersonCard[]> {
    if (accountIds.length === 0) return [];
    const rows = await this.#database.drizzle
      .select()
      .from(accounts)
      .where(inArray(accounts.id, [...accountIds]));
    return rows.map((row) => ({
      accountId: row.id,
      name: row.name,
      maskedMobile: maskedMobile(row.mobile),
      realNameVerified: row.identity.state === 'verified',
      idFingerprint: row.identity.state === 'verified' ? (row.idFingerprint ?? undefined) : undefined,
      sealedId: row.identity.state === 'verified' ? row.identity.sealedId : undefined,
    }));
  }

  async sendSms(accountId: string, text: SmsText): Promise<void> {
    const [row] = await this.#database.drizzle
      .select()
      .from(accounts)
      .where(inArray(accounts.id, [accountId]));
    if (row === undefined) throw new Missing();
    const sent = await this.#messages.sms(row.mobile, text.template, text.params);
    if (!sent.ok) throw new DomainError('unavailable', 'outside.sms-unavailable');
  }
}
