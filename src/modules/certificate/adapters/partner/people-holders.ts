import { Missing } from '../../../../kernel/domain-error.ts';
import type { People } from '../../../partner/published/people.ts';
import { type AccountHolder, AccountHolders } from '../../ports/account-holders.ts';

export class PeopleHolders extends AccountHolders {
  readonly #people: People;

  constructor(people: People) {
    super();
    this.#people = people;
  }

  override async byId(accountId: string): Promise<AccountHolder> {
    const card = await this.#people.byId(accountId);
    if (card === undefined) throw new Missing();
    const { idFingerprint, ...rest } = card;
    // A PrintableString cannot carry base64url: the same octets in hexadecimal.
    return { ...rest, identityHash: idFingerprint && Buffer.from(idFingerprint, 'base64url').toString('hex').slice(0, 40) };
  }

  override async sendCode(accountId: string, code: string): Promise<void> {
    await this.#people.sendSms(accountId, { template: 'verification-code', params: { code } });
  }
}
