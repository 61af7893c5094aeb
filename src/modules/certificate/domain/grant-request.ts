import { Aggregate } from '../../../kernel/aggregate.ts';
import { DomainError } from '../../../kernel/domain-error.ts';
import { StateMachine } from '../../../kernel/state-machine.ts';
import type { GrantEvent } from '../published/certificate-events.ts';

/** §8.14, certificate grant: pending → approved | rejected; granted → revoked. */
export type GrantState = 'pending' | 'approved' | 'rejected' | 'revoked';

export const grantMachine = new StateMachine<GrantState, 'approve' | 'reject' | 'take-back'>('certificate-grant', [
  ['pending', 'approve', 'approved'],
  ['pending', 'reject', 'rejected'],
  ['approved', 'take-back', 'revoked'],
  // Who leaves the unit or changes roles asks no more.
  ['pending', 'take-back', 'revoked'],
]);

export interface GrantFacts {
  readonly id: string;
  readonly unitId: string;
  readonly accountId: string;
  readonly name: string;
  readonly typeCode: string;
  readonly note: string;
  readonly state: GrantState;
  readonly askedAt: Date;
  readonly decidedAt?: Date | undefined;
  readonly reason?: string | undefined;
}

/** A member asks the unit's administrators for the right to buy and hold one type of certificate (CER-054, CER-055). */
export class GrantRequest extends Aggregate<GrantEvent> {
  #facts: GrantFacts;

  private constructor(facts: GrantFacts) {
    super();
    this.#facts = facts;
  }

  static ask(facts: Omit<GrantFacts, 'state' | 'decidedAt' | 'reason'>): GrantRequest {
    const request = new GrantRequest({ ...facts, state: 'pending' });
    const { id, unitId, accountId, typeCode } = facts;
    request.raise({ type: 'certificate.grant-asked', requestId: id, unitId, accountId, typeCode });
    return request;
  }

  static restore(facts: GrantFacts): GrantRequest {
    return new GrantRequest(facts);
  }

  get facts(): GrantFacts {
    return this.#facts;
  }

  approve(at: Date): void {
    this.#decide('approve', at);
  }

  /** The member reads the reason. */
  reject(reason: string, at: Date): void {
    if (reason === '') throw new DomainError('invalid', 'certificate.grant-reason-needed');
    this.#decide('reject', at, reason);
  }

  /** CER-061 */
  takeBack(at: Date): void {
    this.#decide('take-back', at);
  }

  #decide(event: 'approve' | 'reject' | 'take-back', at: Date, reason?: string): void {
    this.#facts = { ...this.#facts, state: grantMachine.after(this.#facts.state, event), decidedAt: at, reason };
    const { id, unitId, accountId, typeCode, state } = this.#facts;
    this.raise({ type: 'certificate.grant-decided', requestId: id, unitId, accountId, typeCode, state });
  }
}
