import { UnitOfWork } from '../../kernel/unit-of-work.ts';
import type { Database, Tx } from './database.ts';

/** One PostgreSQL transaction (read committed; stores lock the rows they load for change). */
export class PgUnitOfWork<Stores> extends UnitOfWork<Stores> {
  readonly #database: Database;
  readonly #stores: (tx: Tx) => Stores;

  constructor(database: Database, stores: (tx: Tx) => Stores) {
    super();
    this.#database = database;
    this.#stores = stores;
  }

  run<T>(work: (stores: Stores) => Promise<T>): Promise<T> {
    return this.#database.drizzle.transaction((tx) => work(this.#stores(tx)));
  }
}
