import { type Actor, type Person, systemActor } from '../../../kernel/actor.ts';
import { DomainError } from '../../../kernel/domain-error.ts';
import type { HardwareKey } from '../../../kernel/hardware-key.ts';
import { mayUseOwn } from '../domain/certificate-policy.ts';
import type { EntitlementFacts } from '../domain/entitlement.ts';
import type { CertificateRequests } from '../ports/certificate-requests.ts';
import type { CertificateWork } from '../ports/certificate-work.ts';
import type { HolderOfEntitlement } from './holder-of-entitlement.ts';
import type { IssueCertificate, IssuedCertificate } from './issue-certificate.ts';

export interface MakeCertificateCommand {
  readonly entitlementId: string;
  readonly pin: string;
}

/**
 * 制证: makes the key pair at the first time, then the certificate. Pressed twice, or again after a crash, it answers the same certificate.
 */
export class MakeCertificate {
  constructor(
    private readonly work: CertificateWork,
    private readonly keys: HardwareKey,
    private readonly requests: CertificateRequests,
    private readonly holders: Pick<HolderOfEntitlement, 'orderFor'>,
    private readonly issue: IssueCertificate,
  ) {}

  async execute(actor: Actor, { entitlementId, pin }: MakeCertificateCommand): Promise<IssuedCertificate> {
    const entitlement = await this.work.run(async ({ entitlements }) => entitlements.byId(entitlementId));
    const person = mayUseOwn(actor, entitlement.facts.accountId);
    if (!entitlement.awaitsMaking) return this.#made(entitlement.facts);
    if (entitlement.facts.keyId === undefined) await this.#makeKey(person, entitlementId, pin);
    return this.issue.execute(actor, await this.holders.orderFor(entitlement));
  }

  /**
   * For a term that was appended: the key is there and proven, no PIN is needed. Another press may have been at work when the term grew,
   * and its certificate ends too soon: then one more is made.
   */
  async extend(entitlementId: string): Promise<void> {
    for (;;) {
      const entitlement = await this.work.run(async ({ entitlements }) => entitlements.byId(entitlementId));
      if (!entitlement.awaitsMaking || entitlement.facts.keyId === undefined) return;
      await this.issue.execute(systemActor('certificate.extension'), await this.holders.orderFor(entitlement));
    }
  }

  async #made({ currentSerial, coveredUntil }: EntitlementFacts): Promise<IssuedCertificate> {
    if (currentSerial === undefined || coveredUntil === undefined) throw new DomainError('conflict', 'certificate.not-made');
    return { serial: currentSerial, notAfter: coveredUntil };
  }

  /**
   * A wrong PIN leaves nothing behind; of two who press at once one key stays. After any other failure the key stays too: the commit may
   * have come through, and a spare key does no harm where a missing one would.
   */
  async #makeKey(person: Person, entitlementId: string, pin: string): Promise<void> {
    const key = await this.keys.generate(person.accountId, 'ecdsa-p256', `certificate ${entitlementId}`);
    try {
      const csr = await this.requests.make(key.keyId, { kind: 'pin', pin });
      await this.work.run(async ({ entitlements, audit }) => {
        const entitlement = await entitlements.byId(entitlementId);
        entitlement.holdKey(key.keyId, csr);
        await entitlements.save(entitlement);
        const entry = { subject: 'certificate.entitlement', subjectId: entitlementId, detail: { keyId: key.keyId } };
        await audit.record(person, 'certificate.make-key', entry);
      });
    } catch (error) {
      if (error instanceof DomainError) await this.keys.destroy(key.keyId);
      if (error instanceof DomainError && error.code === 'certificate.key-made-already') return;
      throw error;
    }
  }
}
