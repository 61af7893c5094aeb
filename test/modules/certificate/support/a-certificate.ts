import { Certificate, type CertificateFacts } from '../../../../src/modules/certificate/domain/certificate.ts';
import type { CertificateState } from '../../../../src/modules/certificate/domain/certificate-state.ts';
import { Entitlement, type EntitlementFacts } from '../../../../src/modules/certificate/domain/entitlement.ts';
import type { EntitlementState } from '../../../../src/modules/certificate/domain/entitlement-state.ts';

export const now = new Date('2026-11-21T04:00:00Z');
export const day = 86_400_000;
export const inDays = (days: number) => new Date(now.getTime() + days * day);

export function certificateFacts(changes: Partial<CertificateFacts> = {}): CertificateFacts {
  return {
    serial: `01${'ab'.repeat(17)}`,
    issuer: 'issuing',
    operationId: 'e-1/1',
    entitlementId: 'e-1',
    accountId: 'a-1',
    unitId: 'u-1',
    holderName: '杭州青柏招标有限公司',
    uscc: '91330106MA2B0L0G9Q',
    keyId: 'k-1',
    keyHash: '00'.repeat(32),
    profileHash: '11'.repeat(32),
    notBefore: inDays(-10),
    notAfter: inDays(355),
    reservedAt: inDays(-10),
    tbs: Uint8Array.of(0x30, 0),
    der: Uint8Array.of(0x30, 0),
    state: 'issued',
    ...changes,
  };
}

export const aCertificate = (state: CertificateState = 'issued', changes: Partial<CertificateFacts> = {}) =>
  Certificate.restore(
    certificateFacts({
      state,
      ...(state === 'revoked' ? { revocation: { reason: 'requested' as const, at: inDays(-1), note: '' } } : {}),
      ...changes,
    }),
  );

export function entitlementFacts(changes: Partial<EntitlementFacts> = {}): EntitlementFacts {
  return {
    id: 'e-1',
    accountId: 'a-1',
    unitId: 'u-1',
    kind: 'platform',
    typeCode: 'yx-general',
    state: 'active',
    platforms: [{ platformId: 'p-1', from: inDays(-10), until: inDays(355) }],
    keyId: 'k-1',
    csr: Uint8Array.of(0x30),
    currentSerial: '01ab',
    coveredUntil: inDays(355),
    issued: 1,
    reissuesLeft: 3,
    ...changes,
  };
}

export const anEntitlement = (state: EntitlementState = 'active', changes: Partial<EntitlementFacts> = {}) =>
  Entitlement.restore(entitlementFacts({ state, ...changes }));
