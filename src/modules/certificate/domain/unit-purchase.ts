import { DomainError } from '../../../kernel/domain-error.ts';
import { FieldChecks } from '../../../kernel/field-checks.ts';
import { type CertificateType, offeredUnitKinds, type TradingPlatform } from './trading-platform.ts';

export const offeredYears = [1, 2, 3] as const;
export const maxQuantity = 200;

/** What the buyer chose on 购买单位证书 (BIL-006). */
export interface UnitPurchaseChoice {
  readonly unitId: string;
  readonly platformId: string;
  readonly kind: 'platform' | 'interconnect';
  readonly typeCode: string;
  readonly years: number;
  readonly quantity: number;
  /** CER-057: the buyer takes one of the pieces at once. */
  readonly localInstall: boolean;
}

/** The choice as it travels with the paid order line. */
export type PurchaseParams = UnitPurchaseChoice;

export interface PurchaseSurroundings {
  readonly platform: TradingPlatform | undefined;
  readonly type: CertificateType | undefined;
  /** CER-053: the unit holds a platform certificate in force for this platform. */
  readonly unitHoldsPlatformCertificate: boolean;
}

/** Refuses what is not on sale; all refused fields at once. */
export function checkUnitPurchase(choice: UnitPurchaseChoice, around: PurchaseSurroundings): void {
  const { platform, type } = around;
  const checks = new FieldChecks();
  checks.require(platform?.open === true, 'platformId', 'certificate.choose-platform');
  checks.require(type !== undefined && platform?.typeCodes.includes(type.code) === true, 'typeCode', 'certificate.type-not-supported');
  checks.require(
    platform !== undefined && offeredUnitKinds(platform, around.unitHoldsPlatformCertificate).includes(choice.kind),
    'kind',
    'certificate.interconnect-not-offered',
  );
  checks.require(
    offeredYears.some((years) => years === choice.years),
    'years',
    'certificate.bad-term',
  );
  checks.require(
    Number.isInteger(choice.quantity) && choice.quantity >= 1 && choice.quantity <= maxQuantity,
    'quantity',
    'certificate.bad-quantity',
    {
      max: maxQuantity,
    },
  );
  checks.throwIfAny();
}

/** CER-057: ticked, the buyer occupies exactly one and the rest is surplus; unticked, all of it is. */
export function dividePieces(choice: Pick<UnitPurchaseChoice, 'quantity' | 'localInstall'>): {
  readonly installed: 0 | 1;
  readonly surplus: number;
} {
  const installed = choice.localInstall ? 1 : 0;
  return { installed, surplus: choice.quantity - installed };
}

/** Reads the line of a paid order; what was sold by this module always reads. */
export function purchaseFromParams(params: Readonly<Record<string, unknown>>): PurchaseParams {
  const { unitId, platformId, kind, typeCode, years, quantity, localInstall } = params;
  const texts = typeof unitId === 'string' && typeof platformId === 'string' && typeof typeCode === 'string';
  const numbers = typeof years === 'number' && typeof quantity === 'number' && typeof localInstall === 'boolean';
  if (!texts || !numbers || (kind !== 'platform' && kind !== 'interconnect')) throw new DomainError('invalid', 'certificate.unknown-line');
  return { unitId, platformId, kind, typeCode, years, quantity, localInstall };
}
