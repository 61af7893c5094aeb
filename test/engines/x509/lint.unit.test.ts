import { generateKeyPairSync, generatePrimeSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readDer } from '../../../src/engines/der/der-reader.ts';
import * as der from '../../../src/engines/der/der-writer.ts';
import { buildTbsCertificate, type CertificateTemplate } from '../../../src/engines/x509/build-certificate.ts';
import { parseTbsCertificate } from '../../../src/engines/x509/certificate.ts';
import type { ExtensionsToWrite } from '../../../src/engines/x509/encode-extensions.ts';
import { checkPublicKey } from '../../../src/engines/x509/lint/check-public-key.ts';
import { lintCertificate } from '../../../src/engines/x509/lint/lint-certificate.ts';
import { hasSmallFactor } from '../../../src/engines/x509/lint/weak-rsa.ts';
import { parsePublicKey } from '../../../src/engines/x509/public-key.ts';
import { aKey, anAuthority, anIntermediate, companyName, subscriberExtensions, subscriberTemplate } from './test-authority.ts';

const ca = await anAuthority();

function codesOf(change: Partial<CertificateTemplate>, rewrite = (fields: Buffer[]) => fields): readonly string[] {
  const tbs = buildTbsCertificate(subscriberTemplate(ca.key, ca.certificate, change));
  const fields = readDer(tbs)
    .asSequence()
    .map(({ raw }) => raw);
  return lintCertificate(parseTbsCertificate(der.sequenceOf(rewrite(fields))), { issuer: ca.certificate }).map(({ code }) => code);
}

const withExtensions = (change: Partial<ExtensionsToWrite>): Partial<CertificateTemplate> => ({
  extensions: { ...subscriberExtensions, ...change },
});
const without = (key: keyof ExtensionsToWrite): Partial<CertificateTemplate> => {
  const extensions: ExtensionsToWrite = Object.fromEntries(Object.entries(subscriberExtensions).filter(([name]) => name !== key));
  return { extensions };
};
const replace = (index: number, field: Buffer) => (fields: Buffer[]) => fields.map((old, at) => (at === index ? field : old));
const name = (type: string, value: string): Partial<CertificateTemplate> => ({
  subject: [...companyName.filter((a) => a.type !== type), { type, value }],
});
const rawName = (...attributes: [oid: string, value: Buffer][]) =>
  der.sequenceOf(attributes.map(([oid, value]) => der.setOf([der.sequence(der.oid(oid), value)])));

describe('the linter', () => {
  it('has nothing to say about a sound certificate', () => {
    expect(codesOf({})).toEqual([]);
  });

  it.each<[string, Partial<CertificateTemplate>]>([
    ['validity.empty', { notAfter: new Date('2026-06-01T00:00:00Z') }],
    ['validity.beyond-issuer', { notAfter: new Date('2046-01-02T00:00:00Z') }],
    ['validity.before-issuer', { notBefore: new Date('2025-12-31T00:00:00Z') }],
    ['serial.short', { serial: Uint8Array.of(1, 2, 3) }],
    ['issuer.name', { issuer: [{ type: 'CN', value: '别的CA' }] }],
    ['subject.empty', { subject: [] }],
    ['subject.too-long', name('CN', '长'.repeat(65))],
    ['subject.spaces', name('O', '杭州示例 ')],
    ['subject.control-characters', name('O', '杭州\u202e示例')],
    ['subject.country', name('C', 'cn')],
    ['subject.repeated', { subject: [...companyName, { type: 'CN', value: '第二个' }] }],
    ['subject.string-type', { subject: rawName(['2.5.4.6', der.utf8String('CN')]) }],
    ['key-usage.missing', without('keyUsage')],
    ['key-usage.empty', withExtensions({ keyUsage: [] })],
    ['key-usage.cert-sign', withExtensions({ keyUsage: ['digitalSignature', 'keyCertSign'] })],
    ['key-usage.only-without-agreement', withExtensions({ keyUsage: ['digitalSignature', 'encipherOnly'] })],
    ['key-usage.ca-without-cert-sign', withExtensions({ basicConstraints: { ca: true }, keyUsage: ['digitalSignature'] })],
    [
      'revocation.nowhere',
      { extensions: { ...subscriberExtensions, crlDistributionPoints: [], authorityInfoAccess: { caIssuers: ['http://a/b'] } } },
    ],
    ['info-access.empty', withExtensions({ authorityInfoAccess: {} })],
    ['info-access.missing', without('authorityInfoAccess')],
    ['policies.missing', without('certificatePolicies')],
    ['policies.duplicate', withExtensions({ certificatePolicies: [{ oid: '1.2.3' }, { oid: '1.2.3' }] })],
    ['basic-constraints.missing', without('basicConstraints')],
    ['crl-dp.scheme', withExtensions({ crlDistributionPoints: ['ldap://example/cn=ca'] })],
    ['crl-dp.https', withExtensions({ crlDistributionPoints: ['https://example.com/ca.crl'] })],
    ['crl-dp.bad-url', withExtensions({ crlDistributionPoints: ['ca.crl'] })],
    ['authority-key-id.differs', withExtensions({ authorityKeyIdentifier: Buffer.alloc(20) })],
    ['subject-key-id.length', withExtensions({ subjectKeyIdentifier: Buffer.alloc(40) })],
    ['purposes.time-stamping', withExtensions({ extendedKeyUsage: { purposes: ['1.3.6.1.5.5.7.3.8'] } })],
    ['purposes.key-usage', withExtensions({ keyUsage: ['keyEncipherment'], extendedKeyUsage: { purposes: ['1.3.6.1.5.5.7.3.3'] } })],
    ['purposes.ocsp-no-check', withExtensions({ extendedKeyUsage: { purposes: ['1.3.6.1.5.5.7.3.9'] } })],
    ['purposes.duplicate', withExtensions({ extendedKeyUsage: { purposes: ['1.3.6.1.5.5.7.3.4', '1.3.6.1.5.5.7.3.4'] } })],
    ['alt-name.dns', withExtensions({ subjectAltName: [{ kind: 'dns', value: 'a b.example' }] })],
    ['alt-name.email', withExtensions({ subjectAltName: [{ kind: 'email', value: 'nobody' }] })],
    [
      'extension.duplicate',
      withExtensions({ custom: [{ oid: '2.5.29.15', critical: true, value: { type: 'der', der: der.namedBitString([0]) } }] }),
    ],
    ['extension.unknown-critical', withExtensions({ custom: [{ oid: '1.2.3.4', critical: true, value: { type: 'utf8', text: 'x' } }] })],
    ['extension.ca-only', withExtensions({ inhibitAnyPolicy: 0 })],
    ['key.of-issuer', { publicKey: ca.key.spki }],
    ['malformed', { extensions: { ...subscriberExtensions, custom: [{ oid: '2.5.29.37', value: { type: 'utf8', text: 'x' } }] } }],
  ])('finds %s', (code, change) => {
    expect(codesOf(change)).toContain(code);
  });

  it.each<[string, (fields: Buffer[]) => Buffer[]]>([
    ['version.not-3', replace(0, der.contextExplicit(0, der.integer(1)))],
    ['serial.not-positive', replace(1, der.integer(-5))],
    ['serial.not-positive', replace(1, der.integer(0))],
    ['serial.too-long', replace(1, der.integer(Buffer.alloc(21, 1)))],
    ['signature.sha1', replace(2, der.sequence(der.oid('1.2.840.10045.4.1')))],
    ['signature.parameters', replace(2, der.sequence(der.oid('1.2.840.10045.4.3.2'), der.nullValue()))],
    ['signature.unknown-algorithm', replace(2, der.sequence(der.oid('1.2.3')))],
    ['validity.time-type', replace(4, der.sequence(der.generalizedTime(new Date('2026-06-01')), der.utcTime(new Date('2027-06-01'))))],
    ['unique-id.present', (fields) => [...fields.slice(0, 7), der.contextPrimitive(1, Buffer.from([0, 1])), ...fields.slice(7)]],
  ])('finds %s in the octets', (code, rewrite) => {
    expect(codesOf({}, rewrite)).toContain(code);
  });

  it('finds what an issuer may not do', async () => {
    const leaf = await ca.issue();
    const below = parseTbsCertificate(buildTbsCertificate(subscriberTemplate(aKey(), leaf)));
    const codes = lintCertificate(below, { issuer: leaf }).map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['issuer.not-a-ca', 'issuer.key-usage']));
    const issuing = await anIntermediate(ca, '签发CA', {
      extensions: { basicConstraints: { ca: true, pathLength: 0 }, keyUsage: ['keyCertSign'] },
    });
    const sub = await anIntermediate(issuing, '下级CA');
    expect(lintCertificate(sub.certificate, { issuer: issuing.certificate }).map(({ code }) => code)).toContain(
      'basic-constraints.issuer-path-length',
    );
  });

  it('finds a signature that is not the issuer’s', async () => {
    const other = await anAuthority();
    const leaf = await other.issue();
    expect(lintCertificate(leaf, { issuer: ca.certificate }).map(({ code }) => code)).toContain('signature.wrong');
    expect(lintCertificate(leaf, { issuer: other.certificate }).map(({ code }) => code)).not.toContain('signature.wrong');
  });
});

describe('key checks', () => {
  const rsaKey = (modulus: bigint, exponent = 65537n) =>
    parsePublicKey(
      der.sequence(
        der.sequence(der.oid('1.2.840.113549.1.1.1'), der.nullValue()),
        der.bitString(der.sequence(der.integer(modulus), der.integer(exponent))),
      ),
    );
  const codes = (key: ReturnType<typeof rsaKey>) => checkPublicKey(key).map(({ code }) => code);
  const product = (bits: number) => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: bits });
    return BigInt(`0x${Buffer.from(String(publicKey.export({ format: 'jwk' }).n), 'base64url').toString('hex')}`);
  };
  const sound = product(2048);

  it('accept sound keys of every kind', () => {
    expect(codes(rsaKey(sound))).toEqual([]);
    for (const namedCurve of ['P-256', 'P-384', 'P-521', 'SM2']) {
      const { publicKey } = generateKeyPairSync('ec', { namedCurve });
      expect(codes(parsePublicKey(publicKey.export({ type: 'spki', format: 'der' }))), namedCurve).toEqual([]);
    }
    expect(codes(parsePublicKey(generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' })))).toEqual([]);
  });

  it('refuse RSA keys that are short, even, or have a bad exponent', () => {
    expect(codes(rsaKey(product(1024)))).toContain('key.rsa-too-short');
    expect(codes(rsaKey(sound, 3n))).toContain('key.rsa-exponent');
    expect(codes(rsaKey(sound, 65538n))).toContain('key.rsa-exponent');
    expect(codes(rsaKey(sound - 1n))).toContain('key.rsa-small-factor');
    expect(codes(rsaKey(3n * 2n ** 2050n + 9n))).toContain('key.rsa-odd-length');
  });

  it('refuse RSA primes that are close together', () => {
    const p = generatePrimeSync(1024, { bigint: true });
    // The neighbour need not be prime for Fermat's method to split the product.
    const neighbour = (distance: bigint): bigint => (hasSmallFactor(p + distance) ? neighbour(distance + 2n) : p + distance);
    expect(codes(rsaKey(p * neighbour(2n ** 500n)))).toContain('key.rsa-close-primes');
    expect(codes(rsaKey(p * neighbour(2n ** 900n)))).not.toContain('key.rsa-close-primes');
  });

  it('refuse the ROCA fingerprint', () => {
    const primes = [3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113];
    const m = [...primes, 127, 131, 137, 139, 149, 151, 157, 163, 167].reduce((all, prime) => all * BigInt(prime), 2n);
    const power = (exponent: number) => Array.from({ length: exponent }).reduce<bigint>((value) => (value * 65537n) % m, 1n);
    const shaped = (k: bigint, exponent: number) => k * m + power(exponent);
    expect(codes(rsaKey(shaped(2n ** 800n + 12345n, 77) * shaped(2n ** 801n + 54321n, 1234)))).toContain('key.roca');
    expect(codes(rsaKey(sound))).not.toContain('key.roca');
  });

  it('refuse points off the curve, compressed points and unknown curves', () => {
    const { spki } = aKey();
    const off = Buffer.from(spki);
    off[off.length - 1] = (off.at(-1) ?? 0) ^ 1;
    expect(codes(parsePublicKey(off))).toEqual(['key.point-off-curve']);
    const point = spki.subarray(spki.length - 65);
    const ecKey = (curve: string, bits: Buffer) =>
      parsePublicKey(der.sequence(der.sequence(der.oid('1.2.840.10045.2.1'), der.oid(curve)), der.bitString(bits)));
    expect(codes(ecKey('1.2.840.10045.3.1.7', Buffer.concat([Buffer.of(2), point.subarray(1, 33)])))).toEqual(['key.point-off-curve']);
    expect(codes(ecKey('1.3.132.0.10', point))).toEqual(['key.unknown-algorithm']);
  });
});
