import { type Actor, staffOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { Missing } from '../../../kernel/domain-error.ts';
import type { SealedText } from '../../../kernel/sealed-text.ts';
import { readNote } from '../domain/join-request.ts';
import type { UnitPapers, UnitRecord } from '../domain/unit.ts';
import { UnitMissing } from '../domain/unit-errors.ts';
import type { UnitQueries, UnitWithPeople } from '../ports/unit-queries.ts';
import type { UnitWork } from '../ports/units.ts';
import { tellPersonJob } from './send-transfer.ts';

export type ReviewDecision = { readonly answer: 'approve' } | { readonly answer: 'reject'; readonly reason: string };

/** PLT-024: the manual-review desk for units, of customer service and operators. */
export class ReviewUnit {
  constructor(
    private readonly work: UnitWork,
    private readonly queries: UnitQueries,
    private readonly sealed: SealedText,
    private readonly clock: Clock,
  ) {}

  async waiting(actor: Actor): Promise<readonly UnitRecord[]> {
    staffOf(actor, 'cs', 'op');
    return this.queries.awaitingReview(100);
  }

  /** With the ID number in clear, to be compared with the papers; the opened view is on record. */
  async open(actor: Actor, unitId: string): Promise<UnitWithPeople & { readonly idNumber: string }> {
    staffOf(actor, 'cs', 'op');
    const found = await this.queries.byId(unitId);
    if (found === undefined) throw new UnitMissing();
    await this.work.run(({ audit }) => audit.record(actor, 'unit.view-review', { subject: 'unit.unit', subjectId: unitId }));
    const { sealedId } = found.unit.legal;
    return { ...found, idNumber: sealedId === '' ? '' : this.sealed.open(sealedId) };
  }

  paper(actor: Actor, unitId: string, paper: keyof UnitPapers): Promise<string> {
    staffOf(actor, 'cs', 'op');
    return this.work.run(async ({ units, audit }) => {
      const blobId = (await units.byId(unitId)).record.papers[paper];
      if (blobId === undefined) throw new Missing();
      await audit.record(actor, 'unit.view-paper', { subject: 'unit.unit', subjectId: unitId, detail: { paper } });
      return blobId;
    });
  }

  /** 8.3: approval leads on to the step the review stood in for, a refusal says why; the registrant is told. */
  decide(actor: Actor, unitId: string, decision: ReviewDecision): Promise<void> {
    staffOf(actor, 'cs', 'op');
    return this.work.run(async ({ units, jobs, audit }) => {
      const unit = await units.byId(unitId);
      const { state: from, registeredBy, profile } = unit.record;
      const now = this.clock.now();
      if (decision.answer === 'approve') unit.approveReview(now);
      else unit.rejectReview(readNote(decision.reason, 'reason'), now);
      await units.save(unit);
      const reason = decision.answer === 'reject' ? { reason: decision.reason } : {};
      const entry = { subject: 'unit.unit', subjectId: unitId, from, to: unit.state, ...reason };
      await audit.record(actor, `unit.${decision.answer}-review`, entry);
      const what = decision.answer === 'approve' ? 'review-approved' : 'review-rejected';
      await jobs.enqueue(tellPersonJob, { accountId: registeredBy, unitName: profile.name, what });
    });
  }
}
