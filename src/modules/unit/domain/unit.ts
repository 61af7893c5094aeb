import { Aggregate } from '../../../kernel/aggregate.ts';
import { amountDeadline, type CorporateTransfer, type TransferOrder } from './corporate-transfer.ts';
import type { FinanceInformation } from './finance-information.ts';
import { isLegalRepresentative, type LegalRepresentative } from './legal-representative.ts';
import { UnitNotVerified } from './unit-errors.ts';
import type { UnitEvent } from './unit-events.ts';
import type { UnitKind, UnitProfile } from './unit-profile.ts';
import type { UnitRules } from './unit-rules.ts';
import { type UnitState, type UnitStep, unitVerification } from './unit-state.ts';

/** The node a manual review stands in for: the registration's data or the licence. */
export type ReviewNode = 'registration' | 'licence';

/** Ids of the stored papers; what is missing was not asked for. */
export interface UnitPapers {
  readonly idPortrait?: string | undefined;
  readonly idEmblem?: string | undefined;
  readonly authorisationLetter?: string | undefined;
  readonly licence?: string | undefined;
}

export interface UnitRecord {
  readonly id: string;
  readonly kind: UnitKind;
  readonly profile: UnitProfile;
  readonly legal: LegalRepresentative;
  readonly papers: UnitPapers;
  readonly state: UnitState;
  readonly reviewNode?: ReviewNode | undefined;
  readonly rejectionReason?: string | undefined;
  readonly finance?: FinanceInformation | undefined;
  readonly transfer?: CorporateTransfer | undefined;
  readonly registeredBy: string;
  readonly registeredAt: Date;
  readonly verifiedAt?: Date | undefined;
}

export interface NewUnit {
  readonly id: string;
  readonly kind: UnitKind;
  readonly profile: UnitProfile;
  readonly legal: LegalRepresentative;
  readonly papers: UnitPapers;
  readonly registeredBy: string;
}

export interface ChangedInformation {
  readonly name: string;
  readonly legal: LegalRepresentative;
  readonly papers: UnitPapers;
}

/** `no-tries-left` and `expired`: back to "not transferred", a new transfer is needed. */
export type AmountOutcome = 'verified' | 'wrong' | 'no-tries-left' | 'expired';

/** A unit on its way to being verified (requirements 8.3). The table decides which step may follow; the guards stand here. */
export class Unit extends Aggregate<UnitEvent> {
  #record: UnitRecord;

  private constructor(record: UnitRecord) {
    super();
    this.#record = record;
  }

  static restore(record: UnitRecord): Unit {
    return new Unit(record);
  }

  /** A domestic unit whose data passed recognition and the business register. */
  static register(unit: NewUnit, at: Date): Unit {
    return Unit.begin({ ...unit, state: 'registered', registeredAt: at });
  }

  /** UNI-006, UNI-007: data that are right and yet failed, handed to a person. */
  static registerForManualReview(unit: NewUnit, at: Date): Unit {
    return Unit.begin({ ...unit, state: 'manual_review', reviewNode: 'registration', registeredAt: at });
  }

  /** UNI-008, UNI-009 */
  static registerForeign(unit: NewUnit, at: Date): Unit {
    return Unit.begin({ ...unit, state: 'foreign_review', registeredAt: at });
  }

  private static begin(record: UnitRecord): Unit {
    const unit = new Unit(record);
    const { name, code } = record.profile;
    unit.raise({ type: 'unit.registered', unitId: record.id, name, code, at: record.registeredAt.toISOString() });
    return unit;
  }

  get id(): string {
    return this.#record.id;
  }

  get state(): UnitState {
    return this.#record.state;
  }

  get transfer(): CorporateTransfer | undefined {
    return this.#record.transfer;
  }

  /** What is stored and shown: plain, read-only data. */
  get record(): UnitRecord {
    return this.#record;
  }

  get isVerified(): boolean {
    return this.#record.state === 'verified';
  }

  /** Refuses, without change, when `step` is not possible now: asked before papers are sent to anyone outside. */
  mustAllow(step: UnitStep): void {
    unitVerification.after(this.state, step);
  }

  /** UNI-020 */
  mustBeVerified(): void {
    if (!this.isVerified) throw new UnitNotVerified();
  }

  /** UNI-012: the licence was recognised, matches the registered data and the business register. */
  acceptLicence(licence: string): void {
    this.move('upload_licence', 'licence_ok', { papers: { ...this.#record.papers, licence } });
  }

  /** UNI-007: the licence failed too often and the registrant asks for a person. */
  askLicenceReview(licence: string): void {
    this.move('ask_manual_review', 'manual_review', { papers: { ...this.#record.papers, licence }, reviewNode: 'licence' });
  }

  approveReview(at: Date): void {
    const { state, reviewNode } = this.#record;
    if (state === 'foreign_review') return this.becomeVerified('approve_review', at);
    this.move('approve_review', reviewNode === 'licence' ? 'licence_ok' : 'registered', { reviewNode: undefined });
  }

  rejectReview(reason: string, at: Date): void {
    this.move('reject_review', 'rejected', { rejectionReason: reason });
    this.raise({ type: 'unit.rejected', unitId: this.id, reason, at: at.toISOString() });
  }

  /** A rejected review may be asked for again with better data or papers. */
  resubmit(profile: UnitProfile, legal: LegalRepresentative, papers: UnitPapers): void {
    const target = this.#record.kind === 'foreign' ? 'foreign_review' : 'manual_review';
    const merged = { ...this.#record.papers, ...papers };
    this.move('resubmit', target, { profile, legal, papers: merged, rejectionReason: undefined });
  }

  /** UNI-013, UNI-015. The daily limits were asked before (transfer-limits.ts). */
  applyTransfer(order: TransferOrder, at: Date, rules: UnitRules): void {
    const transfer = { ...order, requestedAt: at, triesLeft: rules.checksPerTransfer };
    this.move('apply_transfer', 'transfer_applied', { transfer });
  }

  /** The bank side has paid: the five days of UNI-016 begin. False when this transfer is not the one waited for (a late or repeated notice). */
  transferPaid(transferId: string, at: Date): boolean {
    const { transfer } = this.#record;
    if (this.state !== 'transfer_applied' || transfer?.id !== transferId) return false;
    this.move('transfer_paid', 'awaiting_amount', { transfer: { ...transfer, paidAt: at } });
    this.raise({ type: 'unit.transfer-arrived', unitId: this.id, requestedBy: transfer.requestedBy, at: at.toISOString() });
    return true;
  }

  /** False when this transfer is not the one waited for. */
  transferFailed(transferId: string): boolean {
    if (this.state !== 'transfer_applied' || this.#record.transfer?.id !== transferId) return false;
    this.move('transfer_failed', 'licence_ok', { transfer: undefined });
    return true;
  }

  /** UNI-015, UNI-016, UNI-019. A sum that comes too late is not compared at all. */
  checkAmount(amountFen: number, at: Date, rules: UnitRules): AmountOutcome {
    this.mustAllow('check_amount');
    const { transfer } = this.#record;
    if (transfer === undefined || this.expireIfLate(at, rules)) return 'expired';
    if (amountFen === transfer.amountFen) {
      this.becomeVerified('check_amount', at);
      return 'verified';
    }
    const triesLeft = transfer.triesLeft - 1;
    const left = triesLeft > 0;
    this.move('check_amount', left ? 'awaiting_amount' : 'licence_ok', { transfer: left ? { ...transfer, triesLeft } : undefined });
    return left ? 'wrong' : 'no-tries-left';
  }

  /** UNI-016. True when the transfer was too old and the unit fell back to "not transferred". */
  expireIfLate(at: Date, rules: UnitRules): boolean {
    const { transfer } = this.#record;
    if (this.state !== 'awaiting_amount' || transfer?.paidAt === undefined) return false;
    if (at <= amountDeadline(transfer.paidAt, rules)) return false;
    this.move('transfer_expired', 'licence_ok', { transfer: undefined });
    return true;
  }

  /** UNI-028, UNI-030: an approved change; old certificates and seals stay as they are and are flagged by their owners (UNI-031). */
  changeInformation({ name, legal, papers }: ChangedInformation, at: Date): void {
    const before = this.#record;
    const given = Object.fromEntries(Object.entries(papers).filter(([, blobId]) => blobId !== undefined));
    this.move('change_information', 'verified', { profile: { ...before.profile, name }, legal, papers: { ...before.papers, ...given } });
    this.raise({
      type: 'unit.information-changed',
      unitId: this.id,
      name,
      nameChanged: name !== before.profile.name,
      legalRepresentativeChanged: !isLegalRepresentative(legal, before.legal),
      at: at.toISOString(),
    });
  }

  /** UNI-021. Not a step of the verification: possible in every state. */
  setFinance(finance: FinanceInformation): void {
    this.#record = { ...this.#record, finance };
  }

  private becomeVerified(step: UnitStep, at: Date): void {
    this.move(step, 'verified', { verifiedAt: at });
    const { name, code } = this.#record.profile;
    this.raise({ type: 'unit.verified', unitId: this.id, name, code, at: at.toISOString() });
  }

  private move(step: UnitStep, to: UnitState, change: Partial<UnitRecord>): void {
    const state = unitVerification.after(this.state, step, to);
    this.#record = { ...this.#record, ...change, state };
  }
}
