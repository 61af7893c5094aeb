import { Aggregate } from '../../../kernel/aggregate.ts';
import { shanghaiDay } from '../../../kernel/clock.ts';
import { DomainError } from '../../../kernel/domain-error.ts';
import type { AccountVerified } from '../published/partner-events.ts';
import { type IdentityState, identityStates } from './identity-states.ts';
import { AccountBlocked } from './partner-errors.ts';

/** A real-name check: what was typed and read, and how many faces were tried today (PAR-050). */
export interface Identity {
  readonly state: IdentityState;
  readonly name: string | undefined;
  /** Sealed resident ID number and its fingerprint: the number itself is never kept in clear. */
  readonly sealedId: string | undefined;
  readonly idFingerprint: string | undefined;
  readonly portraitBlobId: string | undefined;
  readonly emblemBlobId: string | undefined;
  /** The face provider's own number of the running check. */
  readonly faceCheckId: string | undefined;
  readonly faceDay: string | undefined;
  readonly faceTries: number;
}

export interface AccountRecord {
  readonly id: string;
  readonly name: string;
  readonly mobile: string;
  readonly mail: string;
  readonly passwordHash: string | undefined;
  readonly mustChangePassword: boolean;
  readonly disabled: boolean;
  readonly identity: Identity;
}

export interface IdentityClaim {
  readonly name: string;
  readonly sealedId: string;
  readonly idFingerprint: string;
  readonly portraitBlobId: string;
  readonly emblemBlobId: string;
}

const maxFaceTriesPerDay = 10; // C16

const unverified: Identity = {
  state: 'unverified',
  name: undefined,
  sealedId: undefined,
  idFingerprint: undefined,
  portraitBlobId: undefined,
  emblemBlobId: undefined,
  faceCheckId: undefined,
  faceDay: undefined,
  faceTries: 0,
};

/** A person's account: how they sign in and who they proved to be. */
export class Account extends Aggregate<AccountVerified> {
  #record: AccountRecord;

  private constructor(record: AccountRecord) {
    super();
    this.#record = record;
  }

  /** Made when a registration is approved; the password comes with the credentials (PAR-008). */
  static open(id: string, name: string, mobile: string, mail: string): Account {
    return new Account({
      id,
      name,
      mobile,
      mail,
      passwordHash: undefined,
      mustChangePassword: true,
      disabled: false,
      identity: unverified,
    });
  }

  static restore(record: AccountRecord): Account {
    return new Account(record);
  }

  get record(): AccountRecord {
    return this.#record;
  }

  get id(): string {
    return this.#record.id;
  }

  get identity(): Identity {
    return this.#record.identity;
  }

  get hasChosenPassword(): boolean {
    return this.#record.passwordHash !== undefined && !this.#record.mustChangePassword;
  }

  /** A delivered password: good for one sign-in, after which another must be chosen (PAR-012). */
  deliverPassword(hash: string): void {
    this.#record = { ...this.#record, passwordHash: hash, mustChangePassword: true };
  }

  choosePassword(hash: string): void {
    this.#record = { ...this.#record, passwordHash: hash, mustChangePassword: false };
  }

  assertMaySignIn(): void {
    if (this.#record.disabled) throw new AccountBlocked();
  }

  /** PAR-048: the claim is taken when name and number were read from the card as typed; the face decides. */
  claimIdentity(claim: IdentityClaim, faceCheckId: string, at: Date): void {
    const day = shanghaiDay(at);
    const tries = this.identity.faceDay === day ? this.identity.faceTries : 0;
    if (tries >= maxFaceTriesPerDay) throw new DomainError('too-many', 'partner.face-tries-used-up', { max: maxFaceTriesPerDay });
    this.#identity({
      ...this.identity,
      ...claim,
      state: identityStates.after(this.identity.state, 'submit'),
      faceCheckId,
      faceDay: day,
      faceTries: tries + 1,
    });
  }

  facePassed(at: Date): void {
    this.#identity({ ...this.identity, state: identityStates.after(this.identity.state, 'face-ok'), faceCheckId: undefined });
    const { name, idFingerprint } = this.identity;
    if (name === undefined || idFingerprint === undefined) throw new DomainError('conflict', 'partner.no-identity-claim');
    this.#record = { ...this.#record, name };
    this.raise({ type: 'partner.account-verified', accountId: this.id, name, at: at.toISOString() });
  }

  faceFailed(): void {
    this.#identity({ ...this.identity, state: identityStates.after(this.identity.state, 'face-failed'), faceCheckId: undefined });
  }

  /** C16: the fallback is offered from the third failure on. */
  get mayAskForManualReview(): boolean {
    return identityStates.can(this.identity.state, 'ask-manual') && this.identity.faceTries >= 3;
  }

  #identity(identity: Identity): void {
    this.#record = { ...this.#record, identity };
  }
}
