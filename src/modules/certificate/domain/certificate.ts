import { Aggregate } from '../../../kernel/aggregate.ts';
import { DomainError } from '../../../kernel/domain-error.ts';
import type { CertificateEvent } from '../published/certificate-events.ts';
import { AlreadyRevoked, UseRefused } from './certificate-errors.ts';
import { type CertificateState, certificateMachine } from './certificate-state.ts';
import type { RevocationReason } from './revocation.ts';
import { SerialNumber } from './serial-number.ts';

export interface Revocation {
  readonly reason: RevocationReason;
  readonly at: Date;
  /** What the person who revoked wrote. */
  readonly note: string;
}

/** A certificate as it is stored. `tbs` is the planned content, `der` the certificate once its signature was checked against it. */
export interface CertificateFacts {
  readonly serial: string;
  readonly issuer: string;
  /** Exactly one certificate per operation: a paid line or an extension of it. */
  readonly operationId: string;
  readonly entitlementId: string;
  readonly accountId: string;
  readonly unitId?: string | undefined;
  readonly holderName: string;
  /** USCC of a unit; undefined for a person. */
  readonly uscc?: string | undefined;
  readonly keyId: string;
  /** SHA-256 of the SubjectPublicKeyInfo, hex. */
  readonly keyHash: string;
  /** Of the profile that was pinned (CER: profiles are data, versioned and hashed). */
  readonly profileHash: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly reservedAt: Date;
  readonly tbs: Uint8Array;
  readonly der?: Uint8Array | undefined;
  readonly state: CertificateState;
  readonly revocation?: Revocation | undefined;
}

/** How long a reservation may wait for its signature before it counts as lost. */
const reservationMs = 60_000;

export class Certificate extends Aggregate<CertificateEvent> {
  #facts: CertificateFacts;

  private constructor(facts: CertificateFacts) {
    super();
    this.#facts = facts;
  }

  /** Reserves a serial for one planned content: from here on nothing else is ever signed under it. */
  static reserve(facts: Omit<CertificateFacts, 'state' | 'der' | 'revocation'>): Certificate {
    if (facts.notAfter <= facts.notBefore) throw new DomainError('invalid', 'certificate.empty-validity');
    return new Certificate({ ...facts, state: 'issuing' });
  }

  static restore(facts: CertificateFacts): Certificate {
    return new Certificate(facts);
  }

  get facts(): CertificateFacts {
    return this.#facts;
  }

  get serial(): SerialNumber {
    return SerialNumber.parse(this.#facts.serial);
  }

  get state(): CertificateState {
    return this.#facts.state;
  }

  /** The signed certificate; `der` was compared with the plan byte for byte and its signature verified by the issuer. */
  store(der: Uint8Array): void {
    this.#facts = { ...this.#facts, state: certificateMachine.after(this.state, 'store'), der };
    this.raise({ type: 'certificate.issued', ...this.#names() });
  }

  /** True once a reservation has waited so long that whoever made it must be gone. */
  isLost(now: Date): boolean {
    return this.state === 'issuing' && now.getTime() - this.#facts.reservedAt.getTime() > reservationMs;
  }

  abandon(): void {
    this.#facts = { ...this.#facts, state: certificateMachine.after(this.state, 'abandon') };
  }

  supersede(): void {
    this.#facts = { ...this.#facts, state: certificateMachine.after(this.state, 'supersede') };
    this.raise({ type: 'certificate.superseded', ...this.#names() });
  }

  revoke(reason: RevocationReason, at: Date, note: string): void {
    if (this.state === 'revoked') throw new AlreadyRevoked(this.#facts.serial);
    this.#facts = { ...this.#facts, state: certificateMachine.after(this.state, 'revoke'), revocation: { reason, at, note } };
    this.raise({ type: 'certificate.revoked', serial: this.#facts.serial, accountId: this.#facts.accountId, reason });
  }

  expire(now: Date): void {
    if (now <= this.#facts.notAfter) throw new DomainError('conflict', 'certificate.not-expired');
    this.#facts = { ...this.#facts, state: certificateMachine.after(this.state, 'expire') };
    this.raise({ type: 'certificate.expired', serial: this.#facts.serial, accountId: this.#facts.accountId });
  }

  /** CER-094: throws UseRefused with the first reason why a new signature may not be made with it. */
  assertUsable(now: Date): void {
    if (this.state === 'revoked') throw new UseRefused('certificate.revoked');
    if (this.state === 'expired' || now > this.#facts.notAfter) throw new UseRefused('certificate.expired');
    if (this.state !== 'issued') throw new UseRefused('certificate.not-made');
    if (now < this.#facts.notBefore) throw new UseRefused('certificate.not-yet-valid');
  }

  #names() {
    return { serial: this.#facts.serial, accountId: this.#facts.accountId, entitlementId: this.#facts.entitlementId };
  }
}
