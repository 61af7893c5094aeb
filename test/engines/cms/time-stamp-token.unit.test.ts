import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { CmsError } from '../../../src/engines/cms/cms-error.ts';
import { parseSignedData } from '../../../src/engines/cms/signed-data.ts';
import { buildSignedData } from '../../../src/engines/cms/signed-data-template.ts';
import { parseTimeStampToken, verifyTimeStampToken } from '../../../src/engines/cms/time-stamp-token.ts';
import { OpensslCa, type TestIdentity } from '../../support/openssl-ca.ts';
import { hasTool } from '../../support/tools.ts';

describe.skipIf(!hasTool('openssl'))('RFC 3161 time-stamp tokens', () => {
  const stamped = Buffer.from('a signature value');
  let ca: OpensslCa;
  let authority: TestIdentity;
  let token: Buffer;

  const stamp = (digest = '-sha256'): Buffer => {
    const dir = mkdtempSync(join(tmpdir(), 'yinxin-tsa-'));
    const at = (name: string) => join(dir, name);
    writeFileSync(at('data'), stamped);
    writeFileSync(at('serial'), '01');
    const lines = [
      '[tsa]',
      'default_tsa=t',
      '[t]',
      `serial=${at('serial')}`,
      'default_policy=1.2.3.4.1',
      'digests=sha1,sha256,sha384,sha512',
    ];
    writeFileSync(at('tsa.cnf'), [...lines, 'signer_digest=sha256', 'ess_cert_id_alg=sha256', 'tsa_name=yes', ''].join('\n'));
    const run = (...args: string[]) => execFileSync('openssl', ['ts', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    run('-query', '-data', at('data'), digest, '-cert', '-out', at('query'));
    const { certPath, keyPath } = authority;
    run(
      '-reply',
      '-config',
      at('tsa.cnf'),
      '-queryfile',
      at('query'),
      '-signer',
      certPath,
      '-inkey',
      keyPath,
      '-token_out',
      '-out',
      at('token'),
    );
    return readFileSync(at('token'));
  };

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
