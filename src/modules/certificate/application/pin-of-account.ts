import type { Actor } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { DomainError, InvalidFields } from '../../../kernel/domain-error.ts';
import { FieldChecks } from '../../../kernel/field-checks.ts';
import type { HardwareKey, PinState } from '../../../kernel/hardware-key.ts';
import type { Ids } from '../../../kernel/ids.ts';
import type { SealedText } from '../../../kernel/sealed-text.ts';
import { mayHaveOwn } from '../domain/certificate-policy.ts';
import { checkNewPin } from '../domain/pin.ts';
import { mayResend, tryCode } from '../domain/pin-reset.ts';
import type { AccountHolders } from '../ports/account-holders.ts';
import type { CertificateWork } from '../ports/certificate-work.ts';

export interface NewPinInput {
  readonly pin: string;
  readonly pinRepeated: string;
}

/** The certificate PIN (证书密码): one per account, for all its certificates (CER-103). PINs are never stored, logged or shown again. */
export class PinOfAccount {
  constructor(
    private readonly work: CertificateWork,
    private readonly keys: HardwareKey,
    private readonly people: AccountHolders,
    private readonly secrets: SealedText,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async state(actor: Actor): Promise<PinState> {
    return this.keys.pinState(mayHaveOwn(actor).accountId);
  }

  /** CER-074. Throws PinAlreadySet. */
  async set(actor: Actor, input: NewPinInput): Promise<void> {
    const { accountId } = mayHaveOwn(actor);
    checked(input);
    await this.keys.setPin(accountId, input.pin);
    await this.#audit(actor, 'set', accountId);
  }

  /** CER-075. Throws WrongPin, PinLocked, PinNotSet. */
  async change(actor: Actor, input: NewPinInput & { readonly oldPin: string }): Promise<void> {
    const { accountId } = mayHaveOwn(actor);
    checked(input);
    await this.keys.changePin(accountId, input.oldPin, input.pin);
    await this.#audit(actor, 'change', accountId);
  }

  /** CER-076: a code to the account's own number. */
  async sendResetCode(actor: Actor): Promise<{ readonly maskedMobile: string }> {
    const { accountId } = mayHaveOwn(actor);
    const code = this.ids.digits(6);
    const now = this.clock.now();
    await this.work.run(async ({ pinResets }) => {
      mayResend(await pinResets.of(accountId), now);
      await pinResets.put({ accountId, fingerprint: this.#fingerprint(accountId, code), sentAt: now, tries: 0 });
    });
    await this.people.sendCode(accountId, code);
    return { maskedMobile: (await this.people.byId(accountId)).maskedMobile };
  }

  /** CER-076, CER-078: sets a new PIN and opens the lock. */
  async reset(actor: Actor, input: NewPinInput & { readonly code: string }): Promise<void> {
    const { accountId } = mayHaveOwn(actor);
    checked(input);
    const right = await this.work.run(async ({ pinResets }) => {
      const outcome = tryCode(await pinResets.of(accountId), this.#fingerprint(accountId, input.code.trim()), this.clock.now());
      if (outcome.after !== undefined) await pinResets.put(outcome.after);
      if (outcome.right) await pinResets.remove(accountId);
      return outcome.right;
    });
    if (!right) throw new InvalidFields([{ field: 'code', code: 'certificate.code-wrong' }]);
    await this.keys.resetPin(accountId, input.pin);
    await this.#audit(actor, 'reset', accountId);
  }

  /** Throws `certificate.pin-needed` until the person has set one. */
  async assertSet(accountId: string): Promise<void> {
    if ((await this.keys.pinState(accountId)).state === 'unset') throw new DomainError('conflict', 'certificate.pin-needed');
  }

  #fingerprint(accountId: string, code: string): string {
    return this.secrets.fingerprint(`certificate-pin-reset/${accountId}/${code}`);
  }

  async #audit(actor: Actor, what: string, accountId: string): Promise<void> {
    await this.work.run(({ audit }) =>
      audit.record(actor, `certificate.pin-${what}`, { subject: 'certificate.pin', subjectId: accountId }),
    );
  }
}

function checked({ pin, pinRepeated }: NewPinInput): void {
  const checks = new FieldChecks();
  checkNewPin(checks, pin, pinRepeated);
  checks.throwIfAny();
}
