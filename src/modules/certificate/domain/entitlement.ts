import { Aggregate } from '../../../kernel/aggregate.ts';
import { DomainError } from '../../../kernel/domain-error.ts';
import type { EntitlementEvent } from '../published/certificate-events.ts';
import { UseRefused } from './certificate-errors.ts';
import { type EntitlementState, type EntitlementEvent as EntitlementTransition, entitlementMachine } from './entitlement-state.ts';
import { yearsAfter } from './term.ts';

/** CER-049: platform certificate (平台证书), interconnect certificate (互连证书), or a person's own. */
export type CertificateKind = 'platform' | 'interconnect' | 'personal';

/** CER-102: each purchased platform is a row with its own validity. */
export interface PlatformTerm {
  readonly platformId: string;
  readonly from: Date;
  readonly until: Date;
}

export interface EntitlementFacts {
  readonly id: string;
  readonly accountId: string;
  readonly unitId?: string | undefined;
  readonly kind: CertificateKind;
  readonly typeCode: string;
  readonly state: EntitlementState;
  readonly platforms: readonly PlatformTerm[];
  /** The key pair, once made; kept over renewals. */
  readonly keyId?: string | undefined;
  /** PKCS #10 with the proof of possession of that key; verified again for each certificate. */
  readonly csr?: Uint8Array | undefined;
  readonly currentSerial?: string | undefined;
  /** End of the term that the certificate now in use was made for. */
  readonly coveredUntil?: Date | undefined;
  /** How many certificates it has held. */
  readonly issued: number;
  /** CER-067 */
  readonly reissuesLeft: number;
}

export const freeReissues = 3;

/** The right to a certificate for a term (§8.6): one per holder, unit, kind and type (CER-102). */
export class Entitlement extends Aggregate<EntitlementEvent> {
  #facts: EntitlementFacts;

  private constructor(facts: EntitlementFacts) {
    super();
    this.#facts = facts;
  }

  /** A row without term: 未购买 (CER-056). */
  static open(who: Pick<EntitlementFacts, 'id' | 'accountId' | 'unitId' | 'kind' | 'typeCode'>): Entitlement {
    if ((who.kind === 'personal') !== (who.unitId === undefined)) throw new DomainError('invalid', 'certificate.unit-and-kind-differ');
    return new Entitlement({ ...who, state: 'not_purchased', platforms: [], issued: 0, reissuesLeft: freeReissues });
  }

  static restore(facts: EntitlementFacts): Entitlement {
    return new Entitlement(facts);
  }

  get facts(): EntitlementFacts {
    return this.#facts;
  }

  get state(): EntitlementState {
    return this.#facts.state;
  }

  /** First start and last end over all platforms; undefined before the first purchase. */
  get term(): { readonly from: Date; readonly until: Date } | undefined {
    const [first, ...rest] = this.#facts.platforms;
    if (first === undefined) return undefined;
    return rest.reduce(
      (all, row) => ({ from: row.from < all.from ? row.from : all.from, until: row.until > all.until ? row.until : all.until }),
      { from: first.from, until: first.until },
    );
  }

  /** 待制证: paid, but no certificate reaches to the end of the term. */
  get awaitsMaking(): boolean {
    const { coveredUntil } = this.#facts;
    const until = this.term?.until;
    return this.state === 'active' && until !== undefined && (coveredUntil === undefined || coveredUntil < until);
  }

  /** Names the next certificate: however often the button is pressed, it is this one that is made. */
  get makingId(): string {
    return `${this.#facts.id}/${this.#facts.issued + 1}`;
  }

  /** CER-059, CER-102: same platform, the term is appended to that row; a new platform, a row from now. An ended row starts again now. */
  buy(platformId: string, years: number, now: Date): void {
    if (!Number.isInteger(years) || years < 1 || years > 10) throw new DomainError('invalid', 'certificate.bad-term');
    this.#move('buy');
    const before = this.#facts.platforms.find((row) => row.platformId === platformId);
    const row =
      before !== undefined && before.until > now
        ? { ...before, until: yearsAfter(before.until, years) }
        : { platformId, from: now, until: yearsAfter(now, years) };
    this.#facts = { ...this.#facts, platforms: [...this.#facts.platforms.filter((other) => other !== before), row] };
    const { id, accountId, typeCode } = this.#facts;
    this.raise({ type: 'certificate.entitlement-bought', entitlementId: id, accountId, typeCode });
  }

  /** The key pair and its proof of possession, once for ever: a device change or key loss is another matter. */
  holdKey(keyId: string, csr: Uint8Array): void {
    if (this.state !== 'active') throw new UseRefused('certificate.not-made');
    if (this.#facts.keyId !== undefined) throw new DomainError('conflict', 'certificate.key-made-already');
    this.#facts = { ...this.#facts, keyId, csr };
  }

  /** The certificate in use from now on; answers the serial it takes the place of. */
  hold(serial: string, coveredUntil: Date): string | undefined {
    const before = this.#facts.currentSerial;
    this.#facts = { ...this.#facts, currentSerial: serial, coveredUntil, issued: this.#facts.issued + 1 };
    return before;
  }

  takeGrantBack(): void {
    this.#move('take-grant-back');
  }

  /** CER-061: the remaining term revives on a new grant. */
  grant(): void {
    this.#move('grant', this.term === undefined ? 'not_purchased' : 'active');
  }

  passEnd(now: Date): void {
    const until = this.term?.until;
    if (until === undefined || now < until) throw new DomainError('conflict', 'certificate.not-expired');
    this.#move('pass-end');
    this.raise({ type: 'certificate.entitlement-expired', entitlementId: this.#facts.id, accountId: this.#facts.accountId });
  }

  revoke(): void {
    this.#move('revoke');
    this.raise({ type: 'certificate.entitlement-revoked', entitlementId: this.#facts.id, accountId: this.#facts.accountId });
  }

  /** Nothing is issued for a right that is not in force: throws UseRefused with the reason. */
  assertInForce(): void {
    if (this.state === 'revoked') throw new UseRefused('certificate.revoked');
    if (this.state === 'blocked_no_grant') throw new UseRefused('certificate.no-grant');
    if (this.state === 'expired') throw new UseRefused('certificate.expired');
    if (this.state !== 'active') throw new UseRefused('certificate.not-made');
  }

  /** CER-094: throws UseRefused with the first reason why it may not be used now (on `platformId`, where one is meant). */
  assertUsable(now: Date, platformId?: string): void {
    this.assertInForce();
    const until = this.term?.until;
    if (until !== undefined && until <= now) throw new UseRefused('certificate.expired');
    if (this.#facts.currentSerial === undefined) throw new UseRefused('certificate.not-made');
    if (platformId === undefined) return;
    const row = this.#facts.platforms.find((candidate) => candidate.platformId === platformId);
    if (row === undefined) throw new UseRefused('certificate.platform-not-supported');
    if (row.until <= now) throw new UseRefused('certificate.expired');
  }

  #move(event: EntitlementTransition, chosen?: EntitlementState): void {
    this.#facts = { ...this.#facts, state: entitlementMachine.after(this.state, event, chosen) };
  }
}
