import type { CertificateState } from '../domain/certificate-state.ts';
import type { CertificateKind, PlatformTerm } from '../domain/entitlement.ts';
import type { EntitlementState } from '../domain/entitlement-state.ts';
import type { GrantFacts } from '../domain/grant-request.ts';
import type { RevocationReason } from '../domain/revocation.ts';

export interface EntitlementRow {
  readonly id: string;
  readonly accountId: string;
  readonly unitId: string | undefined;
  readonly kind: CertificateKind;
  readonly typeCode: string;
  readonly typeName: string;
  readonly state: EntitlementState;
  readonly platforms: readonly (PlatformTerm & { readonly name: string })[];
  readonly until: Date | undefined;
  readonly hasKey: boolean;
  readonly currentSerial: string | undefined;
  readonly coveredUntil: Date | undefined;
  readonly reissuesLeft: number;
}

export interface CertificateRow {
  readonly serial: string;
  readonly entitlementId: string;
  readonly accountId: string;
  readonly unitId: string | undefined;
  readonly issuer: string;
  readonly holderName: string;
  readonly uscc: string | undefined;
  readonly keyId: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly state: CertificateState;
  readonly revokedAt: Date | undefined;
  readonly revocationReason: RevocationReason | undefined;
  readonly revocationNote: string | undefined;
  readonly der: Uint8Array | undefined;
}

export interface SurplusRow {
  readonly id: string;
  readonly kind: 'platform' | 'interconnect';
  readonly typeName: string;
  readonly platformName: string;
  readonly years: number;
  readonly bought: number;
  readonly remaining: number;
  readonly boughtAt: Date;
}

export interface StaffFilter {
  /** Serial, start of a holder's name, or USCC. */
  readonly words: string;
  readonly state: CertificateState | undefined;
}

export interface ListPosition {
  readonly at: Date;
  readonly serial: string;
}

/** Lists and look-ups for pages; no transaction, no locks. Certificates that were never signed are not shown but to staff. */
export abstract class CertificateReading {
  abstract entitlementsOf(accountId: string): Promise<readonly EntitlementRow[]>;
  abstract entitlement(id: string): Promise<EntitlementRow | undefined>;
  /** Newest first. */
  abstract certificatesOf(entitlementId: string): Promise<readonly CertificateRow[]>;
  abstract certificate(serial: string): Promise<CertificateRow | undefined>;
  abstract byUscc(uscc: string, limit: number): Promise<readonly CertificateRow[]>;
  abstract surplusOf(unitId: string): Promise<readonly SurplusRow[]>;
  /** CER-053: a platform certificate of the unit is in force for this very platform. */
  abstract unitHoldsPlatform(unitId: string, platformId: string, now: Date): Promise<boolean>;
  /** Requests of the unit's members, pending first, then the newest decided ones. */
  abstract grantsOf(unitId: string): Promise<readonly GrantFacts[]>;
  abstract grantsBy(accountId: string): Promise<readonly GrantFacts[]>;
  abstract pendingGrants(unitId: string): Promise<number>;
  /** Newest first, `limit` rows after `position`. */
  abstract list(
    filter: StaffFilter,
    position: ListPosition | undefined,
    limit: number,
  ): Promise<readonly (CertificateRow & { readonly reservedAt: Date })[]>;
}
