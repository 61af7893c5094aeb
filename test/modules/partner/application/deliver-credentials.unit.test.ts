import { describe, expect, it } from 'vitest';
import { SystemIds } from '../../../../src/adapters/system/system-ids.ts';
import { accepted } from '../../../../src/kernel/outside.ts';
import { DeliverCredentials } from '../../../../src/modules/partner/application/deliver-credentials.ts';
import { Account } from '../../../../src/modules/partner/domain/account.ts';
import { Messages } from '../../../../src/modules/partner/ports/messages.ts';
import { type PartnerStores, PartnerWork } from '../../../../src/modules/partner/ports/partner-work.ts';
import { Passwords } from '../../../../src/modules/partner/ports/passwords.ts';

class OneAccount extends PartnerWork {
  constructor(readonly account: Account) {
    super();
  }
  override run<T>(work: (stores: PartnerStores) => Promise<T>): Promise<T> {
    const stores = {
      accounts: { byId: async () => this.account, save: async () => {} },
      audit: { record: async () => {} },
      deliveries: { record: async () => {} },
    };
    return work(stores as unknown as PartnerStores);
  }
}

class ReadablePasswords extends Passwords {
  override async hash(password: string) {
    return `hash of ${password}`;
  }
  override async matches() {
    return false;
  }
}

class KeptMessages extends Messages {
  readonly sent: string[] = [];
  override async sms(mobile: string) {
    this.sent.push(mobile);
    return accepted({ messageId: '1' });
  }
  override async mail({ to }: { readonly to: string }) {
    this.sent.push(to);
    return accepted({ messageId: '2' });
  }
}

describe('delivering credentials', () => {
  const account = () => Account.open('a-1', '沈清禾', '13900000001', 'shen@heting.example');
  const deliver = (to: Account, messages: Messages) =>
    new DeliverCredentials(new OneAccount(to), new ReadablePasswords(), messages, new SystemIds(), 'http://127.0.0.1').handle({
      accountId: 'a-1',
    });

  it('PAR-008, PAR-012: a password for one sign-in goes out by SMS and by mail', async () => {
    const [opened, messages] = [account(), new KeptMessages()];
    await deliver(opened, messages);
    expect(messages.sent).toEqual(['13900000001', 'shen@heting.example']);
    expect(opened.record).toMatchObject({ mustChangePassword: true, passwordHash: expect.stringMatching(/^hash of \S+$/) });
  });

  it('PAR-012: a delivery that runs again never takes away a password that the person has chosen', async () => {
    const [chosen, messages] = [account(), new KeptMessages()];
    chosen.choosePassword('own');
    await deliver(chosen, messages);
    expect(chosen.record).toMatchObject({ mustChangePassword: false, passwordHash: 'own' });
    expect(messages.sent).toEqual([]);
  });
});
