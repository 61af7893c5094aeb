import type { Actor } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { DomainError } from '../../../kernel/domain-error.ts';
import { Certificate } from '../domain/certificate.ts';
import { BeingIssued, KeyBlocked, KeyOfAnother, UseRefused } from '../domain/certificate-errors.ts';
import type { Holder } from '../domain/holder.ts';
import type { CertificateAuthority, PlannedCertificate } from '../ports/certificate-authority.ts';
import type { CertificateStores, CertificateWork } from '../ports/certificate-work.ts';
import type { SerialNumbers } from '../ports/serial-numbers.ts';

export interface IssuanceOrder {
  /** `makingId` of the entitlement: names this certificate, however often it is asked for. */
  readonly operationId: string;
  readonly entitlementId: string;
  readonly profileId: string;
  readonly holder: Holder;
}

export interface IssuedCertificate {
  readonly serial: string;
  readonly notAfter: Date;
}

/**
 * Issues exactly one certificate for an operation, whatever dies in between: serial and content are stored and committed, then signed
 * outside the transaction, compared, and stored. Nothing is ever signed twice under one serial.
 */
export class IssueCertificate {
  constructor(
    private readonly work: CertificateWork,
    private readonly authority: CertificateAuthority,
    private readonly serials: SerialNumbers,
    private readonly clock: Clock,
  ) {}

  async execute(actor: Actor, order: IssuanceOrder): Promise<IssuedCertificate> {
    const prepared = await this.#prepare(order);
    if ('done' in prepared) return prepared.done;
    const { planned, serial, until } = prepared;
    const done = await this.work.run((stores) => this.#reserve(stores, actor, order, planned, serial));
    if (done !== undefined) return done;
    const der = await this.#signOrAbandon(actor, serial, planned);
    const issued = await this.work.run((stores) => this.#store(stores, actor, order, { serial, der, until }));
    if (issued === undefined) throw new UseRefused('certificate.revoked');
    return issued;
  }

  /** What the CA would sign, or the certificate that is there already. */
  async #prepare(
    order: IssuanceOrder,
  ): Promise<{ done: IssuedCertificate } | { planned: PlannedCertificate; serial: string; until: Date }> {
    const found = await this.work.run(async ({ certificates, entitlements }) => {
      const done = finished(await certificates.byOperation(order.operationId));
      const entitlement = await entitlements.byId(order.entitlementId);
      return { done, csr: entitlement.facts.csr, until: entitlement.term?.until };
    });
    if (found.done !== undefined) return { done: found.done };
    const { csr, until } = found;
    if (csr === undefined || until === undefined) throw new DomainError('conflict', 'certificate.not-made');
    const serial = this.serials.next();
    const planned = await this.authority.plan({
      profileId: order.profileId,
      holder: order.holder,
      serial: serial.bytes(),
      csr,
      notBefore: this.clock.now(),
      notAfter: until,
    });
    return { planned, serial: serial.hex, until };
  }

  async #reserve(
    stores: CertificateStores,
    actor: Actor,
    order: IssuanceOrder,
    planned: PlannedCertificate,
    serial: string,
  ): Promise<IssuedCertificate | undefined> {
    const { certificates, entitlements, blockedKeys, audit } = stores;
    const entitlement = await entitlements.byId(order.entitlementId);
    const other = await certificates.byOperation(order.operationId);
    const done = finished(other);
    if (done !== undefined) return done;
    entitlement.assertInForce();
    const now = this.clock.now();
    if (other !== undefined) {
      if (!other.isLost(now)) throw new BeingIssued();
      await abandon(stores, actor, other);
    }
    if (await blockedKeys.has(planned.keyHash)) throw new KeyBlocked();
    if (await certificates.keyIsOfAnother(planned.keyHash, order.entitlementId)) throw new KeyOfAnother();
    const { accountId, unitId, keyId = '' } = entitlement.facts;
    const { operationId, entitlementId, holder } = order;
    const uscc = holder.kind === 'organisation' ? holder.uscc : undefined;
    const who = { operationId, entitlementId, accountId, unitId, holderName: holder.name, uscc, keyId };
    await certificates.save(Certificate.reserve({ ...planned, ...who, serial, reservedAt: now }));
    await audit.record(actor, 'certificate.reserve', { subject: 'certificate', subjectId: serial, to: 'issuing', detail: { operationId } });
    return undefined;
  }

  async #signOrAbandon(actor: Actor, serial: string, planned: PlannedCertificate): Promise<Uint8Array> {
    try {
      return await this.authority.sign(planned);
    } catch (error) {
      await this.work.run(async (stores) => abandon(stores, actor, await stores.certificates.bySerial(serial)));
      throw error;
    }
  }

  /** Undefined when the right ended while the signature was made: the serial is then abandoned and never called good. */
  async #store(
    stores: CertificateStores,
    actor: Actor,
    order: IssuanceOrder,
    { serial, der, until }: { serial: string; der: Uint8Array; until: Date },
  ): Promise<IssuedCertificate | undefined> {
    const { certificates, entitlements, audit } = stores;
    const entitlement = await entitlements.byId(order.entitlementId);
    const certificate = await certificates.bySerial(serial);
    if (entitlement.state === 'revoked') return void (await abandon(stores, actor, certificate));
    certificate.store(der);
    const before = entitlement.hold(serial, until);
    if (before !== undefined) {
      const old = await certificates.bySerial(before);
      if (old.state === 'issued') old.supersede();
      await certificates.save(old);
    }
    await certificates.save(certificate);
    await entitlements.save(entitlement);
    await audit.record(actor, 'certificate.issue', { subject: 'certificate', subjectId: serial, from: 'issuing', to: 'issued' });
    return { serial, notAfter: certificate.facts.notAfter };
  }
}

async function abandon({ certificates, audit }: CertificateStores, actor: Actor, certificate: Certificate): Promise<void> {
  if (certificate.state !== 'issuing') return; // taken for lost, or revoked, by somebody who came first
  certificate.abandon();
  await certificates.save(certificate);
  const entry = { subject: 'certificate', subjectId: certificate.facts.serial, from: 'issuing', to: 'abandoned' };
  await audit.record(actor, 'certificate.abandon', entry);
}

function finished(certificate: Certificate | undefined): IssuedCertificate | undefined {
  if (certificate === undefined || certificate.state === 'issuing') return undefined;
  return { serial: certificate.facts.serial, notAfter: certificate.facts.notAfter };
}
