import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCertificate } from '../../../../src/engines/x509/certificate.ts';
import { createCsr } from '../../../../src/engines/x509/csr.ts';
import { lintCertificate } from '../../../../src/engines/x509/lint/lint-certificate.ts';
import { derToPem } from '../../../../src/engines/x509/pem.ts';
import type { HardwareKey } from '../../../../src/kernel/hardware-key.ts';
import { X509CertificateAuthority } from '../../../../src/modules/certificate/adapters/x509/x509-certificate-authority.ts';
import type { Holder } from '../../../../src/modules/certificate/domain/holder.ts';
import { yearsAfter } from '../../../../src/modules/certificate/domain/term.ts';
import { hasTool } from '../../../support/tools.ts';
import { aCertificateAuthority } from '../support/a-certificate-authority.ts';

const unit: Holder = { kind: 'organisation', name: '杭州青柏招标有限公司', uscc: '91330106MA2B0L0G9Q', province: '浙江省', city: '杭州市' };
const folder = mkdtempSync(join(tmpdir(), 'yinxin-ca-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

describe('the CA', () => {
  let on: Awaited<ReturnType<typeof aCertificateAuthority>>;
  beforeAll(async () => {
    on = await aCertificateAuthority();
  });

  const orderFor = async (holder: Holder, changes: object = {}) => ({
    profileId: holder.kind === 'organisation' ? 'unit-signature' : 'person-signature',
    holder,
    serial: on.serials.next().bytes(),
    csr: (await on.csrOf(`account-${holder.name}`)).csr,
    notBefore: on.clock.now(),
    notAfter: yearsAfter(on.clock.now(), 1),
    ...changes,
  });
  const issued = async (holder: Holder) => on.ca.sign(await on.ca.plan(await orderFor(holder)));

  it('signs exactly what was planned', async () => {
    const planned = await on.ca.plan(await orderFor(unit));
    const certificate = parseCertificate(await on.ca.sign(planned));
    expect(certificate.tbs.equals(planned.tbs)).toBe(true);
    expect(certificate.notAfter).toEqual(planned.notAfter);
    expect(planned).toMatchObject({ issuer: 'issuing', keyHash: expect.stringMatching(/^[0-9a-f]{64}$/), profileHash: expect.any(String) });
  });

  it('an organisation: name, USCC for domestic and foreign readers, signature usage, status addresses', async () => {
    const certificate = parseCertificate(await issued(unit));
    expect(certificate.subject.toString()).toBe(
      'C=CN, ST=浙江省, L=杭州市, O=杭州青柏招标有限公司, organizationIdentifier=NTRCN-91330106MA2B0L0G9Q, CN=杭州青柏招标有限公司',
    );
    expect([...(certificate.keyUsage ?? [])]).toEqual(['digitalSignature', 'nonRepudiation']);
    expect(certificate.basicConstraints?.ca).toBe(false);
    expect(certificate.extension('1.2.156.10260.4.1.4')?.critical).toBe(false);
    expect(JSON.stringify(certificate.authorityInfoAccess)).toContain('http://127.0.0.1:8080/pki/ocsp');
    expect(JSON.stringify(certificate.authorityInfoAccess)).toContain('http://127.0.0.1:8080/pki/issuing.cer');
    expect(JSON.stringify(certificate.crlDistributionPoints)).toContain('http://127.0.0.1:8080/pki/issuing.crl');
    expect(lintCertificate(certificate)).toEqual([]);
  });

  it('a person: the name and a keyed hash, no ID number', async () => {
    const certificate = parseCertificate(await issued({ kind: 'person', name: '林岚', identityHash: 'a1b2c3d4e5f60718' }));
    expect(certificate.subject.toString()).toBe('C=CN, serialNumber=a1b2c3d4e5f60718, CN=林岚');
  });

  it('the end is never beyond that of the issuer', async () => {
    const planned = await on.ca.plan(await orderFor(unit, { notAfter: yearsAfter(on.clock.now(), 30) }));
    const issuing = parseCertificate((await on.authorities.byId('issuing'))?.der ?? Buffer.of());
    expect(planned.notAfter).toEqual(issuing.notAfter);
  });

  it('what the request asks for is ignored', async () => {
    const certificate = parseCertificate(await issued(unit));
    expect(certificate.subject.get('CN')).toBe(unit.name);
  });

  it('a request that does not prove the key is refused', async () => {
    const { csr, ...rest } = await orderFor(unit);
    const broken = Buffer.from(csr);
    broken[broken.length - 5] = (broken[broken.length - 5] ?? 0) ^ 1;
    await expect(on.ca.plan({ ...rest, csr: broken })).rejects.toThrow('certificate.no-proof-of-possession');
    await expect(on.ca.plan({ ...rest, csr: Buffer.from('junk') })).rejects.toThrow('certificate.no-proof-of-possession');
    const other = await on.keys.generate('system', 'ecdsa-p256', 'x');
    const foreign = await on.keys.generate('system', 'ecdsa-p256', 'y');
    const signer = { algorithm: 'ecdsa-p256-sha256' as const, sign: (m: Uint8Array) => on.keys.sign(other.keyId, m, { kind: 'system' }) };
    await expect(on.ca.plan({ ...rest, csr: await createCsr([{ type: 'CN', value: 'x' }], foreign.spki, signer) })).rejects.toThrow();
  });

  it('what the linter faults is not signed', async () => {
    const order = await orderFor(unit, { notAfter: new Date(on.clock.now().getTime() - 1000) });
    await expect(on.ca.plan(order)).rejects.toThrow('certificate.lint-failed');
    await expect(on.ca.plan(await orderFor(unit, { serial: new Uint8Array(18) }))).rejects.toThrow();
  });

  it('a signature that does not verify is never answered', async () => {
    const planned = await on.ca.plan(await orderFor(unit));
    const lying: HardwareKey = Object.create(on.keys);
    lying.find = (keyId) => on.keys.find(keyId);
    lying.sign = (keyId, message, consent) => on.keys.sign(keyId, Buffer.concat([message, Buffer.of(0)]), consent);
    const ca = new X509CertificateAuthority(on.authorities, lying, on.addresses);
    await expect(ca.sign(planned)).rejects.toThrow('certificate.signature-differs');
  });

  it('the chain ends at the root', async () => {
    const chain = (await on.ca.chain('issuing')).map((der) => parseCertificate(der));
    expect(chain.map((certificate) => certificate.isSelfIssued)).toEqual([false, true]);
  });

  describe.skipIf(!hasTool('openssl'))('as openssl reads it', () => {
    beforeAll(async () => {
      const [issuing, root] = await on.ca.chain('issuing');
      writeFileSync(join(folder, 'root.pem'), derToPem('CERTIFICATE', root ?? Buffer.of()));
      writeFileSync(join(folder, 'issuing.pem'), derToPem('CERTIFICATE', issuing ?? Buffer.of()));
      writeFileSync(join(folder, 'ocsp.pem'), derToPem('CERTIFICATE', (await on.authorities.byId('ocsp'))?.der ?? Buffer.of()));
      writeFileSync(join(folder, 'unit.pem'), derToPem('CERTIFICATE', await issued(unit)));
    });

    it('the chain verifies strictly', () => {
      const verify = (...args: string[]) =>
        openssl('verify', '-x509_strict', '-check_ss_sig', '-policy_check', '-CAfile', 'root.pem', '-untrusted', 'issuing.pem', ...args);
      expect(verify('unit.pem')).toContain('unit.pem: OK');
      expect(verify('-purpose', 'ocsphelper', 'ocsp.pem')).toContain('ocsp.pem: OK');
    });

    it('subject and extensions print as they were meant', () => {
      const text = openssl('x509', '-in', 'unit.pem', '-noout', '-text', '-nameopt', 'utf8,sep_comma_plus');
      expect(text).toContain('杭州青柏招标有限公司');
      expect(text).toMatch(/X509v3 Key Usage: critical\s+Digital Signature, Non Repudiation/);
      expect(text).toContain('OCSP - URI:http://127.0.0.1:8080/pki/ocsp');
    });
  });
});
