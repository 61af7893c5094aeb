import type { Logger } from 'pino';
import type { PgAuditLog } from './pg-audit-log.ts';

/** Seals new audit rows every second while the process runs. A failure is logged and tried again: the rows are safe, only not yet chained. */
export class AuditSealer {
  readonly #log: PgAuditLog;
  readonly #logger: Logger;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(log: PgAuditLog, logger: Logger) {
    this.#log = log;
    this.#logger = logger;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#running = this.#running.then(() => this.#seal());
    }, 1000);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
    await this.#seal();
  }

  async #seal(): Promise<void> {
    try {
      await this.#log.seal();
    } catch (error) {
      this.#logger.error({ err: error }, 'audit rows could not be sealed');
    }
  }
}
