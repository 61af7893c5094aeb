import { Aggregate } from '../../../kernel/aggregate.ts';
import { shanghaiDay } from '../../../kernel/clock.ts';
import { FieldChecks } from '../../../kernel/field-checks.ts';
import type { SealGrantEvent } from '../published/seal-events.ts';
import { type GrantState, grantMachine } from './seal-grant-state.ts';

export interface GrantRecord {
  readonly id: string;
  readonly sealId: string;
  readonly unitId: string;
  readonly accountId: string;
  readonly name: string;
  readonly note: string;
  /** The last day of use in Asia/Shanghai, `2026-12-31` (授权有效期). */
  readonly until: string;
  readonly state: GrantState;
  readonly requestedAt: Date;
  readonly decidedBy?: { readonly accountId: string; readonly name: string } | undefined;
  readonly decidedAt?: Date | undefined;
  readonly reason?: string | undefined;
}

export type NewGrant = Omit<GrantRecord, 'state' | 'decidedBy' | 'decidedAt' | 'reason'>;

interface Decider {
  readonly accountId: string;
  readonly name: string;
}

const longestYears = 5;

/** SEA-016: the validity is a day from today on, five years at most. Throws InvalidFields. */
export function readGrantRequest(input: { readonly until?: string | undefined; readonly note?: string | undefined }, now: Date) {
  const checks = new FieldChecks();
  const until = (input.until ?? '').trim();
  const today = shanghaiDay(now);
  const latest = `${Number(today.slice(0, 4)) + longestYears}${today.slice(4)}`;
  checks.require(until !== '', 'until', 'input.required');
  checks.require(isDay(until), 'until', 'seal.not-a-day');
  checks.require(until >= today, 'until', 'seal.day-is-past');
  checks.require(until <= latest, 'until', 'seal.day-too-far', { years: longestYears });
  const note = (input.note ?? '').normalize('NFC').trim();
  checks.require(note.length <= 200, 'note', 'input.too-long', { max: 200 });
  checks.throwIfAny();
  return { until, note };
}

function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day >= 1 && day <= ([31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0);
}

/** A member's right to use one seal for some time (requirements 8.10). */
export class SealGrant extends Aggregate<SealGrantEvent> {
  #record: GrantRecord;

  private constructor(record: GrantRecord) {
    super();
    this.#record = record;
  }

  static restore(record: GrantRecord): SealGrant {
    return new SealGrant(record);
  }

  static request(grant: NewGrant): SealGrant {
    const requested = new SealGrant({ ...grant, state: 'pending' });
    requested.raise({ type: 'seal.grant-requested', ...requested.#subject, at: grant.requestedAt.toISOString() });
    return requested;
  }

  get record(): GrantRecord {
    return this.#record;
  }

  get id(): string {
    return this.#record.id;
  }

  /** The state on that day: the end of the validity needs nobody to write it down (SEA-017). */
  stateAt(at: Date): GrantState {
    const { state, until } = this.#record;
    return state === 'granted' && shanghaiDay(at) > until ? grantMachine.after(state, 'end') : state;
  }

  approve(by: Decider, at: Date): void {
    this.#decide('approve', by, at);
    this.raise({ type: 'seal.grant-approved', ...this.#subject, at: at.toISOString() });
  }

  reject(by: Decider, reason: string, at: Date): void {
    const checks = new FieldChecks();
    const text = checks.text(reason, 'reason', 200);
    checks.throwIfAny();
    this.#decide('reject', by, at, text);
    this.raise({ type: 'seal.grant-rejected', ...this.#subject, at: at.toISOString() });
  }

  /** SEA-013: for active seals and for voided ones; from now on the member cannot use it. */
  revoke(by: Decider, at: Date): void {
    this.#decide('revoke', by, at);
    this.raise({ type: 'seal.grant-revoked', ...this.#subject, at: at.toISOString() });
  }

  /** UNI-038: the member left. True when a right or a request ended by it. */
  memberLeft(by: Decider, at: Date): boolean {
    if (this.#record.state === 'granted') this.revoke(by, at);
    else if (this.#record.state === 'pending') this.#decide('reject', by, at);
    else return false;
    return true;
  }

  /** SEA-011: nobody gets a voided seal any more; who has it keeps it. True when a request ended by it. */
  sealVoided(by: Decider, at: Date): boolean {
    if (this.#record.state !== 'pending') return false;
    this.#decide('seal-voided', by, at);
    this.raise({ type: 'seal.grant-rejected', ...this.#subject, at: at.toISOString() });
    return true;
  }

  get #subject() {
    const { id, sealId, unitId, accountId } = this.#record;
    return { grantId: id, sealId, unitId, accountId };
  }

  #decide(step: 'approve' | 'reject' | 'revoke' | 'seal-voided', by: Decider, at: Date, reason?: string): void {
    const state = grantMachine.after(this.#record.state, step);
    this.#record = { ...this.#record, state, decidedBy: { accountId: by.accountId, name: by.name }, decidedAt: at, reason };
  }
}
