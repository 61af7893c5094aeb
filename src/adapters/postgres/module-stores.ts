import { eq, sql } from 'drizzle-orm';
import type { Aggregate, DomainEvent } from '../../kernel/aggregate.ts';
import type { Inbox, Operations } from '../../kernel/events.ts';
import type { Tx } from './database.ts';
import type { ModuleTables } from './module-tables.ts';
import { PgJobs } from './pg-jobs.ts';
import type { StoreTools } from './store-tools.ts';

/** Writes the events of an aggregate to its module's outbox and queues one delivery job for each subscriber: all in one transaction. */
export class PgOutbox {
  readonly #tx: Tx;
  readonly #module: string;
  readonly #tables: ModuleTables;
  readonly #tools: StoreTools;

  constructor(tx: Tx, module: string, tables: ModuleTables, tools: StoreTools) {
    this.#tx = tx;
    this.#module = module;
    this.#tables = tables;
    this.#tools = tools;
  }

  async append<E extends DomainEvent>(aggregate: Aggregate<E>): Promise<void> {
    const jobs = new PgJobs(this.#tx);
    for (const event of aggregate.releaseEvents()) {
      const id = this.#tools.ids.next();
      await this.#tx.insert(this.#tables.outbox).values({ id, type: event.type, event, at: this.#tools.clock.now() });
      for (const subscriber of this.#tools.routes.namesFor(event.type)) {
        await jobs.enqueue('deliver-event', { module: this.#module, eventId: id, subscriber }, { key: `${subscriber}:${id}` });
      }
    }
  }
}

export class PgInbox implements Inbox {
  readonly #tx: Tx;
  readonly #table: ModuleTables['inbox'];

  constructor(tx: Tx, tables: ModuleTables) {
    this.#tx = tx;
    this.#table = tables.inbox;
  }

  async firstTime(eventId: string, subscriber: string): Promise<boolean> {
    const rows = await this.#tx.insert(this.#table).values({ eventId, subscriber }).onConflictDoNothing().returning();
    return rows.length === 1;
  }
}

export class PgOperations implements Operations {
  readonly #tx: Tx;
  readonly #table: ModuleTables['operations'];

  constructor(tx: Tx, tables: ModuleTables) {
    this.#tx = tx;
    this.#table = tables.operations;
  }

  /** The same form sent twice at the same moment: the second waits here until the first has its answer. */
  async answerTo(operationId: string): Promise<string | undefined> {
    await this.#tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${operationId}, 0))`);
    const [row] = await this.#tx.select().from(this.#table).where(eq(this.#table.id, operationId));
    return row?.answer;
  }

  /** A second transaction that remembers the same operation fails on the primary key and is rolled back whole. */
  async remember(operationId: string, answer: string): Promise<void> {
    await this.#tx.insert(this.#table).values({ id: operationId, answer });
  }
}
