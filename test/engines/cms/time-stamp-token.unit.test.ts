import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { CmsError } from '../../../src/engines/cms/cms-error.ts';
import { parseSignedData } from '../../../src/engines/cms/signed-data.ts';
import { buildSignedData } from '../../../src/engines/cms/signed-data-template.ts';
import { parseTimeStampToken, verifyTimeStampToken } from '../../../src/engines/cms/time-stamp-token.ts';
import { OpensslCa, type TestIdentity } from '../../support/openssl-ca.ts';
import { opensslToken } from '../../support/openssl-tsa.ts';
import { hasTool } from '../../support/tools.ts';

describe.skipIf(!hasTool('openssl'))('RFC 3161 time-stamp tokens', () => {
  const stamped = Buffer.from('a signature value');
  let ca: OpensslCa;
  let authority: TestIdentity;
  let token: Buffer;

  const stamp = (digest = '-sha256'): Buffer => opensslToken(authority, stamped, digest);

  beforeAll(() => {
    ca = new OpensslCa('测试时间戳根');
    authority = ca.issue('测试时间戳服务', { key: 'rsa', extensions: ['extendedKeyUsage=critical,timeStamping'] });
    token = stamp();
  });

  it('reads the time and agrees with the imprint', () => {
    const parsed = parseTimeStampToken(token);
    expect(Math.abs(parsed.time.getTime() - Date.now())).toBeLessThan(120_000);
    expect(parsed.policy).toBe('1.2.3.4.1');
    const result = verifyTimeStampToken(parsed, { bytes: stamped });
    expect(result.faults).toEqual([]);
    expect(result.certificate?.der).toEqual(authority.certificate);
  });

  it('refuses a token for other bytes', () => {
    expect(verifyTimeStampToken(parseTimeStampToken(token), { bytes: Buffer.from('other') }).faults).toEqual(['imprint-mismatch']);
  });

  it('refuses a SHA-1 imprint', () => {
    expect(verifyTimeStampToken(parseTimeStampToken(stamp('-sha1')), { bytes: stamped }).faults).toContain('weak-digest');
  });

  it('finds a changed time', () => {
    const text = parseTimeStampToken(token).time.toISOString().replace(/[-:T]/g, '').slice(0, 14);
    const altered = Buffer.from(token);
    altered.write('2019', altered.indexOf(text));
    expect(verifyTimeStampToken(parseTimeStampToken(altered), { bytes: stamped }).faults).toContain('digest-mismatch');
  });

  it('is carried by a B-T signature as an unsigned attribute over the signature value', async () => {
    const signer = ca.issue('杭州示例科技有限公司');
    const digest = createHash('sha256').update('text').digest();
    const cms = parseSignedData(await buildSignedData({ ...signer, chain: [], digest, timeStamp: async () => token }));
    const value = cms.signers[0]?.unsignedAttributes[0]?.values[0];
    expect(value?.raw).toEqual(token);
  });

  it('is told from an ordinary signature', async () => {
    const signer = ca.issue('杭州示例科技有限公司');
    const cms = await buildSignedData({ ...signer, chain: [], digest: createHash('sha256').digest() });
    expect(() => parseTimeStampToken(cms)).toThrow(CmsError);
  });
});
