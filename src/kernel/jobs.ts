export interface JobOptions {
  readonly runAt?: Date;
  /** A second job with the same key replaces the first while it waits. */
  readonly key?: string;
  readonly maxAttempts?: number;
}

export type JobPayload = Readonly<Record<string, string | number | boolean | null>>;

/** Queues work in the running transaction: the job exists exactly when the change it belongs to was committed. */
export abstract class Jobs {
  abstract enqueue(name: string, payload: JobPayload, options?: JobOptions): Promise<void>;
}

/** Does one kind of job. Runs at least once: it must be repeatable. A thrown error is tried again with back-off. */
export abstract class JobHandler {
  abstract readonly name: string;
  /** crontab line (five fields, UTC) for work that the clock starts. */
  readonly cron?: string;
  abstract handle(payload: JobPayload): Promise<void>;
}
