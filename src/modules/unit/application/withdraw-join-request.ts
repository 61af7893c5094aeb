import { type Actor, personOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { Missing } from '../../../kernel/domain-error.ts';
import type { UnitWork } from '../ports/units.ts';

/** The applicant takes the own request back (8.4). */
export class WithdrawJoinRequest {
  constructor(
    private readonly work: UnitWork,
    private readonly clock: Clock,
  ) {}

  execute(actor: Actor, requestId: string): Promise<void> {
    const { accountId } = personOf(actor);
    return this.work.run(async ({ joinRequests, audit }) => {
      const request = await joinRequests.byId(requestId);
      if (request.record.accountId !== accountId) throw new Missing();
      request.withdraw(this.clock.now());
      await joinRequests.save(request);
      await audit.record(actor, 'unit.withdraw-join', {
        subject: 'unit.join-request',
        subjectId: requestId,
        from: 'pending',
        to: 'withdrawn',
      });
    });
  }
}
