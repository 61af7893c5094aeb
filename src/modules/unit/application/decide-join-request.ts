import { type Actor, personOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { readNote } from '../domain/join-request.ts';
import { isLegalRepresentative } from '../domain/legal-representative.ts';
import { mayAdminister } from '../domain/unit-policy.ts';
import type { Persons } from '../ports/persons.ts';
import type { UnitStores, UnitWork } from '../ports/units.ts';
import { tellPersonJob } from './send-transfer.ts';

export type JoinDecision = { readonly answer: 'approve' } | { readonly answer: 'reject'; readonly reason: string };

export interface DecideJoinRequestCommand {
  readonly unitId: string;
  readonly requestId: string;
  readonly decision: JoinDecision;
}

/** 8.4: the unit's administrator takes the applicant in, or refuses with a reason; the applicant is told. */
export class DecideJoinRequest {
  constructor(
    private readonly work: UnitWork,
    private readonly persons: Persons,
    private readonly clock: Clock,
  ) {}

  async execute(actor: Actor, { unitId, requestId, decision }: DecideJoinRequestCommand): Promise<void> {
    const { accountId } = personOf(actor);
    const applicantId = await this.work.run(async ({ rosters, joinRequests }) => {
      mayAdminister(await rosters.of(unitId), accountId);
      return (await joinRequests.byId(requestId)).ofUnit(unitId).accountId;
    });
    const verified = decision.answer === 'approve' ? await this.persons.verified(applicantId) : undefined;
    await this.work.run(async (stores) => {
      const roster = await stores.rosters.of(unitId);
      mayAdminister(roster, accountId);
      const request = await stores.joinRequests.byId(requestId);
      const now = this.clock.now();
      if (decision.answer === 'approve') {
        request.approve(accountId, now);
        const unit = await stores.units.byId(unitId);
        const member = { accountId: applicantId, name: verified?.name ?? request.record.name, joinedAt: now };
        roster.join(member, { matchesLegalRepresentative: isLegalRepresentative(verified, unit.record.legal) });
        await stores.rosters.save(roster);
      } else request.reject(accountId, readNote(decision.reason, 'reason'), now);
      await stores.joinRequests.save(request);
      await this.#tell(actor, stores, unitId, requestId, applicantId, decision);
    });
  }

  async #tell(
    actor: Actor,
    { units, jobs, audit }: UnitStores,
    unitId: string,
    requestId: string,
    applicantId: string,
    decision: JoinDecision,
  ): Promise<void> {
    const to = decision.answer === 'approve' ? 'approved' : 'rejected';
    const reason = decision.answer === 'reject' ? { reason: decision.reason } : {};
    const { profile } = (await units.byId(unitId)).record;
    await audit.record(actor, `unit.${decision.answer}-join`, {
      subject: 'unit.join-request',
      subjectId: requestId,
      from: 'pending',
      to,
      ...reason,
    });
    await jobs.enqueue(tellPersonJob, { accountId: applicantId, unitName: profile.name, what: `join-${to}` });
  }
}
