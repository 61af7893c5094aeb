import { type Actor, type Staff, staffOf } from '../../../kernel/actor.ts';
import { Aggregate } from '../../../kernel/aggregate.ts';
import { DomainError, Forbidden, InvalidFields } from '../../../kernel/domain-error.ts';
import type { PartnerApproved, PartnerRejected, PartnerSubmitted } from '../published/partner-events.ts';
import type { CompanyData } from './company-data.ts';
import { ReviewerNotOfRegion } from './partner-errors.ts';
import { coversRegion, type Region, type Reviewer } from './region.ts';
import { type RegistrationState, registrationStates } from './registration-states.ts';

/** One passage through review (PAR-010 keeps them all). */
export interface ReviewRound {
  readonly submittedAt: string;
  readonly reviewerId: string;
  readonly decidedAt?: string;
  readonly decision?: 'approved' | 'rejected';
  readonly reason?: string;
}

export interface RegistrationRecord {
  readonly id: string;
  /** The browser visit that filled it in: nobody else may see or change it before it is effective. */
  readonly visitId: string;
  readonly state: RegistrationState;
  readonly region: Region;
  readonly company: CompanyData | undefined;
  readonly licenceBlobId: string | undefined;
  readonly reviewerId: string | undefined;
  readonly rounds: readonly ReviewRound[];
}

type Events = PartnerSubmitted | PartnerApproved | PartnerRejected;

/** A company on its way to being a partner (合作方), and afterwards the partner itself. Requirements §8.1. */
export class PartnerRegistration extends Aggregate<Events> {
  #record: RegistrationRecord;

  private constructor(record: RegistrationRecord) {
    super();
    this.#record = record;
  }

  static start(id: string, visitId: string, region: Region): PartnerRegistration {
    return new PartnerRegistration({
      id,
      visitId,
      state: 'draft',
      region,
      company: undefined,
      licenceBlobId: undefined,
      reviewerId: undefined,
      rounds: [],
    });
  }

  static restore(record: RegistrationRecord): PartnerRegistration {
    return new PartnerRegistration(record);
  }

  get record(): RegistrationRecord {
    return this.#record;
  }

  get id(): string {
    return this.#record.id;
  }

  get state(): RegistrationState {
    return this.#record.state;
  }

  /** Only the visit that started it goes on with it. */
  belongsTo(visitId: string): boolean {
    return this.#record.visitId === visitId;
  }

  changeRegion(region: Region): void {
    this.#editable();
    this.#record = { ...this.#record, region, reviewerId: undefined };
  }

  enterCompany(company: CompanyData): void {
    this.#editable();
    this.#record = { ...this.#record, company };
  }

  attachLicence(blobId: string): void {
    this.#editable();
    this.#record = { ...this.#record, licenceBlobId: blobId };
  }

  /** PAR-003, PAR-005: goes to exactly one reviewer, who must be responsible for the region. */
  submit(reviewer: Reviewer | undefined, at: Date): void {
    const { company, licenceBlobId, region, state, rounds } = this.#record;
    if (company === undefined) throw new DomainError('conflict', 'partner.company-data-missing');
    if (licenceBlobId === undefined) throw new InvalidFields([{ field: 'licence', code: 'input.file-required' }]);
    if (reviewer === undefined) throw new InvalidFields([{ field: 'reviewer', code: 'input.choose-one' }]);
    if (!coversRegion(reviewer, region)) throw new ReviewerNotOfRegion();
    const next = registrationStates.after(state, state === 'rejected' ? 'resubmit' : 'submit');
    const round = { submittedAt: at.toISOString(), reviewerId: reviewer.id };
    this.#record = { ...this.#record, state: next, reviewerId: reviewer.id, rounds: [...rounds, round] };
    this.raise({ type: 'partner.submitted', registrationId: this.id, reviewerId: reviewer.id });
  }

  /** The first enterprise contact becomes the supplier administrator (PAR-007); `accountId` is that person's account. */
  approve(actor: Actor, accountId: string, at: Date): void {
    this.#decidedBy(actor);
    const state = registrationStates.after(this.state, 'approve');
    this.#decide(state, { decision: 'approved', decidedAt: at.toISOString() });
    const { company } = this.#record;
    if (company === undefined) throw new DomainError('conflict', 'partner.company-data-missing');
    this.raise({
      type: 'partner.approved',
      partnerId: this.id,
      companyName: company.companyName,
      uscc: company.uscc,
      administratorId: accountId,
    });
  }

  reject(actor: Actor, reason: string, at: Date): void {
    this.#decidedBy(actor);
    const text = reason.trim();
    if (text === '') throw new InvalidFields([{ field: 'reason', code: 'input.reason-required' }]);
    const state = registrationStates.after(this.state, 'reject');
    this.#decide(state, { decision: 'rejected', decidedAt: at.toISOString(), reason: text.slice(0, 500) });
    this.raise({ type: 'partner.rejected', registrationId: this.id, reason: text.slice(0, 500) });
  }

  reassign(actor: Actor, reviewer: Reviewer): void {
    staffOf(actor, 'op');
    if (!coversRegion(reviewer, this.#record.region)) throw new ReviewerNotOfRegion();
    this.#record = { ...this.#record, state: registrationStates.after(this.state, 'reassign'), reviewerId: reviewer.id };
  }

  suspend(actor: Actor): void {
    staffOf(actor, 'op');
    this.#record = { ...this.#record, state: registrationStates.after(this.state, 'suspend') };
  }

  resume(actor: Actor): void {
    staffOf(actor, 'op');
    this.#record = { ...this.#record, state: registrationStates.after(this.state, 'resume') };
  }

  #editable(): void {
    if (this.state !== 'draft' && this.state !== 'rejected') throw new DomainError('conflict', 'partner.not-editable-now');
  }

  /** §9 N2: only the reviewer the applicant chose. */
  #decidedBy(actor: Actor): Staff {
    const staff = staffOf(actor, 'op');
    if (staff.staffId !== this.#record.reviewerId) throw new Forbidden('partner.not-your-review');
    return staff;
  }

  #decide(state: RegistrationState, decision: Pick<ReviewRound, 'decision' | 'decidedAt' | 'reason'>): void {
    const rounds = this.#record.rounds.map((round, index, all) => (index === all.length - 1 ? { ...round, ...decision } : round));
    this.#record = { ...this.#record, state, rounds };
  }
}
