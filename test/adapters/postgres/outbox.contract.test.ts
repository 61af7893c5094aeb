import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Tx } from '../../../src/adapters/postgres/database.ts';
import { EventRoutes } from '../../../src/adapters/postgres/event-routes.ts';
import { JobWorker } from '../../../src/adapters/postgres/job-worker.ts';
import { PgInbox, PgOperations, PgOutbox } from '../../../src/adapters/postgres/module-stores.ts';
import { PgJobs } from '../../../src/adapters/postgres/pg-jobs.ts';
import { PgUnitOfWork } from '../../../src/adapters/postgres/pg-unit-of-work.ts';
import { StoreTools } from '../../../src/adapters/postgres/store-tools.ts';
import { SystemClock } from '../../../src/adapters/system/system-clock.ts';
import { SystemIds } from '../../../src/adapters/system/system-ids.ts';
import { Aggregate, type DomainEvent } from '../../../src/kernel/aggregate.ts';
import { type Delivered, Subscriber } from '../../../src/kernel/events.ts';
import { JobHandler } from '../../../src/kernel/jobs.ts';
import * as partner from '../../../src/modules/partner/adapters/postgres/schema.ts';
import * as unit from '../../../src/modules/unit/adapters/postgres/schema.ts';
import { freshDatabase } from '../../support/database.ts';

class Lamp extends Aggregate<DomainEvent & { readonly name: string }> {
  light(name: string): void {
    this.raise({ type: 'test.lamp-lit', name });
  }
}

let database: Database;
let worker: JobWorker;
const routes = new EventRoutes();
const heard: string[] = [];
/** What happens to a delivery, by the name of the lamp: how often its handler still fails, and when. */
const failures = new Map<string, { before: number; after: number }>();

const stores = (tx: Tx) => ({
  tx,
  outbox: new PgOutbox(tx, 'partner', partner, new StoreTools(new SystemIds(), new SystemClock(), routes)),
  jobs: new PgJobs(tx),
  operations: new PgOperations(tx, partner),
});
const work = () => new PgUnitOfWork(database, stores);

/** Counts lamps in the unit's tables: the effect and the note of having done it are one transaction. */
class WhenLampLit extends Subscriber {
  override readonly name: string;
  override readonly event = 'test.lamp-lit';
  constructor(name: string) {
    super();
    this.name = name;
  }
  override async handle({ id, event }: Delivered<DomainEvent>): Promise<void> {
    const lamp = 'name' in event ? String(event.name) : '';
    heard.push(`${this.name} ${lamp}`);
    const failing = failures.get(`${this.name} ${lamp}`);
    if (failing !== undefined && failing.before-- > 0) throw new Error('fell before the work');
    await database.drizzle.transaction(async (tx) => {
      if (!(await new PgInbox(tx, unit).firstTime(id, this.name))) return;
      await tx.insert(unit.operations).values({ id: `${this.name} ${lamp} ${crypto.randomUUID()}`, answer: 'lit' });
    });
    if (failing !== undefined && failing.after-- > 0) throw new Error('fell after the work');
  }
}

class Broken extends JobHandler {
  override readonly name = 'test.broken';
  override async handle(): Promise<void> {
    throw new Error('this never works');
  }
}

async function light(name: string, thrown?: Error): Promise<void> {
  const lamp = new Lamp();
  lamp.light(name);
  await work().run(async ({ outbox, operations }) => {
    await operations.remember(`lit ${name}`, 'yes');
    await outbox.append(lamp);
    if (thrown !== undefined) throw thrown;
  });
}

const count = async (query: Promise<readonly unknown[]>) => (await query).length;
const effects = (lamp: string) => count(database.sql`select 1 from unit.operations where strpos(id, ${` ${lamp} `}) > 0`);
const queued = (lamp: string) =>
  count(
    database.sql`select 1 from graphile_worker.jobs j join partner.outbox o on strpos(j.key, o.id::text) > 0 where o.event->>'name' = ${lamp}`,
  );

async function until(holds: () => Promise<boolean>, seconds = 15): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('waited in vain');
    await new Promise((done) => setTimeout(done, 40));
  }
}

beforeAll(async () => {
  database = await freshDatabase();
  routes.register([new WhenLampLit('first-watcher'), new WhenLampLit('second-watcher')]);
  const parts = { database, routes, handlers: [new Broken()], outboxes: { partner, unit }, logger: pino({ level: 'silent' }) };
  worker = new JobWorker(parts);
});
afterAll(async () => {
  await worker.stop();
  await database.close();
});

describe('what is saved, told and queued', { sequential: true }, () => {
  it('is one transaction: an error thrown at its end leaves nothing', async () => {
    await expect(light('red', new Error('at the last moment'))).rejects.toThrow('at the last moment');
    expect(await count(database.sql`select 1 from partner.outbox where event->>'name' = 'red'`)).toBe(0);
    expect(await count(database.sql`select 1 from partner.operations where id = 'lit red'`)).toBe(0);
    expect(await count(database.sql`select 1 from graphile_worker.jobs`)).toBe(0);
  });

  it('waits, one delivery for each subscriber, until a worker runs', async () => {
    await light('green');
    expect(await count(database.sql`select 1 from partner.outbox where event->>'name' = 'green'`)).toBe(1);
    expect(await queued('green')).toBe(2);
    expect(heard).toEqual([]);
  });

  it('is delivered to each subscriber once the worker runs', async () => {
    await worker.start(2);
    await until(async () => (await effects('green')) === 2);
    await until(async () => (await queued('green')) === 0);
  });

  it('an aggregate that is saved again tells nothing twice', async () => {
    const lamp = new Lamp();
    lamp.light('once');
    await work().run(({ outbox }) => outbox.append(lamp));
    await work().run(({ outbox }) => outbox.append(lamp));
    expect(await count(database.sql`select 1 from partner.outbox where event->>'name' = 'once'`)).toBe(1);
  });

  it('is delivered again after a fall before the work, and the other subscriber does not wait for it', async () => {
    failures.set('first-watcher blue', { before: 1, after: 0 });
    await light('blue');
    await until(async () => (await effects('blue')) === 2);
    expect(heard.filter((line) => line === 'first-watcher blue')).toHaveLength(2);
    expect(heard.filter((line) => line === 'second-watcher blue')).toHaveLength(1);
  }, 30_000);

  it('is delivered again after a fall behind the work, and has its effect once', async () => {
    failures.set('first-watcher white', { before: 0, after: 1 });
    await light('white');
    await until(async () => heard.filter((line) => line === 'first-watcher white').length === 2);
    await until(async () => (await queued('white')) === 0);
    expect(await effects('white')).toBe(2);
  }, 30_000);

  it('a form sent twice at the same moment is answered once', async () => {
    let done = 0;
    const form = () =>
      work().run(async ({ operations }) => {
        const known = await operations.answerTo('form-1');
        if (known !== undefined) return known;
        await new Promise((wait) => setTimeout(wait, 50));
        done++;
        await operations.remember('form-1', `answer ${done}`);
        return `answer ${done}`;
      });
    expect(await Promise.all([form(), form(), form()])).toEqual(['answer 1', 'answer 1', 'answer 1']);
    expect(done).toBe(1);
  });

  it('what fails for the last time stands in quarantine with its reason, and its job is kept', async () => {
    await work().run(({ jobs }) => jobs.enqueue('test.broken', { order: 'o-1' }, { maxAttempts: 1 }));
    await until(async () => (await count(database.sql`select 1 from kernel.quarantine`)) === 1);
    const [row] = await database.sql`select what, detail from kernel.quarantine`;
    expect(row).toMatchObject({ what: 'test.broken', detail: '{"order":"o-1"}: this never works' });
    expect(await database.sql`select last_error from graphile_worker.jobs where task_identifier = 'test.broken'`).toMatchObject([
      { last_error: expect.stringContaining('this never works') },
    ]);
  });
});
