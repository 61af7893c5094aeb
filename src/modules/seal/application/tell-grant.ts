import { JobHandler, type JobPayload } from '../../../kernel/jobs.ts';
import type { People } from '../ports/people.ts';

export const tellGrantJob = 'seal.tell-grant';

const words: Readonly<Record<string, (unitName: string) => string>> = {
  approve: (unit) => `您申请使用${unit}印章已通过，可以登录印信签章`,
  reject: (unit) => `您申请使用${unit}印章未通过，请登录印信查看原因`,
  revoke: (unit) => `${unit}已收回您的印章授权`,
};

/** PLT-029: what the administrator decided about a member's grant. */
export class TellGrant extends JobHandler {
  readonly name = tellGrantJob;

  constructor(private readonly people: People) {
    super();
  }

  async handle(payload: JobPayload): Promise<void> {
    const text = words[String(payload['step'])];
    if (text === undefined) throw new Error(`no message is called ${String(payload['step'])}`);
    await this.people.notify(String(payload['accountId']), text(String(payload['unitName'])));
  }
}
