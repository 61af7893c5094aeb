import { FieldChecks } from '../../../kernel/field-checks.ts';
import { StateMachine } from '../../../kernel/state-machine.ts';
import {
  type LegalRepresentative,
  type LegalRepresentativeClaim,
  type LegalRepresentativeInput,
  readLegalRepresentative,
  sameText,
} from './legal-representative.ts';
import type { UnitRecord } from './unit.ts';

export type ChangeState = 'draft' | 'effective' | 'failed' | 'manual' | 'rejected';

/** Requirements 8.14, unit change. What fails the automatic check is not kept: the form is. */
export const changeMachine = new StateMachine<ChangeState, 'pass' | 'fail' | 'ask_manual' | 'approve' | 'reject'>('unit-change', [
  ['draft', 'pass', 'effective'],
  ['draft', 'fail', 'failed'],
  ['draft', 'ask_manual', 'manual'],
  ['failed', 'ask_manual', 'manual'],
  ['manual', 'approve', 'effective'],
  ['manual', 'reject', 'rejected'],
]);

export interface ChangePapers {
  readonly licence: string;
  /** 变更证明: the register's notice or a resolution. */
  readonly proof: string;
  readonly idPortrait?: string | undefined;
  readonly idEmblem?: string | undefined;
}

export interface UnitChangeRecord {
  readonly id: string;
  readonly unitId: string;
  readonly requestedBy: string;
  readonly name: string;
  readonly legal: LegalRepresentative;
  readonly papers: ChangePapers;
  readonly state: ChangeState;
  readonly sentAt: Date;
  readonly decidedAt?: Date | undefined;
  readonly reason?: string | undefined;
}

/** UNI-028, UNI-032: name, legal representative, or both at once. */
export class UnitChange {
  #record: UnitChangeRecord;

  private constructor(record: UnitChangeRecord) {
    this.#record = record;
  }

  static restore(record: UnitChangeRecord): UnitChange {
    return new UnitChange(record);
  }

  static draft(record: Omit<UnitChangeRecord, 'state' | 'decidedAt' | 'reason'>): UnitChange {
    return new UnitChange({ ...record, state: 'draft' });
  }

  get record(): UnitChangeRecord {
    return this.#record;
  }

  /** The automatic check agreed. */
  pass(at: Date): void {
    this.#move('pass', { decidedAt: at });
  }

  askManualReview(): void {
    this.#move('ask_manual', {});
  }

  approve(at: Date): void {
    this.#move('approve', { decidedAt: at });
  }

  reject(reason: string, at: Date): void {
    this.#move('reject', { decidedAt: at, reason });
  }

  #move(event: 'pass' | 'ask_manual' | 'approve' | 'reject', change: Partial<UnitChangeRecord>): void {
    this.#record = { ...this.#record, ...change, state: changeMachine.after(this.#record.state, event) };
  }
}

export interface WantedChange {
  readonly name: string;
  /** Undefined when the legal representative stays. */
  readonly legal: LegalRepresentativeClaim | undefined;
}

/** The form of a change: what is left as it stands is no change, and at least one of the two must be one. */
export function readUnitChange(input: { readonly name?: string | undefined } & LegalRepresentativeInput, unit: UnitRecord): WantedChange {
  const checks = new FieldChecks();
  const name = checks.text(input.name, 'name', 100);
  const otherPerson = !sameText(input.legalName ?? '', unit.legal.name) || (input.legalIdNumber ?? '').trim() !== '';
  const legal = otherPerson ? readLegalRepresentative(input, checks) : undefined;
  checks.require(name !== unit.profile.name || otherPerson, 'name', 'unit.nothing-changed');
  checks.throwIfAny();
  return { name, legal };
}
