import { type Actor, staffOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { SealedText } from '../../../kernel/sealed-text.ts';
import { readNote } from '../domain/join-request.ts';
import type { UnitChangeRecord } from '../domain/unit-change.ts';
import type { Persons } from '../ports/persons.ts';
import type { ChangeOfUnit, UnitQueries } from '../ports/unit-queries.ts';
import type { UnitWork } from '../ports/units.ts';
import { applyChange, holderOf } from './apply-change.ts';
import type { ReviewDecision } from './review-unit.ts';
import { tellPersonJob } from './send-transfer.ts';

export interface OpenedChange extends UnitChangeRecord {
  readonly unitName: string;
  readonly formerLegalName: string;
  readonly idNumber: string;
}

/** UNI-029: the desk's answer to a change that no machine could check. */
export class ReviewChange {
  constructor(
    private readonly work: UnitWork,
    private readonly queries: UnitQueries,
    private readonly persons: Persons,
    private readonly sealed: SealedText,
    private readonly clock: Clock,
  ) {}

  async waiting(actor: Actor): Promise<readonly ChangeOfUnit[]> {
    staffOf(actor, 'cs', 'op');
    return this.queries.pendingChanges(100);
  }

  /** With the ID number in clear, to be compared with the papers; the opened view is on record. */
  open(actor: Actor, changeId: string): Promise<OpenedChange> {
    staffOf(actor, 'cs', 'op');
    return this.work.run(async ({ changes, units, audit }) => {
      const { record } = await changes.byId(changeId);
      const { profile, legal } = (await units.byId(record.unitId)).record;
      await audit.record(actor, 'unit.view-change', { subject: 'unit.change', subjectId: changeId });
      const { sealedId } = record.legal;
      const idNumber = sealedId === '' ? '' : this.sealed.open(sealedId);
      return { ...record, unitName: profile.name, formerLegalName: legal.name, idNumber };
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
