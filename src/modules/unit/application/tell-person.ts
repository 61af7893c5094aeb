import { JobHandler, type JobPayload } from '../../../kernel/jobs.ts';
import type { Persons } from '../ports/persons.ts';
import { tellPersonJob } from './send-transfer.ts';
import { unitLetters } from './unit-letters.ts';

/** PLT-029: a short message about what somebody else, or time, changed for the person. */
export class TellPerson extends JobHandler {
  readonly name = tellPersonJob;

  constructor(private readonly persons: Persons) {
    super();
  }

  async handle(payload: JobPayload): Promise<void> {
    const text = unitLetters[String(payload['what'])];
    if (text === undefined) throw new Error(`no message is called ${String(payload['what'])}`);
    await this.persons.notify(String(payload['accountId']), text(String(payload['unitName'])));
  }
}
