import { type Actor, verifiedPersonOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { Forbidden, Missing } from '../../../kernel/domain-error.ts';
import type { Ids } from '../../../kernel/ids.ts';
import { Entitlement } from '../domain/entitlement.ts';
import type { GrantFacts, GrantRequest } from '../domain/grant-request.ts';
import type { CertificateReading } from '../ports/certificate-reading.ts';
import type { CertificateStores, CertificateWork } from '../ports/certificate-work.ts';
import type { Registry } from '../ports/registry.ts';
import type { UnitOfHolder, Units } from '../ports/units.ts';
import { extendJob } from './apply-paid-line.ts';

export interface GrantsOfUnit {
  readonly unit: UnitOfHolder;
  readonly grants: readonly (GrantFacts & { readonly typeName: string })[];
}

/** Administrators approve, reject, and take back certificate grants (§9 "approve join / cert / grant / removal", CER-056, CER-061). */
export class DecideGrant {
  constructor(
    private readonly work: CertificateWork,
    private readonly units: Units,
    private readonly registry: Registry,
    private readonly reading: CertificateReading,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Of every unit that the person administers. */
  async list(actor: Actor): Promise<readonly GrantsOfUnit[]> {
    const { accountId } = verifiedPersonOf(actor);
    const units = await this.units.unitsOf(accountId);
    const roles = await Promise.all(units.map((unit) => this.units.roleOf(accountId, unit.unitId)));
    const types = await this.registry.types();
    const nameOf = (code: string) => types.find((type) => type.code === code)?.name ?? code;
    const mine = units.filter((_, index) => roles[index] === 'admin');
    if (mine.length === 0) throw new Forbidden();
    return Promise.all(
      mine.map(async (unit) => {
        const grants = await this.reading.grantsOf(unit.unitId);
        return { unit, grants: grants.map((grant) => ({ ...grant, typeName: nameOf(grant.typeCode) })) };
      }),
    );
  }

  approve(actor: Actor, id: string): Promise<void> {
    return this.#decide(actor, id, 'certificate.approve-grant', async (request, stores) => {
      request.approve(this.clock.now());
      await this.#open(request.facts, stores);
    });
  }

  reject(actor: Actor, id: string, reason: string): Promise<void> {
    return this.#decide(actor, id, 'certificate.reject-grant', async (request) => request.reject(reason.trim(), this.clock.now()));
  }

  /** CER-061: no CRL entry; the remaining term revives on a new grant. */
  takeBack(actor: Actor, id: string): Promise<void> {
    return this.#decide(actor, id, 'certificate.take-grant-back', async (request, { entitlements }) => {
      request.takeBack(this.clock.now());
      const { unitId, accountId, typeCode } = request.facts;
      for (const entitlement of await entitlements.ofMember(unitId, accountId)) {
        const held = entitlement.state === 'active' || entitlement.state === 'not_purchased';
        if (entitlement.facts.typeCode !== typeCode || !held) continue;
        entitlement.takeGrantBack();
        await entitlements.save(entitlement);
      }
    });
  }

  async #decide(
    actor: Actor,
    id: string,
    action: string,
    change: (request: GrantRequest, stores: CertificateStores) => Promise<void>,
  ): Promise<void> {
    const { accountId } = verifiedPersonOf(actor);
    const { unitId } = (await this.work.run(({ grants }) => grants.byId(id))).facts;
    const role = await this.units.roleOf(accountId, unitId);
    if (role === 'none') throw new Missing('certificate.missing');
    if (role !== 'admin') throw new Forbidden();
    await this.work.run(async (stores) => {
      const request = await stores.grants.byId(id);
      const from = request.facts.state;
      await change(request, stores);
      await stores.grants.save(request);
      const { state: to, reason } = request.facts;
      const entry = { subject: 'certificate.grant', subjectId: id, from, to };
      await stores.audit.record(actor, action, reason === undefined ? entry : { ...entry, reason });
    });
  }

  /** CER-056: approved shows as a row "not purchased"; what was blocked lives again. */
  async #open({ unitId, accountId, typeCode }: GrantFacts, { entitlements, jobs }: CertificateStores): Promise<void> {
    const held = (await entitlements.ofMember(unitId, accountId)).filter(
      (row) => row.facts.typeCode === typeCode && row.state !== 'revoked',
    );
    if (held.length === 0)
      return entitlements.save(Entitlement.open({ id: this.ids.next(), accountId, unitId, kind: 'platform', typeCode }));
    for (const entitlement of held.filter((row) => row.state === 'blocked_no_grant')) {
      entitlement.grant();
      await entitlements.save(entitlement);
      const { id, keyId } = entitlement.facts;
      if (entitlement.awaitsMaking && keyId !== undefined)
        await jobs.enqueue(extendJob, { entitlementId: id }, { key: `${extendJob}:${id}` });
    }
  }
}
