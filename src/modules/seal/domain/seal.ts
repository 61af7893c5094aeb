import { Aggregate } from '../../../kernel/aggregate.ts';
import type { SealEvent } from '../published/seal-events.ts';
import type { SealKind } from './seal-kind.ts';
import type { SealPicture } from './seal-picture.ts';
import { type SealState, sealMachine } from './seal-state.ts';

/** SEA-010: what changed since, so that the seal should be made anew. */
export type Outdated = 'name' | 'legal-representative';

export interface SealRecord {
  readonly id: string;
  readonly unitId: string;
  readonly kind: SealKind;
  /** What stands on the seal: the name of the unit or of the legal representative at that time. */
  readonly text: string;
  /** How it is told from others of its kind: 合同专用章（1）; '' where the kind says enough. */
  readonly title: string;
  readonly picture: SealPicture;
  /**
   * SEA-057: the legal representative's own seal is that person's and is applied with the personal certificate;
   * all others are the unit's and are applied with the unit certificate (SEA-008).
   */
  readonly ownerId?: string | undefined;
  readonly state: SealState;
  readonly outdated?: Outdated | undefined;
  readonly madeBy: { readonly accountId: string; readonly name: string };
  readonly madeAt: Date;
  readonly voidedBy?: { readonly accountId: string; readonly name: string } | undefined;
  readonly voidedAt?: Date | undefined;
}

export type NewSeal = Omit<SealRecord, 'state' | 'outdated' | 'voidedBy' | 'voidedAt'>;

/** A unit's seal (requirements 8.9). Its picture never changes: a changed one is another seal. */
export class Seal extends Aggregate<SealEvent> {
  #record: SealRecord;

  private constructor(record: SealRecord) {
    super();
    this.#record = record;
  }

  static restore(record: SealRecord): Seal {
    return new Seal(record);
  }

  /** SEA-004: at once in force, without end. */
  static make(seal: NewSeal): Seal {
    const made = new Seal({ ...seal, state: 'active' });
    const { id, unitId, kind, madeBy, madeAt } = seal;
    made.raise({ type: 'seal.made', sealId: id, unitId, kind, madeBy: madeBy.accountId, at: madeAt.toISOString() });
    return made;
  }

  get record(): SealRecord {
    return this.#record;
  }

  get id(): string {
    return this.#record.id;
  }

  get unitId(): string {
    return this.#record.unitId;
  }

  get isActive(): boolean {
    return this.#record.state === 'active';
  }

  /** SEA-011: the administrator's use and new requests end; grants go on until each is revoked. */
  void(by: { readonly accountId: string; readonly name: string }, at: Date): void {
    const state = sealMachine.after(this.#record.state, 'void');
    this.#record = { ...this.#record, state, voidedBy: { accountId: by.accountId, name: by.name }, voidedAt: at };
    const { id, unitId, kind } = this.#record;
    this.raise({ type: 'seal.voided', sealId: id, unitId, kind, voidedBy: by.accountId, at: at.toISOString() });
  }

  /** SEA-010, UNI-031: true when the flag is new. Only a seal that shows what changed is outdated by it. */
  unitChanged(unit: { readonly name: string; readonly legalRepresentativeName: string }): boolean {
    const { kind, text, state, outdated } = this.#record;
    if (state !== 'active' || outdated !== undefined) return false;
    const legal = kind === 'legal-representative';
    if (text === (legal ? unit.legalRepresentativeName : unit.name)) return false;
    sealMachine.after(state, 'outdate');
    this.#record = { ...this.#record, outdated: legal ? 'legal-representative' : 'name' };
    return true;
  }
}
