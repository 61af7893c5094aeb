import { describe, expect, it } from 'vitest';
import { IllegalTransition } from '../../../../src/kernel/state-machine.ts';
import { Certificate } from '../../../../src/modules/certificate/domain/certificate.ts';
import { AlreadyRevoked } from '../../../../src/modules/certificate/domain/certificate-errors.ts';
import type { CertificateEvent, CertificateState } from '../../../../src/modules/certificate/domain/certificate-state.ts';
import { aCertificate, certificateFacts, inDays, now } from '../support/a-certificate.ts';

const states: readonly CertificateState[] = ['issuing', 'issued', 'superseded', 'revoked', 'expired', 'abandoned'];
const afterEnd = inDays(400);
const events: Record<CertificateEvent, (certificate: Certificate) => void> = {
  store: (certificate) => certificate.store(Uint8Array.of(1)),
  abandon: (certificate) => certificate.abandon(),
  supersede: (certificate) => certificate.supersede(),
  revoke: (certificate) => certificate.revoke('requested', now, ''),
  expire: (certificate) => certificate.expire(afterEnd),
};
const allowed: Record<string, CertificateState> = {
  'issuing store': 'issued',
  'issuing abandon': 'abandoned',
  'issuing revoke': 'revoked',
  'issued supersede': 'superseded',
  'issued revoke': 'revoked',
  'issued expire': 'expired',
  'superseded revoke': 'revoked',
  'superseded expire': 'expired',
};

describe('the life of an X.509 certificate', () => {
  for (const from of states)
    for (const [event, act] of Object.entries(events)) {
      const to = allowed[`${from} ${event}`];
      it(`${from}, ${event}: ${to ?? 'refused, nothing changed'} (§8.6)`, () => {
        const certificate = aCertificate(from);
        const before = certificate.facts;
        if (to !== undefined) {
          act(certificate);
          expect(certificate.state).toBe(to);
        } else {
          expect(() => act(certificate)).toThrow(from === 'revoked' && event === 'revoke' ? AlreadyRevoked : IllegalTransition);
          expect(certificate.facts).toEqual(before);
          expect(certificate.releaseEvents()).toEqual([]);
        }
      });
    }

  it('a revocation keeps reason, time and note and tells about it (CER-093)', () => {
    const certificate = aCertificate();
    certificate.revoke('key-lost', now, '手机遗失');
    expect(certificate.facts.revocation).toEqual({ reason: 'key-lost', at: now, note: '手机遗失' });
    expect(certificate.releaseEvents()).toEqual([
      { type: 'certificate.revoked', serial: certificate.facts.serial, accountId: 'a-1', reason: 'key-lost' },
    ]);
  });

  it('does not expire before its end', () => {
    expect(() => aCertificate().expire(inDays(354))).toThrow('certificate.not-expired');
  });

  it('each reason against its use has its own code (CER-094)', () => {
    const useAt = (state: CertificateState, at = now) => aCertificate(state).assertUsable(at);
    expect(() => useAt('issued')).not.toThrow();
    expect(() => useAt('revoked')).toThrow('certificate.revoked');
    expect(() => useAt('expired')).toThrow('certificate.expired');
    expect(() => useAt('issued', inDays(356))).toThrow('certificate.expired');
    expect(() => useAt('issued', inDays(-11))).toThrow('certificate.not-yet-valid');
    for (const state of ['issuing', 'superseded', 'abandoned'] as const) expect(() => useAt(state)).toThrow('certificate.not-made');
  });

  it('a reservation counts as lost after a minute, a stored certificate never', () => {
    const facts = certificateFacts();
    const reserved = Certificate.reserve({ ...facts, reservedAt: now });
    expect(reserved.isLost(new Date(now.getTime() + 59_000))).toBe(false);
    expect(reserved.isLost(new Date(now.getTime() + 61_000))).toBe(true);
    expect(aCertificate('issued').isLost(now)).toBe(false);
  });

  it('a validity that ends before it starts cannot be reserved', () => {
    expect(() => Certificate.reserve(certificateFacts({ notAfter: inDays(-10) }))).toThrow('certificate.empty-validity');
  });
});
