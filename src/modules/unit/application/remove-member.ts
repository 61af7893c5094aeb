import { type Actor, personOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Ids } from '../../../kernel/ids.ts';
import { readNote } from '../domain/join-request.ts';
import { RemovalRequest } from '../domain/removal-request.ts';
import { RemovalAlreadyPending } from '../domain/unit-errors.ts';
import { mayAdminister, mayView } from '../domain/unit-policy.ts';
import type { UnitStores, UnitWork } from '../ports/units.ts';
import { tellPersonJob } from './send-transfer.ts';

export interface RemoveMemberCommand {
  readonly unitId: string;
  readonly memberId: string;
  /** Asked of ordinary members alone (UNI-035). */
  readonly reason: string;
}

export type RemoveMemberResult = 'removed' | 'requested';

/** UNI-034, UNI-035: an administrator removes at once, an ordinary member asks the administrator. */
export class RemoveMember {
  constructor(
    private readonly work: UnitWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  execute(actor: Actor, command: RemoveMemberCommand): Promise<RemoveMemberResult> {
    const { accountId } = personOf(actor);
    return this.work.run(async (stores) => {
      const roster = await stores.rosters.of(command.unitId);
      const { administrator } = mayView(roster, accountId);
      if (!administrator) return this.#request(actor, command, stores);
      roster.remove(command.memberId, accountId, this.clock.now());
      await stores.rosters.save(roster);
      await recordRemoval(actor, command.unitId, command.memberId, stores);
      return 'removed';
    });
  }

  async #request(actor: Actor, { unitId, memberId, reason }: RemoveMemberCommand, stores: UnitStores): Promise<RemoveMemberResult> {
    const { accountId } = personOf(actor);
    const roster = await stores.rosters.of(unitId);
    roster.mustBeRemovable(memberId, accountId);
    const words = readNote(reason, 'reason');
    if ((await stores.removalRequests.pending(unitId, memberId)) !== undefined) throw new RemovalAlreadyPending();
    const request = RemovalRequest.send({
      id: this.ids.next(),
      unitId,
      accountId: memberId,
      name: roster.member(memberId).name,
      requestedBy: accountId,
      requestedByName: roster.member(accountId).name,
      reason: words,
      sentAt: this.clock.now(),
    });
    await stores.removalRequests.save(request);
    const entry = { subject: 'unit.removal-request', subjectId: request.record.id, to: 'pending', reason: words };
    await stores.audit.record(actor, 'unit.ask-removal', entry);
    return 'requested';
  }
}

export interface DecideRemovalCommand {
  readonly unitId: string;
  readonly requestId: string;
  readonly answer: 'approve' | 'reject';
}

/** The administrator's answer to a member's wish (8.4): approval removes at once. */
export class DecideRemoval {
  constructor(
    private readonly work: UnitWork,
    private readonly clock: Clock,
  ) {}

  execute(actor: Actor, { unitId, requestId, answer }: DecideRemovalCommand): Promise<void> {
    const { accountId } = personOf(actor);
    return this.work.run(async (stores) => {
      const roster = await stores.rosters.of(unitId);
      mayAdminister(roster, accountId);
      const request = await stores.removalRequests.byId(requestId);
      const { accountId: memberId } = request.ofUnit(unitId);
      const now = this.clock.now();
      request.decide(answer, accountId, now);
      await stores.removalRequests.save(request);
      const to = answer === 'approve' ? 'approved' : 'rejected';
      await stores.audit.record(actor, `unit.${answer}-removal`, {
        subject: 'unit.removal-request',
        subjectId: requestId,
        from: 'pending',
        to,
      });
      if (answer === 'reject' || !roster.has(memberId)) return; // gone in the meantime: the wish is fulfilled
      roster.remove(memberId, accountId, now);
      await stores.rosters.save(roster);
      await recordRemoval(actor, unitId, memberId, stores);
    });
  }
}

async function recordRemoval(actor: Actor, unitId: string, memberId: string, { units, jobs, audit }: UnitStores): Promise<void> {
  const { profile } = (await units.byId(unitId)).record;
  const detail = { memberId };
  await audit.record(actor, 'unit.remove-member', { subject: 'unit.unit', subjectId: unitId, from: 'member', to: 'removed', detail });
  await jobs.enqueue(tellPersonJob, { accountId: memberId, unitName: profile.name, what: 'removed' });
}
