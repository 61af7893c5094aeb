import { Missing } from '../../../kernel/domain-error.ts';
import { StateMachine } from '../../../kernel/state-machine.ts';

export type RemovalState = 'pending' | 'approved' | 'rejected';

/** Requirements 8.4 and 8.14 (removal request). */
export const removalMachine = new StateMachine<RemovalState, 'approve' | 'reject'>('removal-request', [
  ['pending', 'approve', 'approved'],
  ['pending', 'reject', 'rejected'],
]);

export interface RemovalRequestRecord {
  readonly id: string;
  readonly unitId: string;
  readonly accountId: string;
  readonly name: string;
  readonly requestedBy: string;
  readonly requestedByName: string;
  readonly reason: string;
  readonly state: RemovalState;
  readonly sentAt: Date;
  readonly decidedAt?: Date | undefined;
  readonly decidedBy?: string | undefined;
}

/** UNI-035: an ordinary member asks the administrator to remove somebody. */
export class RemovalRequest {
  #record: RemovalRequestRecord;

  private constructor(record: RemovalRequestRecord) {
    this.#record = record;
  }

  static restore(record: RemovalRequestRecord): RemovalRequest {
    return new RemovalRequest(record);
  }

  static send(record: Omit<RemovalRequestRecord, 'state' | 'decidedAt' | 'decidedBy'>): RemovalRequest {
    return new RemovalRequest({ ...record, state: 'pending' });
  }

  get record(): RemovalRequestRecord {
    return this.#record;
  }

  /** The request's data, when it is one to that unit: what an address names must belong together. */
  ofUnit(unitId: string): RemovalRequestRecord {
    if (this.#record.unitId !== unitId) throw new Missing();
    return this.#record;
  }

  decide(event: 'approve' | 'reject', by: string, at: Date): void {
    const state = removalMachine.after(this.#record.state, event);
    this.#record = { ...this.#record, state, decidedAt: at, decidedBy: by };
  }
}
