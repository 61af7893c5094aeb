import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { certificateIdentity } from '../../../src/engines/cms/certificate-identity.ts';
import { CmsError } from '../../../src/engines/cms/cms-error.ts';
import { CmsOid } from '../../../src/engines/cms/cms-oids.ts';
import { parseSignedData } from '../../../src/engines/cms/signed-data.ts';
import { contentDigestOf, verifySignedData } from '../../../src/engines/cms/signed-data-check.ts';
import { buildSignedData, SignedDataTemplate } from '../../../src/engines/cms/signed-data-template.ts';
import { signingCertificateV2 } from '../../../src/engines/cms/signing-certificate.ts';
import { contextExplicit, integer, nullValue, octetString, oid, sequence, setOf, tlv } from '../../../src/engines/der/der-writer.ts';
import { OpensslCa, type TestIdentity, type TestKey } from '../../support/openssl-ca.ts';
import { hasTool } from '../../support/tools.ts';

const content = Buffer.from('投标文件正文');
const digestOf = (name: string) => createHash(name).update(content).digest();
const attribute = (type: string, value: Uint8Array) => sequence(oid(type), setOf([value]));

describe.skipIf(!hasTool('openssl'))('CMS SignedData', () => {
  let root: OpensslCa;
  let middle: OpensslCa;
  const identities = new Map<TestKey, TestIdentity>();
  const of = (key: TestKey): TestIdentity => {
    const identity = identities.get(key);
    if (identity === undefined) throw new Error('no such identity');
    return identity;
  };

  beforeAll(() => {
    root = new OpensslCa('测试根证书认证机构', 'rsa');
    middle = root.subordinate('测试签发机构');
    for (const key of ['rsa', 'p256', 'p384'] as const) identities.set(key, middle.issue('杭州示例科技有限公司', { key }));
  });

  const built = (key: TestKey, digest = digestOf(key === 'p384' ? 'sha384' : 'sha256')) =>
    buildSignedData({ ...of(key), chain: [middle.certificate, root.certificate], digest });

  it.each(['rsa', 'p256', 'p384'] as const)('signs with %s and Chinese names so that openssl agrees', async (key) => {
    const dir = mkdtempSync(join(tmpdir(), 'yinxin-cms-'));
    const [cms, text] = [join(dir, 'cms.der'), join(dir, 'content')];
    writeFileSync(cms, await built(key));
    writeFileSync(text, content);
    const args = [
      'cms',
      '-verify',
      '-cades',
      '-inform',
      'DER',
      '-in',
      cms,
      '-content',
      text,
      '-binary',
      '-CAfile',
      root.certPath,
      '-purpose',
      'any',
    ];
    expect(execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] })).toEqual(content);
  });

  it.each(['rsa', 'p256', 'p384'] as const)('finds no fault in its own %s signature, zero padding included', async (key) => {
    const parsed = parseSignedData(Buffer.concat([await built(key), Buffer.alloc(100)]));
    const digest = contentDigestOf(parsed);
    expect(digest).toBe(key === 'p384' ? 'sha384' : 'sha256');
    const result = verifySignedData(parsed, digestOf(digest));
    expect(result.faults).toEqual([]);
    expect(result.certificate?.der).toEqual(of(key).certificate);
  });

  it('carries exactly the three signed attributes of PAdES and no signing time', async () => {
    const parsed = parseSignedData(await built('p256'));
    const types = parsed.signers[0]?.signedAttributes?.map((found) => found.type);
    expect(new Set(types)).toEqual(new Set([CmsOid.contentType, CmsOid.messageDigest, CmsOid.signingCertificateV2]));
    expect(types).toHaveLength(3);
  });

  it('embeds the issuers but leaves the self-issued root out', async () => {
    const parsed = parseSignedData(await built('p256'));
    expect(parsed.certificates).toHaveLength(2);
    expect(parsed.certificates.some((der) => der.equals(root.certificate))).toBe(false);
  });

  it.each(['rsa', 'p256', 'p384'] as const)('never outgrows the size of the dry run (%s)', async (key) => {
    const { certificate, signer } = of(key);
    const template = new SignedDataTemplate({ certificate, chain: [middle.certificate], algorithm: signer.algorithm });
    for (let round = 0; round < 20; round++) {
      const cms = await template.build({ digest: createHash(template.digest).update(String(round)).digest(), signer });
      expect(cms.length).toBeLessThanOrEqual(template.size());
      expect(template.size() - cms.length).toBeLessThan(60);
    }
  });

  it('refuses a digest of another length and a signer of another algorithm', async () => {
    await expect(built('p384', digestOf('sha256'))).rejects.toThrow(CmsError);
    const template = new SignedDataTemplate({ certificate: of('rsa').certificate, chain: [], algorithm: 'rsa-pkcs1-sha256' });
    await expect(template.build({ digest: digestOf('sha256'), signer: of('p256').signer })).rejects.toThrow(CmsError);
  });

  it('names another digest of the content as a mismatch', async () => {
    const parsed = parseSignedData(await built('p256'));
    const other = createHash('sha256').update('another text').digest();
    expect(verifySignedData(parsed, other).faults).toEqual(['digest-mismatch']);
  });

  it('accepts what openssl itself signs with CAdES', () => {
    const dir = mkdtempSync(join(tmpdir(), 'yinxin-cms-'));
    writeFileSync(join(dir, 'content'), content);
    const { certPath, keyPath } = of('rsa');
    const args = [
      'cms',
      '-sign',
      '-cades',
      '-binary',
      '-md',
      'sha512',
      '-in',
      join(dir, 'content'),
      '-signer',
      certPath,
      '-inkey',
      keyPath,
    ];
    const parsed = parseSignedData(execFileSync('openssl', [...args, '-outform', 'DER'], { stdio: ['ignore', 'pipe', 'pipe'] }));
    expect(contentDigestOf(parsed)).toBe('sha512');
    expect(verifySignedData(parsed, digestOf('sha512')).faults).toEqual([]);
  });

  it('accepts RSASSA-PSS and refuses SHA-1', () => {
    const dir = mkdtempSync(join(tmpdir(), 'yinxin-cms-'));
    writeFileSync(join(dir, 'content'), content);
    const { certPath, keyPath } = of('rsa');
    const signed = (...more: string[]) => {
      const args = [
        'cms',
        '-sign',
        '-cades',
        '-binary',
        '-in',
        join(dir, 'content'),
        '-signer',
        certPath,
        '-inkey',
        keyPath,
        '-outform',
        'DER',
      ];
      return parseSignedData(execFileSync('openssl', [...args, ...more], { stdio: ['ignore', 'pipe', 'pipe'] }));
    };
    const pss = signed('-md', 'sha256', '-keyopt', 'rsa_padding_mode:pss', '-keyopt', 'rsa_pss_saltlen:32');
    expect(verifySignedData(pss, digestOf('sha256')).faults).toEqual([]);
    const sha1 = signed('-md', 'sha1');
    expect(contentDigestOf(sha1)).toBe('weak');
    expect(verifySignedData(sha1, digestOf('sha1')).faults).toContain('weak-digest');
  });

  it('refuses any octet after the signature but zeros', async () => {
    const cms = await built('p256');
    expect(() => parseSignedData(Buffer.concat([cms, Buffer.from([0, 0, 1])]))).toThrow(CmsError);
  });

  it('ends in a CmsError or a fault for every changed octet, never in a good result', async () => {
    const cms = await built('p256');
    const digest = digestOf('sha256');
    const issuerAt = cms.indexOf(middle.certificate);
    const accepted: number[] = [];
    for (let at = 0; at < cms.length; at++) {
      // The embedded issuer is judged by path validation, not here.
      if (at >= issuerAt && at < issuerAt + middle.certificate.length) continue;
      const altered = Buffer.from(cms);
      altered.writeUInt8(altered.readUInt8(at) ^ ([0x01, 0x80, 0xff][at % 3] ?? 1), at);
      if (faultsOf(altered, digest).length === 0) accepted.push(at);
    }
    expect(accepted).toEqual([]);
  });

  it('ends in a CmsError for every cut', async () => {
    const cms = await built('rsa');
    for (let length = 0; length < cms.length; length++) expect(() => parseSignedData(cms.subarray(0, length))).toThrow(CmsError);
  });

  /** A SignedData put together by hand, so that each part can be wrong. */
  const handmade = async (attributes: readonly Buffer[], options: { content?: Buffer; signers?: number } = {}) => {
    const { certificate, signer } = of('p256');
    const identity = certificateIdentity(certificate);
    const sha256 = sequence(oid('2.16.840.1.101.3.4.2.1'), nullValue());
    const sorted = [...attributes].sort(Buffer.compare);
    const signerInfo = async (version: number) =>
      sequence(
        integer(version),
        sequence(identity.issuer, identity.serial),
        sha256,
        tlv(0xa0, sorted),
        sequence(oid('1.2.840.10045.4.3.2')),
        octetString(await signer.sign(tlv(0x31, sorted))),
      );
    const signers = await Promise.all(Array.from({ length: options.signers ?? 1 }, () => signerInfo(1)));
    const encapsulated = options.content === undefined ? undefined : contextExplicit(0, octetString(options.content));
    const body = sequence(integer(1), setOf([sha256]), sequence(oid(CmsOid.data), encapsulated), tlv(0xa0, [certificate]), setOf(signers));
    return parseSignedData(sequence(oid(CmsOid.signedData), contextExplicit(0, body)));
  };

  const contentType = attribute(CmsOid.contentType, oid(CmsOid.data));
  const messageDigest = () => attribute(CmsOid.messageDigest, octetString(digestOf('sha256')));
  const named = (key: TestKey) => attribute(CmsOid.signingCertificateV2, signingCertificateV2(certificateIdentity(of(key).certificate)));

  it('refuses a signature whose signing-certificate-v2 names another certificate', async () => {
    const parsed = await handmade([contentType, messageDigest(), named('rsa')]);
    expect(verifySignedData(parsed, digestOf('sha256')).faults).toEqual(['signing-certificate-mismatch']);
  });

  it('refuses a PAdES signature without signing-certificate-v2', async () => {
    const parsed = await handmade([contentType, messageDigest()]);
    expect(verifySignedData(parsed, digestOf('sha256')).faults).toEqual(['signing-certificate-missing']);
  });

  it('refuses an attribute that occurs twice, even with a good signature over both', async () => {
    const parsed = await handmade([contentType, messageDigest(), messageDigest(), named('p256')]);
    expect(verifySignedData(parsed, digestOf('sha256')).faults).toEqual(['bad-attributes']);
  });

  it('refuses a second signer and content that travels inside', async () => {
    const attributes = [contentType, messageDigest(), named('p256')];
    expect(verifySignedData(await handmade(attributes, { signers: 2 }), digestOf('sha256')).faults).toEqual(['several-signers']);
    expect(verifySignedData(await handmade(attributes, { content }), digestOf('sha256')).faults).toEqual(['content-present']);
    expect(verifySignedData(await handmade(attributes), digestOf('sha256')).faults).toEqual([]);
  });
});

function faultsOf(cms: Buffer, digest: Buffer): readonly string[] {
  try {
    return verifySignedData(parseSignedData(cms), digest).faults;
  } catch (error) {
    if (error instanceof CmsError) return [error.code];
    throw error;
  }
}
