import { describe, expect, it } from 'vitest';
import { buildCrl, buildTbsCrl, type RevokedToWrite } from '../../../src/engines/x509/crl/build-crl.ts';
import { parseCrl } from '../../../src/engines/x509/crl/revocation-list.ts';
import { derToPem } from '../../../src/engines/x509/pem.ts';
import { verifySignature } from '../../../src/engines/x509/verify-signature.ts';
import { X509Error } from '../../../src/engines/x509/x509-error.ts';
import { hasTool } from '../../support/tools.ts';
import { algorithms, anAuthority, openssl, type TestAuthority } from './test-authority.ts';

const base = { thisUpdate: new Date('2026-11-01T00:00:00.900Z'), nextUpdate: new Date('2027-12-01T00:00:00Z'), number: 300n };
const url = 'http://127.0.0.1:8099/ca.crl';

function templateOf(ca: TestAuthority, entries: Iterable<RevokedToWrite>) {
  const issuer = ca.certificate.subject;
  const authorityKeyIdentifier = ca.certificate.publicKey.keyIdentifier;
  return { ...base, issuer, authorityKeyIdentifier, issuingDistributionPoint: { urls: [url] }, entries };
}

describe('a revocation list that was built', () => {
  it.each(algorithms)('is read back and verifies (%s)', async (algorithm) => {
    const ca = await anAuthority(algorithm);
    const serial = Buffer.from('80ff', 'hex');
    const entries: RevokedToWrite[] = [
      { serial: Buffer.from('0001', 'hex'), revokedAt: new Date('2026-10-01T08:00:00Z'), reason: 'keyCompromise' },
      { serial, revokedAt: new Date('2051-01-01T00:00:00Z'), reason: 'unspecified' },
    ];
    const crl = parseCrl(await buildCrl(templateOf(ca, entries), ca.key.signer));
    expect(verifySignature(crl.signatureAlgorithm, ca.certificate.publicKey, crl.tbs, crl.signature)).toBe(true);
    expect(crl.number).toBe(300n);
    expect(crl.thisUpdate).toEqual(new Date('2026-11-01T00:00:00Z'));
    expect(crl.entryCount).toBe(2);
    expect(crl.find(Buffer.of(1))).toMatchObject({ reason: 'keyCompromise', revokedAt: new Date('2026-10-01T08:00:00Z') });
    expect(crl.find(Buffer.from('0080ff', 'hex'))).toMatchObject({ reason: 'unspecified', revokedAt: new Date('2051-01-01T00:00:00Z') });
    expect(crl.find(Buffer.of(2))).toBeUndefined();
    expect(crl.issuingDistributionPoint?.name).toEqual({ kind: 'full', names: [{ kind: 'uri', value: url }] });
    expect(crl.extension('2.5.29.28')?.critical).toBe(true);
  });

  it('has no list of entries when nothing is revoked', async () => {
    const ca = await anAuthority();
    const crl = parseCrl(await buildCrl(templateOf(ca, []), ca.key.signer));
    expect(crl.entryCount).toBe(0);
    expect([...crl.entries()]).toEqual([]);
  });

  it('is refused when it would end before it begins or has an endless number', async () => {
    const ca = await anAuthority();
    const template = { ...templateOf(ca, []), signatureAlgorithm: ca.key.signer.algorithm };
    expect(() => buildTbsCrl({ ...template, nextUpdate: base.thisUpdate })).toThrow(X509Error);
    expect(() => buildTbsCrl({ ...template, number: 2n ** 160n })).toThrow(X509Error);
    const entries = [{ serial: new Uint8Array(0), revokedAt: base.thisUpdate }];
    expect(() => buildTbsCrl({ ...template, entries })).toThrow(X509Error);
  });

  it('writes, reads and searches 200,000 entries without quadratic work', async () => {
    const ca = await anAuthority();
    const count = 200_000;
    function* many(): Generator<RevokedToWrite> {
      for (let i = 0; i < count; i++) {
        const serial = Buffer.alloc(17, 0x2a);
        serial.writeUInt32BE(i, 13);
        yield { serial, revokedAt: base.thisUpdate, reason: 'superseded' };
      }
    }
    const start = performance.now();
    const crl = parseCrl(await buildCrl(templateOf(ca, many()), ca.key.signer));
    const last = Buffer.alloc(17, 0x2a);
    last.writeUInt32BE(count - 1, 13);
    expect(crl.find(last)?.reason).toBe('superseded');
    expect(crl.entryCount).toBe(count);
    expect(performance.now() - start).toBeLessThan(30_000); // quadratic work takes minutes
  });

  it('is refused when cut or damaged, with nothing but an X509Error', async () => {
    const ca = await anAuthority();
    const der = await buildCrl(templateOf(ca, [{ serial: Buffer.of(7), revokedAt: base.thisUpdate, reason: 'superseded' }]), ca.key.signer);
    for (let at = 0; at < der.length; at++) {
      const changed = Buffer.from(der);
      changed[at] = (changed[at] ?? 0) ^ 0x21;
      for (const input of [changed, der.subarray(0, at)]) {
        try {
          [...parseCrl(input.toString('latin1').startsWith('0') ? input : Buffer.concat([Buffer.of(0x30), input])).entries()];
        } catch (error) {
          if (!(error instanceof X509Error)) throw error;
        }
      }
    }
  });
});

describe.skipIf(!hasTool('openssl'))('openssl as the judge of revocation lists', () => {
  it.each(algorithms)('verifies the list and finds the revoked certificate in it (%s)', async (algorithm) => {
    const ca = await anAuthority(algorithm);
    const [revoked, good] = [await ca.issue(), await ca.issue()];
    const entries: RevokedToWrite[] = [
      { serial: revoked.serial, revokedAt: new Date('2026-10-01T00:00:00Z'), reason: 'affiliationChanged' },
    ];
    const crl = await buildCrl(templateOf(ca, entries), ca.key.signer);
    const files = {
      'ca.pem': derToPem('CERTIFICATE', ca.certificate.raw),
      'crl.pem': derToPem('X509 CRL', crl),
      'revoked.pem': derToPem('CERTIFICATE', revoked.raw),
      'good.pem': derToPem('CERTIFICATE', good.raw),
    };
    const shown = openssl(['crl', '-in', 'crl.pem', '-CAfile', 'ca.pem', '-noout', '-text', '-nameopt', 'utf8'], files).said;
    expect(shown).toContain('verify OK');
    expect(shown).toContain('Affiliation Changed');
    expect(shown).toContain('示例根CA');
    const check = (file: string) =>
      openssl(['verify', '-crl_check', '-attime', '1796083200', '-CAfile', 'ca.pem', '-CRLfile', 'crl.pem', file], files).said;
    expect(check('good.pem')).toContain('good.pem: OK');
    expect(check('revoked.pem')).toContain('certificate revoked');
  });
});
