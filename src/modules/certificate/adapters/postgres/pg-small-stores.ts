import { eq } from 'drizzle-orm';
import type { Tx } from '../../../../adapters/postgres/database.ts';
import type { PinResetCode } from '../../domain/pin-reset.ts';
import type { SurplusLot } from '../../domain/surplus-lot.ts';
import { BlockedKeys, PinResetCodes, SurplusLots } from '../../ports/certificate-work.ts';
import { blockedKeys, pinResets, surplusLots } from './schema.ts';

export class PgSurplusLots extends SurplusLots {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    super();
    this.#tx = tx;
  }

  override async add(lot: SurplusLot): Promise<void> {
    await this.#tx.insert(surplusLots).values(lot);
  }
}

export class PgBlockedKeys extends BlockedKeys {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    super();
    this.#tx = tx;
  }

  override async has(keyHash: string): Promise<boolean> {
    return (await this.#tx.select().from(blockedKeys).where(eq(blockedKeys.keyHash, keyHash))).length > 0;
  }

  override async add(keyHash: string, at: Date): Promise<void> {
    await this.#tx.insert(blockedKeys).values({ keyHash, at }).onConflictDoNothing();
  }
}

export class PgPinResetCodes extends PinResetCodes {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    super();
    this.#tx = tx;
  }

  override async of(accountId: string): Promise<PinResetCode | undefined> {
    const [row] = await this.#tx.select().from(pinResets).where(eq(pinResets.accountId, accountId)).for('update');
    return row;
  }

  override async put(code: PinResetCode): Promise<void> {
    await this.#tx.insert(pinResets).values(code).onConflictDoUpdate({ target: pinResets.accountId, set: code });
  }

  override async remove(accountId: string): Promise<void> {
    await this.#tx.delete(pinResets).where(eq(pinResets.accountId, accountId));
  }
}
