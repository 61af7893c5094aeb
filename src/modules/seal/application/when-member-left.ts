import { systemActor } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { SealWork } from '../ports/seal-work.ts';

const subscriber = 'seal.when-member-left';

/** UNI-038, SEA-018: who is out of the unit uses its seals no more. */
export class WhenMemberLeft {
  constructor(
    private readonly work: SealWork,
    private readonly clock: Clock,
  ) {}

  async execute(eventId: string, unitId: string, accountId: string): Promise<void> {
    await this.work.run(async ({ grants, inbox, audit }) => {
      if (!(await inbox.firstTime(eventId, subscriber))) return;
      for (const grant of await grants.ofUnit(unitId)) {
        if (grant.record.accountId !== accountId) continue;
        if (!grant.memberLeft({ accountId: 'system', name: subscriber }, this.clock.now())) continue;
        await grants.save(grant);
        const { state } = grant.record;
        await audit.record(systemActor(subscriber), 'seal.end-grant', { subject: 'seal.grant', subjectId: grant.id, to: state });
      }
    });
  }
}
