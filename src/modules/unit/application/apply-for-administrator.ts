import { type Actor, personOf, staffOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { FieldChecks } from '../../../kernel/field-checks.ts';
import type { Ids } from '../../../kernel/ids.ts';
import { AdministratorApplication, type AdministratorApplicationRecord } from '../domain/administrator-application.ts';
import { readNote } from '../domain/join-request.ts';
import { AlreadyAdministrator, ApplicationAlreadyPending } from '../domain/unit-errors.ts';
import { mayView } from '../domain/unit-policy.ts';
import type { ApplicationOfUnit, UnitQueries } from '../ports/unit-queries.ts';
import type { UnitWork } from '../ports/units.ts';
import type { ReviewDecision } from './review-unit.ts';
import { tellPersonJob } from './send-transfer.ts';

export interface ApplyForAdministratorCommand {
  readonly unitId: string;
  readonly note: string;
  readonly proof: string | undefined;
}

/** UNI-041, C22: note and proof go to customer service; for members only. */
export class ApplyForAdministrator {
  constructor(
    private readonly work: UnitWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  execute(actor: Actor, { unitId, note, proof }: ApplyForAdministratorCommand): Promise<void> {
    const { accountId } = personOf(actor);
    return this.work.run(async ({ rosters, applications, audit }) => {
      const roster = await rosters.of(unitId);
      if (mayView(roster, accountId).administrator) throw new AlreadyAdministrator();
      const checks = new FieldChecks();
      const words = checks.text(note, 'note', 200);
      checks.require(proof !== undefined, 'proof', 'input.file-required').throwIfAny();
      if (await applications.hasPending(unitId)) throw new ApplicationAlreadyPending();
      const { name } = roster.member(accountId);
      const at = this.clock.now();
      const id = this.ids.next();
      await applications.save(AdministratorApplication.send({ id, unitId, accountId, name, note: words, proof: proof ?? '', sentAt: at }));
      const detail = { unitId };
      await audit.record(actor, 'unit.apply-administrator', {
        subject: 'unit.administrator-application',
        subjectId: id,
        to: 'pending',
        detail,
      });
    });
  }
}

/** The desk's answer: approval makes the applicant administrator and the former one an ordinary member. */
export class ReviewApplication {
  constructor(
    private readonly work: UnitWork,
    private readonly queries: UnitQueries,
    private readonly clock: Clock,
  ) {}

  async waiting(actor: Actor): Promise<readonly ApplicationOfUnit[]> {
    staffOf(actor, 'cs', 'op');
    return this.queries.pendingApplications(100);
  }

  open(actor: Actor, applicationId: string): Promise<AdministratorApplicationRecord & { readonly unitName: string }> {
    staffOf(actor, 'cs', 'op');
    return this.work.run(async ({ applications, units, audit }) => {
      const { record } = await applications.byId(applicationId);
      const { profile } = (await units.byId(record.unitId)).record;
      await audit.record(actor, 'unit.view-application', { subject: 'unit.administrator-application', subjectId: applicationId });
      return { ...record, unitName: profile.name };
    });
  }

  decide(actor: Actor, applicationId: string, decision: ReviewDecision): Promise<void> {
    staffOf(actor, 'cs', 'op');
    return this.work.run(async ({ applications, rosters, units, jobs, audit }) => {
      const application = await applications.byId(applicationId);
      const { unitId, accountId } = application.record;
      const now = this.clock.now();
      if (decision.answer === 'approve') {
        application.approve(now);
        const roster = await rosters.of(unitId);
        roster.replaceAdministrator(accountId, now);
        await rosters.save(roster);
      } else application.reject(readNote(decision.reason, 'reason'), now);
      await applications.save(application);
      const reason = decision.answer === 'reject' ? { reason: decision.reason } : {};
      const entry = { subject: 'unit.administrator-application', subjectId: applicationId, from: 'pending', to: application.record.state };
      await audit.record(actor, `unit.${decision.answer}-application`, { ...entry, ...reason });
      const unitName = (await units.byId(unitId)).record.profile.name;
      await jobs.enqueue(tellPersonJob, { accountId, unitName, what: `administrator-${application.record.state}` });
    });
  }
}
