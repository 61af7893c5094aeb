import { Missing } from '../../../kernel/domain-error.ts';
import { StateMachine } from '../../../kernel/state-machine.ts';

export type ApplicationState = 'pending' | 'approved' | 'rejected';

/** Requirements 8.14, administrator application. */
export const applicationMachine = new StateMachine<ApplicationState, 'approve' | 'reject'>('administrator-application', [
  ['pending', 'approve', 'approved'],
  ['pending', 'reject', 'rejected'],
]);

export interface AdministratorApplicationRecord {
  readonly id: string;
  readonly unitId: string;
  readonly accountId: string;
  readonly name: string;
  readonly note: string;
  /** 管理员变更证明文件, authorised by the legal representative. */
  readonly proof: string;
  readonly state: ApplicationState;
  readonly sentAt: Date;
  readonly decidedAt?: Date | undefined;
  readonly reason?: string | undefined;
}

/** UNI-041: a member asks customer service to be administrator, because the present one cannot be reached. */
export class AdministratorApplication {
  #record: AdministratorApplicationRecord;

  private constructor(record: AdministratorApplicationRecord) {
    this.#record = record;
  }

  static restore(record: AdministratorApplicationRecord): AdministratorApplication {
    return new AdministratorApplication(record);
  }

  static send(record: Omit<AdministratorApplicationRecord, 'state' | 'decidedAt' | 'reason'>): AdministratorApplication {
    return new AdministratorApplication({ ...record, state: 'pending' });
  }

  get record(): AdministratorApplicationRecord {
    return this.#record;
  }

  approve(at: Date): void {
    const state = applicationMachine.after(this.#record.state, 'approve');
    this.#record = { ...this.#record, state, decidedAt: at };
  }

  reject(reason: string, at: Date): void {
    const state = applicationMachine.after(this.#record.state, 'reject');
    this.#record = { ...this.#record, state, decidedAt: at, reason };
  }

  /** The application's data, when it is one to that unit. */
  ofUnit(unitId: string): AdministratorApplicationRecord {
    if (this.#record.unitId !== unitId) throw new Missing();
    return this.#record;
  }
}
