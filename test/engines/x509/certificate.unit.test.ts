import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { buildTbsCertificate, signCertificate } from '../../../src/engines/x509/build-certificate.ts';
import { parseCertificate, parseCertificates } from '../../../src/engines/x509/certificate.ts';
import { lintCertificate } from '../../../src/engines/x509/lint/lint-certificate.ts';
import { derToPem, pemBlocks, pemToDer } from '../../../src/engines/x509/pem.ts';
import { X509Error } from '../../../src/engines/x509/x509-error.ts';
import { hasTool } from '../../support/tools.ts';
import { aKey, algorithms, anAuthority, companyName, openssl, subscriberTemplate } from './test-authority.ts';

describe('a certificate that was built', () => {
  it.each(algorithms)('is read back field by field and passes the linter (%s)', async (algorithm) => {
    const ca = await anAuthority(algorithm);
    const subjectKey = aKey(algorithm);
    const certificate = await ca.issue({ publicKey: subjectKey.spki });
    expect(lintCertificate(ca.certificate, { issuer: ca.certificate }).filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(lintCertificate(certificate, { issuer: ca.certificate })).toEqual([]);
    expect(certificate.subject.get('O')).toBe('杭州示例科技有限公司');
    expect(certificate.subject.get('organizationIdentifier')).toBe('NTRCN-91330100MA27ABCD0A');
    expect(certificate.subject.attributes.map(({ type, value }) => ({ type, value }))).toEqual(companyName);
    expect(certificate.issuer.raw.equals(ca.certificate.subject.raw)).toBe(true);
    expect(certificate.notAfter).toEqual(new Date('2028-06-01T00:00:00Z'));
    expect(certificate.basicConstraints).toEqual({ ca: false, pathLength: undefined });
    expect([...(certificate.keyUsage ?? [])]).toEqual(['digitalSignature', 'nonRepudiation']);
    expect(certificate.authorityKeyIdentifier?.keyIdentifier).toEqual(ca.certificate.subjectKeyIdentifier);
    expect(certificate.certificatePolicies).toEqual([{ oid: '1.2.156.99999.1.1', cps: ['http://127.0.0.1:8099/cps'] }]);
    expect(certificate.publicKey.raw.equals(subjectKey.spki)).toBe(true);
    expect(new X509Certificate(certificate.raw).verify(ca.certificate.publicKey.keyObject)).toBe(true);
  });

  it('is signed over exactly the octets that were stored', async () => {
    const ca = await anAuthority();
    const tbs = buildTbsCertificate(subscriberTemplate(ca.key, ca.certificate));
    const certificate = parseCertificate(await signCertificate(tbs, ca.key.signer));
    expect(certificate.tbs.equals(tbs)).toBe(true);
  });

  it('is not signed when the signer has another algorithm than the TBS names', async () => {
    const ca = await anAuthority();
    const tbs = buildTbsCertificate(subscriberTemplate(ca.key, ca.certificate));
    await expect(signCertificate(tbs, aKey('rsa-pkcs1-sha256').signer)).rejects.toThrow(X509Error);
  });

  it.each([[[]], [[0, 1]], [[0x80, 1]], [new Array(21).fill(1)]])('is refused with the serial %s', async (octets) => {
    const ca = await anAuthority();
    const template = subscriberTemplate(ca.key, ca.certificate, { serial: Uint8Array.from(octets) });
    expect(() => buildTbsCertificate(template)).toThrow(X509Error);
  });

  it('carries GeneralizedTime when it ends after 2049', async () => {
    const ca = await anAuthority();
    const certificate = await ca.issue({ notAfter: new Date('2051-01-01T00:00:00Z') });
    expect(certificate.validityTags).toEqual([23, 24]);
    expect(lintCertificate(certificate).filter(({ code }) => code.startsWith('validity'))).toEqual([]);
  });
});

describe('reading certificates', () => {
  it('accepts PEM with text around it and several certificates in one file', async () => {
    const ca = await anAuthority();
    const leaf = await ca.issue();
    const bundle = `subject=某公司\n${derToPem('CERTIFICATE', leaf.raw)}\r\nnote\n${derToPem('CERTIFICATE', ca.certificate.raw)}`;
    expect(parseCertificates(bundle).map(({ fingerprint }) => fingerprint)).toEqual([leaf.fingerprint, ca.certificate.fingerprint]);
    expect(parseCertificate(Buffer.from(derToPem('CERTIFICATE', leaf.raw))).serialHex).toBe(leaf.serialHex);
  });

  it('refuses damaged PEM', () => {
    expect(() => pemToDer('nothing here')).toThrow(X509Error);
    expect(() => pemBlocks('-----BEGIN CERTIFICATE-----\nAAAA\n')).toThrow(X509Error);
    expect(() => pemBlocks('-----BEGIN CERTIFICATE-----\nA*AA\n-----END CERTIFICATE-----')).toThrow(X509Error);
  });

  it('answers any cut or changed certificate with a certificate or an X509Error', async () => {
    const { certificate } = await anAuthority();
    let refused = 0;
    for (let at = 0; at < certificate.raw.length; at++) {
      const changed = Buffer.from(certificate.raw);
      changed[at] = (changed[at] ?? 0) ^ 0x41;
      for (const input of [changed, certificate.raw.subarray(0, at)]) {
        try {
          const read = parseCertificate(input.length > 0 && input[0] === 0x30 ? input : Buffer.concat([Buffer.from([0x30]), input]));
          lintCertificate(read, { issuer: certificate });
        } catch (error) {
          if (!(error instanceof X509Error)) throw error;
          refused++;
        }
      }
    }
    expect(refused).toBeGreaterThan(certificate.raw.length);
  });

  it('compares names without regard to case, spaces and string type', async () => {
    const ca = await anAuthority();
    const a = await ca.issue({ subject: [{ type: 'O', value: 'Example  Trading ' }] });
    const b = await ca.issue({ subject: [{ type: 'O', value: 'EXAMPLE trading' }] });
    const c = await ca.issue({ subject: [{ type: 'O', value: 'Example Trad ing' }] });
    expect(a.subject.equals(b.subject)).toBe(true);
    expect(a.subject.equals(c.subject)).toBe(false);
  });
});

describe.skipIf(!hasTool('openssl'))('openssl as the judge of certificates', () => {
  it.each(algorithms)('verifies the chain and shows the Chinese names (%s)', async (algorithm) => {
    const ca = await anAuthority(algorithm);
    const leaf = await ca.issue({ publicKey: aKey(algorithm).spki });
    const files = { 'ca.pem': derToPem('CERTIFICATE', ca.certificate.raw), 'leaf.pem': derToPem('CERTIFICATE', leaf.raw) };
    const at = ['-attime', String(Date.parse('2027-01-01T00:00:00Z') / 1000)];
    const verified = openssl(['verify', '-x509_strict', ...at, '-CAfile', 'ca.pem', 'leaf.pem'], files);
    expect(verified.said).toBe('leaf.pem: OK\n');
    const shown = openssl(['x509', '-in', 'leaf.pem', '-noout', '-text', '-nameopt', 'utf8', '-certopt', 'no_pubkey,no_sigdump'], files);
    expect(shown.said).toContain('O=杭州示例科技有限公司');
    expect(shown.said).toContain('X509v3 Key Usage: critical');
    expect(shown.said).toContain('URI:http://127.0.0.1:8099/ca.crl');
    expect(shown.said).toContain('OCSP - URI:http://127.0.0.1:8099/ocsp');
    expect(shown.said).toContain('CPS: http://127.0.0.1:8099/cps');
  });
});
