import { sql } from 'drizzle-orm';
import type { JobOptions, JobPayload, Jobs } from '../../kernel/jobs.ts';
import type { Queryable } from './database.ts';

/** Queues graphile-worker jobs through SQL, in the caller's own transaction. */
export class PgJobs implements Jobs {
  readonly #tx: Queryable;

  constructor(tx: Queryable) {
    this.#tx = tx;
  }

  async enqueue(name: string, payload: JobPayload, options: JobOptions = {}): Promise<void> {
    await this.#tx.execute(sql`select graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json,
      run_at => ${options.runAt?.toISOString() ?? null}::timestamptz, max_attempts => ${options.maxAttempts ?? 12}::int, job_key => ${options.key ?? null}::text)`);
  }
}
