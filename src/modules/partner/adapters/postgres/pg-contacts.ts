import type { Tx } from '../../../../adapters/postgres/database.ts';
import type { Contacts } from '../../ports/contacts.ts';
import { contacts } from './schema.ts';

export class PgContacts implements Contacts {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  async addAdministrator(partnerId: string, accountId: string): Promise<void> {
    await this.#tx.insert(contacts).values({ partnerId, accountId, role: 'supplier_admin' }).onConflictDoNothing();
  }
}
