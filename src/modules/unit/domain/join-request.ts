import { Aggregate, type DomainEvent } from '../../../kernel/aggregate.ts';
import { Missing } from '../../../kernel/domain-error.ts';
import { FieldChecks } from '../../../kernel/field-checks.ts';
import { StateMachine } from '../../../kernel/state-machine.ts';

export type JoinState = 'pending' | 'approved' | 'rejected' | 'withdrawn';

/** Requirements 8.4, the part before membership. */
export const joinMachine = new StateMachine<JoinState, 'approve' | 'reject' | 'withdraw'>('join-request', [
  ['pending', 'approve', 'approved'],
  ['pending', 'reject', 'rejected'],
  ['pending', 'withdraw', 'withdrawn'],
]);

export interface JoinRequestRecord {
  readonly id: string;
  readonly unitId: string;
  readonly accountId: string;
  readonly name: string;
  readonly note: string;
  readonly state: JoinState;
  readonly sentAt: Date;
  readonly decidedAt?: Date | undefined;
  readonly decidedBy?: string | undefined;
  readonly reason?: string | undefined;
}

export type JoinRequestEvent = DomainEvent & {
  readonly type: 'unit.join-requested' | 'unit.join-rejected';
  readonly unitId: string;
  readonly accountId: string;
  readonly at: string;
};

export interface Applicant {
  readonly accountId: string;
  readonly name: string;
}

/** UNI-039: a person asks to join; the unit's administrator answers. */
export class JoinRequest extends Aggregate<JoinRequestEvent> {
  #record: JoinRequestRecord;

  private constructor(record: JoinRequestRecord) {
    super();
    this.#record = record;
  }

  static restore(record: JoinRequestRecord): JoinRequest {
    return new JoinRequest(record);
  }

  static send(id: string, unitId: string, applicant: Applicant, note: string, at: Date): JoinRequest {
    const { accountId, name } = applicant;
    const request = new JoinRequest({ id, unitId, accountId, name, note, state: 'pending', sentAt: at });
    request.raise({ type: 'unit.join-requested', unitId, accountId, at: at.toISOString() });
    return request;
  }

  get record(): JoinRequestRecord {
    return this.#record;
  }

  /** The request's data, when it is one to that unit: what an address names must belong together. */
  ofUnit(unitId: string): JoinRequestRecord {
    if (this.#record.unitId !== unitId) throw new Missing();
    return this.#record;
  }

  approve(by: string, at: Date): void {
    this.#decide('approve', by, at);
  }

  reject(by: string, reason: string, at: Date): void {
    this.#decide('reject', by, at, reason);
    const { unitId, accountId } = this.#record;
    this.raise({ type: 'unit.join-rejected', unitId, accountId, at: at.toISOString() });
  }

  withdraw(at: Date): void {
    this.#decide('withdraw', this.#record.accountId, at);
  }

  #decide(event: 'approve' | 'reject' | 'withdraw', by: string, at: Date, reason?: string): void {
    const state = joinMachine.after(this.#record.state, event);
    this.#record = { ...this.#record, state, decidedAt: at, decidedBy: by, reason };
  }
}

/** 申请说明: who one is, in a few words, for the administrator. */
export function readNote(text: string | undefined, field: string): string {
  const checks = new FieldChecks();
  const note = checks.text(text, field, 200);
  checks.throwIfAny();
  return note;
}
