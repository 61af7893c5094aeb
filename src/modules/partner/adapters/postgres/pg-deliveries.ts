import type { Tx } from '../../../../adapters/postgres/database.ts';
import type { StoreTools } from '../../../../adapters/postgres/store-tools.ts';
import type { Deliveries, DeliveryChannel } from '../../ports/deliveries.ts';
import { deliveries } from './schema.ts';

export class PgDeliveries implements Deliveries {
  readonly #tx: Tx;
  readonly #tools: StoreTools;

  constructor(tx: Tx, tools: StoreTools) {
    this.#tx = tx;
    this.#tools = tools;
  }

  async record(delivery: { accountId: string; channel: DeliveryChannel; to: string; outcome: string }): Promise<void> {
    const { to, ...rest } = delivery;
    await this.#tx.insert(deliveries).values({ id: this.#tools.ids.next(), at: this.#tools.clock.now(), recipient: to, ...rest });
  }
}
