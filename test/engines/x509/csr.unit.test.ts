import { describe, expect, it } from 'vitest';
import { createCsr, parseCsr } from '../../../src/engines/x509/csr.ts';
import { derToPem } from '../../../src/engines/x509/pem.ts';
import { hasTool } from '../../support/tools.ts';
import { aKey, algorithms, companyName, openssl } from './test-authority.ts';

describe('a certification request', () => {
  it.each(algorithms)('is read back when its key signed it (%s)', async (algorithm) => {
    const key = aKey(algorithm);
    const request = parseCsr(await createCsr(companyName, key.spki, key.signer));
    expect(request.subject.get('CN')).toBe('杭州示例科技有限公司');
    expect(request.publicKey.raw.equals(key.spki)).toBe(true);
  });

  it('is refused when another key signed it', async () => {
    const csr = await createCsr(companyName, aKey().spki, aKey().signer);
    expect(() => parseCsr(csr)).toThrow(expect.objectContaining({ code: 'no-proof-of-possession' }));
  });

  it('is refused when a signature of another key family stands under it', async () => {
    const csr = await createCsr(companyName, aKey().spki, aKey('rsa-pkcs1-sha256').signer);
    expect(() => parseCsr(csr)).toThrow(expect.objectContaining({ code: 'no-proof-of-possession' }));
  });

  it('is refused when it is no request', () => {
    expect(() => parseCsr(Buffer.from('3003020101', 'hex'))).toThrow(expect.objectContaining({ code: 'malformed-csr' }));
    expect(() => parseCsr('hello')).toThrow(expect.objectContaining({ code: 'malformed-pem' }));
  });
});

describe.skipIf(!hasTool('openssl'))('openssl and our requests', () => {
  it.each(algorithms)('openssl verifies ours (%s)', async (algorithm) => {
    const key = aKey(algorithm);
    const pem = derToPem('CERTIFICATE REQUEST', await createCsr(companyName, key.spki, key.signer));
    const { said, ok } = openssl(['req', '-verify', '-noout', '-subject', '-nameopt', 'utf8', '-in', 'a.csr'], { 'a.csr': pem });
    expect(ok).toBe(true);
    expect(said).toContain('verify OK');
    expect(said).toContain('杭州示例科技有限公司');
  });

  it('we verify one of openssl and read the extensions it asks for', () => {
    const pem = aKey().privateKey.export({ type: 'pkcs8', format: 'pem' });
    const args = [
      'req',
      '-new',
      '-key',
      'k.pem',
      '-utf8',
      '-subj',
      '/C=CN/O=示例公司/CN=张三',
      '-addext',
      'keyUsage=digitalSignature',
      '-outform',
      'PEM',
    ];
    const { said } = openssl(args, { 'k.pem': pem });
    const request = parseCsr(said);
    expect(request.subject.get('CN')).toBe('张三');
    expect(request.requestedExtensions.map(({ oid }) => oid)).toEqual(['2.5.29.15']);
  });
});
