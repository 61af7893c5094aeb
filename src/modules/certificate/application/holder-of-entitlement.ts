import { DomainError } from '../../../kernel/domain-error.ts';
import type { Entitlement } from '../domain/entitlement.ts';
import { type Holder, placeOf } from '../domain/holder.ts';
import type { AccountHolders } from '../ports/account-holders.ts';
import type { Registry } from '../ports/registry.ts';
import type { Units } from '../ports/units.ts';
import type { IssuanceOrder } from './issue-certificate.ts';

/** Whom a certificate names, as the records of units and people say at the moment it is made. */
export class HolderOfEntitlement {
  constructor(
    private readonly units: Units,
    private readonly people: AccountHolders,
    private readonly registry: Registry,
  ) {}

  async orderFor(entitlement: Entitlement): Promise<IssuanceOrder> {
    const { id, typeCode, unitId, accountId } = entitlement.facts;
    const type = await this.registry.type(typeCode);
    if (type === undefined) throw new DomainError('conflict', 'certificate.type-not-supported');
    const profileId = unitId === undefined ? type.personProfile : type.unitProfile;
    const holder = unitId === undefined ? await this.#person(accountId) : await this.#unit(unitId);
    return { operationId: entitlement.makingId, entitlementId: id, profileId, holder };
  }

  /** UNI-020: only a verified unit is named in a certificate. */
  async #unit(unitId: string): Promise<Holder> {
    const { name, code, region, verified } = await this.units.unit(unitId);
    if (!verified) throw new DomainError('conflict', 'certificate.unit-not-verified');
    return { kind: 'organisation', name, uscc: code, ...placeOf(region) };
  }

  async #person(accountId: string): Promise<Holder> {
    const { name, identityHash } = await this.people.byId(accountId);
    if (identityHash === undefined) throw new DomainError('conflict', 'access.real-name-needed');
    return { kind: 'person', name, identityHash };
  }
}
