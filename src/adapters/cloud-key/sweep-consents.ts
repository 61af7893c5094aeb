import { JobHandler } from '../../kernel/jobs.ts';
import type { CloudKey } from './cloud-key.ts';

/** Removes consents that nobody used in their two minutes. */
export class SweepConsents extends JobHandler {
  readonly name = 'keys.sweep-consents';
  override readonly cron = '*/10 * * * *';
  readonly #keys: CloudKey;

  constructor(keys: CloudKey) {
    super();
    this.#keys = keys;
  }

  override async handle(): Promise<void> {
    await this.#keys.sweep();
  }
}
