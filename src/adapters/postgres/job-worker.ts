import { eq, sql } from 'drizzle-orm';
import { Logger as GraphileLogger, parseCronItems, type Runner, run, type TaskList } from 'graphile-worker';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { JobHandler } from '../../kernel/jobs.ts';
import type { Database } from './database.ts';
import type { EventRoutes } from './event-routes.ts';
import { quarantine } from './kernel-schema.ts';
import type { ModuleTables } from './module-tables.ts';

const payloadShape = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const deliveryShape = z.object({ module: z.string(), eventId: z.string(), subscriber: z.string() });

interface FailedJob {
  readonly id: string;
  readonly task_identifier: string;
  readonly payload: unknown;
}

export interface JobWorkerParts {
  readonly database: Database;
  readonly handlers: readonly JobHandler[];
  readonly routes: EventRoutes;
  /** The outbox of each module, by module name. */
  readonly outboxes: Readonly<Record<string, ModuleTables>>;
  readonly logger: Logger;
}

/** Runs jobs and event deliveries on graphile-worker, which brings a small `pg` pool of its own on the same server. */
export class JobWorker {
  readonly #parts: JobWorkerParts;
  #runner: Runner | undefined;

  constructor(parts: JobWorkerParts) {
    this.#parts = parts;
  }

  /** `tasks` says how many jobs run at once. */
  async start(tasks = 3): Promise<void> {
    this.#runner = await run({
      connectionString: this.#parts.database.connectionString,
      concurrency: tasks,
      maxPoolSize: tasks + 1,
      pollInterval: 2000,
      noHandleSignals: true,
      taskList: this.#taskList(),
      parsedCronItems: this.#cronItems(),
      logger: quiet(this.#parts.logger),
    });
    this.#runner.events.on('job:failed', ({ job, error }) => void this.#quarantine(job, error));
  }

  /** Tried for the last time: it stands where operators look, and the log says so. The job itself stays in its table, to be tried again by hand. */
  async #quarantine(job: FailedJob, error: unknown): Promise<void> {
    const detail = `${JSON.stringify(job.payload)}: ${error instanceof Error ? error.message : String(error)}`.slice(0, 2000);
    this.#parts.logger.error({ jobs: true, job: job.id, task: job.task_identifier, err: error }, 'a job failed for the last time');
    try {
      await this.#parts.database.drizzle.insert(quarantine).values({ id: sql`gen_random_uuid()`, what: job.task_identifier, detail });
    } catch (failed) {
      this.#parts.logger.error({ jobs: true, job: job.id, err: failed }, 'and could not be put aside');
    }
  }

  async stop(): Promise<void> {
    await this.#runner?.stop();
  }

  /** As items, not as crontab text: that allows no dot in a name. */
  #cronItems() {
    const items = this.#parts.handlers.flatMap(({ name, cron }) =>
      cron === undefined ? [] : [{ task: name, match: cron, identifier: name }],
    );
    return parseCronItems(items);
  }

  #taskList(): TaskList {
    const tasks: TaskList = { 'deliver-event': (payload) => this.#deliver(payload) };
    for (const handler of this.#parts.handlers) {
      tasks[handler.name] = async (payload) => {
        const given = z.record(z.string(), z.unknown()).parse(payload ?? {});
        const rest = Object.fromEntries(Object.entries(given).filter(([key]) => key !== '_cron')); // set by the crontab
        await handler.handle(payloadShape.parse(rest));
      };
    }
    return tasks;
  }

  async #deliver(payload: unknown): Promise<void> {
    const { module, eventId, subscriber } = deliveryShape.parse(payload);
    const outbox = this.#parts.outboxes[module]?.outbox;
    const target = this.#parts.routes.subscriber(subscriber);
    if (outbox === undefined || target === undefined) throw new Error(`no subscriber ${subscriber} for events of ${module}`);
    const [row] = await this.#parts.database.drizzle.select().from(outbox).where(eq(outbox.id, eventId));
    if (row === undefined) throw new Error(`event ${eventId} of ${module} is not in its outbox`);
    await target.handle({ id: row.id, at: row.at.toISOString(), event: row.event });
  }
}

/** Makes graphile-worker's own schema: needed before the first transaction queues a job. */
export async function installJobs(database: Database): Promise<void> {
  const { runMigrations } = await import('graphile-worker');
  await database.drizzle.execute(sql`select 1`);
  await runMigrations({ connectionString: database.connectionString });
}

function quiet(logger: Logger) {
  // The library's own levels; what it calls info is noise here.
  return new GraphileLogger(() => (level, message) => {
    if (level === 'error') logger.error({ jobs: true }, message);
    else if (level === 'warning') logger.warn({ jobs: true }, message);
    else logger.trace({ jobs: true }, message);
  });
}
