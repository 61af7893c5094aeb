import type { AuditTrail } from '../../../kernel/audit.ts';
import type { Inbox, Operations } from '../../../kernel/events.ts';
import type { Jobs } from '../../../kernel/jobs.ts';
import { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { Certificate } from '../domain/certificate.ts';
import type { CertificateKind, Entitlement } from '../domain/entitlement.ts';
import type { GrantRequest } from '../domain/grant-request.ts';
import type { PinResetCode } from '../domain/pin-reset.ts';
import type { SurplusLot } from '../domain/surplus-lot.ts';

/** X.509 certificates. Whatever is read is locked until the transaction ends. */
export abstract class Certificates {
  /** Throws Missing. */
  abstract bySerial(serial: string): Promise<Certificate>;
  /** The one certificate of an operation; abandoned attempts do not count. */
  abstract byOperation(operationId: string): Promise<Certificate | undefined>;
  /** All of an entitlement that are not abandoned. */
  abstract ofEntitlement(entitlementId: string): Promise<readonly Certificate[]>;
  /** True when a certificate of another account or unit carries this key. */
  abstract keyIsOfAnother(keyHash: string, entitlementId: string): Promise<boolean>;
  /** Of the certificates whose end has passed and that do not say so yet, up to `limit`. */
  abstract ended(now: Date, limit: number): Promise<readonly Certificate[]>;
  /** Stores the certificate and appends its events to the outbox. */
  abstract save(certificate: Certificate): Promise<void>;
}

export interface EntitlementHolder {
  readonly accountId: string;
  readonly unitId: string | undefined;
  readonly kind: CertificateKind;
  readonly typeCode: string;
}

/** Rights to certificates. Whatever is read is locked until the transaction ends. */
export abstract class Entitlements {
  /** Throws Missing. */
  abstract byId(id: string): Promise<Entitlement>;
  /** CER-102: at most one that is not revoked. */
  abstract ofHolder(holder: EntitlementHolder): Promise<Entitlement | undefined>;
  abstract ofMember(unitId: string, accountId: string): Promise<readonly Entitlement[]>;
  abstract ended(now: Date, limit: number): Promise<readonly Entitlement[]>;
  abstract save(entitlement: Entitlement): Promise<void>;
}

/** What members asked for. Whatever is read is locked until the transaction ends. */
export abstract class GrantRequests {
  /** Throws Missing. */
  abstract byId(id: string): Promise<GrantRequest>;
  /** The pending or approved ones of a member. */
  abstract openOf(unitId: string, accountId: string): Promise<readonly GrantRequest[]>;
  abstract save(request: GrantRequest): Promise<void>;
}

export abstract class SurplusLots {
  abstract add(lot: SurplusLot): Promise<void>;
}

/** Keys that were lost: no certificate is issued for them again. */
export abstract class BlockedKeys {
  abstract has(keyHash: string): Promise<boolean>;
  abstract add(keyHash: string, at: Date): Promise<void>;
}

export abstract class PinResetCodes {
  abstract of(accountId: string): Promise<PinResetCode | undefined>;
  abstract put(code: PinResetCode): Promise<void>;
  abstract remove(accountId: string): Promise<void>;
}

export interface CertificateStores {
  readonly certificates: Certificates;
  readonly entitlements: Entitlements;
  readonly grants: GrantRequests;
  readonly lots: SurplusLots;
  readonly blockedKeys: BlockedKeys;
  readonly pinResets: PinResetCodes;
  readonly operations: Operations;
  readonly inbox: Inbox;
  readonly jobs: Jobs;
  readonly audit: AuditTrail;
}

export abstract class CertificateWork extends UnitOfWork<CertificateStores> {}
