import type { Actor } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { DomainError, Missing } from '../../../kernel/domain-error.ts';
import { mayBuyForUnit, mayHaveOwn } from '../domain/certificate-policy.ts';
import { type CertificateType, offeredUnitKinds, type TradingPlatform } from '../domain/trading-platform.ts';
import type { CertificateReading } from '../ports/certificate-reading.ts';
import type { CertificatePrice, Registry } from '../ports/registry.ts';
import type { UnitOfHolder, Units } from '../ports/units.ts';

export interface UnitOffer {
  readonly unit: UnitOfHolder;
  readonly platform: TradingPlatform;
  readonly kinds: readonly ('platform' | 'interconnect')[];
  readonly types: readonly CertificateType[];
  readonly prices: readonly CertificatePrice[];
}

/** What a unit can be sold for a platform (CER-052, CER-053, BIL-006). */
export class OfferUnitCertificate {
  constructor(
    private readonly units: Units,
    private readonly registry: Registry,
    private readonly reading: CertificateReading,
    private readonly clock: Clock,
  ) {}

  /** The verified units for which the person may buy. */
  async unitsFor(actor: Actor): Promise<readonly UnitOfHolder[]> {
    const { accountId } = mayHaveOwn(actor);
    const units = await this.units.unitsOf(accountId);
    const granted = new Set((await this.reading.entitlementsOf(accountId)).filter(isGrant).map((row) => row.unitId));
    const roles = await Promise.all(units.map((unit) => this.units.roleOf(accountId, unit.unitId)));
    return units.filter((unit, index) => unit.verified && (roles[index] === 'admin' || granted.has(unit.unitId)));
  }

  platforms(words: string): Promise<readonly TradingPlatform[]> {
    return this.registry.platforms(words, 50);
  }

  /** Throws Missing, `certificate.grant-needed`, `certificate.unit-not-verified`. */
  async execute(actor: Actor, unitId: string, platformId: string): Promise<UnitOffer> {
    const { accountId } = mayHaveOwn(actor);
    const role = await this.units.roleOf(accountId, unitId);
    const mine = role === 'member' ? await this.reading.entitlementsOf(accountId) : [];
    mayBuyForUnit(actor, role, () => mine.some((row) => row.unitId === unitId && isGrant(row)));
    const unit = await this.units.unit(unitId);
    if (!unit.verified) throw new DomainError('conflict', 'certificate.unit-not-verified');
    const platform = await this.registry.platform(platformId);
    if (platform?.open !== true) throw new Missing('certificate.no-platform');
    const held = await this.reading.unitHoldsPlatform(unitId, platformId, this.clock.now());
    const known = await this.registry.types();
    const types = platform.typeCodes.flatMap((code) => known.find((type) => type.code === code) ?? []);
    const offered = role === 'member' ? types.filter((type) => mine.some((row) => row.typeCode === type.code && isGrant(row))) : types;
    return { unit, platform, kinds: offeredUnitKinds(platform, held), types: offered, prices: await this.registry.prices() };
  }
}

/** CER-054, CER-056: an approved grant shows as a row, bought or not. */
function isGrant(row: { readonly state: string }): boolean {
  return row.state === 'not_purchased' || row.state === 'active' || row.state === 'expired';
}
