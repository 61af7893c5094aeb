/** A row of the trading-platform registry (PLT-026). */
export interface TradingPlatform {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  /** CER-050: other members may buy interconnect certificates once the unit has a platform certificate. */
  readonly supportsInterconnect: boolean;
  /** CER-051: platforms of one alliance accept each other's certificates of the same type, if they consented. */
  readonly alliance?: string | undefined;
  readonly recognitionConsent: boolean;
  /** CER-052: codes of the certificate types it supports; all are of equal force. */
  readonly typeCodes: readonly string[];
  readonly open: boolean;
}

/** A type of certificate that the system issues. */
export interface CertificateType {
  readonly code: string;
  readonly name: string;
  readonly provider: string;
  /** Profile for units and for persons. */
  readonly unitProfile: string;
  readonly personProfile: string;
}

/** CER-051: a certificate bought for one platform is accepted on the other. */
export function recognises(one: TradingPlatform, other: TradingPlatform, typeCode: string): boolean {
  if (one.id === other.id) return true;
  const allied = one.alliance !== undefined && one.alliance === other.alliance && one.recognitionConsent && other.recognitionConsent;
  return allied && one.typeCodes.includes(typeCode) && other.typeCodes.includes(typeCode);
}

/** CER-053: interconnect only where the platform supports it and the unit holds a platform certificate in force for that same platform. */
export function offeredUnitKinds(
  platform: TradingPlatform,
  unitHoldsPlatformCertificate: boolean,
): readonly ('platform' | 'interconnect')[] {
  return platform.supportsInterconnect && unitHoldsPlatformCertificate ? ['platform', 'interconnect'] : ['platform'];
}
