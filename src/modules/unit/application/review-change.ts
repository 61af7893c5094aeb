import { type Actor, staffOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { readNote } from '../domain/join-request.ts';
import type { UnitChangeRecord } from '../domain/unit-change.ts';
import type { Persons } from '../ports/persons.ts';
import type { ChangeOfUnit, UnitQueries } from '../ports/unit-queries.ts';
import type { UnitWork } from '../ports/units.ts';
import { applyChange, holderOf } from './apply-change.ts';
import type { ReviewDecision } from './review-unit.ts';
import { tellPersonJob } from './send-transfer.ts';

/** UNI-029: the desk's answer to a change that no machine could check. */
export class ReviewChange {
  constructor(
    private readonly work: UnitWork,
    private readonly queries: UnitQueries,
    private readonly persons: Persons,
    private readonly clock: Clock,
  ) {}

  async waiting(actor: Actor): Promise<readonly ChangeOfUnit[]> {
    staffOf(actor, 'cs', 'op');
    return this.queries.pendingChanges(100);
  }

  open(actor: Actor, changeId: string): Promise<UnitChangeRecord & { readonly unitName: string; readonly formerLegalName: string }> {
    staffOf(actor, 'cs', 'op');
    return this.work.run(async ({ changes, units, audit }) => {
      const { record } = await changes.byId(changeId);
      const { profile, legal } = (await units.byId(record.unitId)).record;
      await audit.record(actor, 'unit.view-change', { subject: 'unit.change', subjectId: changeId });
      return { ...record, unitName: profile.name, formerLegalName: legal.name };
    });
  }

  async decide(actor: Actor, changeId: string, decision: ReviewDecision): Promise<void> {
    staffOf(actor, 'cs', 'op');
    const wanted = await this.work.run(async ({ changes }) => (await changes.byId(changeId)).record);
    const holder = await holderOf(this.work, this.persons, wanted.unitId, wanted.legal);
    await this.work.run(async (stores) => {
      const change = await stores.changes.byId(changeId);
      const { unitId, requestedBy } = change.record;
      const unitName = (await stores.units.byId(unitId)).record.profile.name;
      const now = this.clock.now();
      if (decision.answer === 'approve') {
        change.approve(now);
        await applyChange(change, holder, stores, now);
      } else change.reject(readNote(decision.reason, 'reason'), now);
      await stores.changes.save(change);
      const reason = decision.answer === 'reject' ? { reason: decision.reason } : {};
      const entry = { subject: 'unit.change', subjectId: changeId, from: 'manual', to: change.record.state, ...reason };
      await stores.audit.record(actor, `unit.${decision.answer}-change`, entry);
      const what = decision.answer === 'approve' ? 'change-approved' : 'change-rejected';
      await stores.jobs.enqueue(tellPersonJob, { accountId: requestedBy, unitName, what });
    });
  }
}
