import { eq } from 'drizzle-orm';
import type { Tx } from '../../../../adapters/postgres/database.ts';
import { isUuid } from '../../../../adapters/postgres/is-uuid.ts';
import type { PersonalSeal } from '../../domain/personal-seal.ts';
import type { PersonalSeals } from '../../ports/personal-seals.ts';
import { personalSeals } from './schema.ts';

export class PgPersonalSeals implements PersonalSeals {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  async of(accountId: string): Promise<readonly PersonalSeal[]> {
    if (!isUuid(accountId)) return [];
    return this.#tx.select().from(personalSeals).where(eq(personalSeals.accountId, accountId)).orderBy(personalSeals.slot);
  }

  async put(seal: PersonalSeal): Promise<void> {
    const { id, picture, updatedAt } = seal;
    await this.#tx
      .insert(personalSeals)
      .values(seal)
      .onConflictDoUpdate({ target: [personalSeals.accountId, personalSeals.slot], set: { id, picture, updatedAt } });
  }
}
