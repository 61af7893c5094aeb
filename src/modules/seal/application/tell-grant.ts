import { JobHandler, type JobPayload } from '../../../kernel/jobs.ts';
import type { People } from '../ports/people.ts';
import { grantLetters } from './seal-letters.ts';

export const tellGrantJob = 'seal.tell-grant';

/** PLT-029: what the administrator decided about a member's grant. */
export class TellGrant extends JobHandler {
  readonly name = tellGrantJob;

  constructor(private readonly people: People) {
    super();
  }

  async handle(payload: JobPayload): Promise<void> {
    const text = grantLetters[String(payload['step'])];
    if (text === undefined) throw new Error(`no message is called ${String(payload['step'])}`);
    await this.people.notify(String(payload['accountId']), text(String(payload['unitName'])));
  }
}
