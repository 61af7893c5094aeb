import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { CmsError } from '../../../src/engines/cms/cms-error.ts';
import { buildTimeStampRequest, tokenOfResponse } from '../../../src/engines/cms/time-stamp-exchange.ts';
import { TimeStampIssuer } from '../../../src/engines/cms/time-stamp-issuer.ts';
import { parseTimeStampToken, verifyTimeStampToken } from '../../../src/engines/cms/time-stamp-token.ts';
import { OpensslCa, openssl, type TestIdentity } from '../../support/openssl-ca.ts';
import { hasTool } from '../../support/tools.ts';

const time = new Date('2026-11-21T12:34:56.789Z');
const moment = { time, serial: Buffer.from('00ff01', 'hex') };
const stamped = Buffer.from('text');
const digest = createHash('sha256').update(stamped).digest();
const nonce = Buffer.from('f102030405060708', 'hex');

describe.skipIf(!hasTool('openssl'))('a time-stamp authority', () => {
  let ca: OpensslCa;
  let authority: TestIdentity;
  let issuer: TimeStampIssuer;

  beforeAll(() => {
    ca = new OpensslCa('测试时间戳根');
    authority = ca.issue('测试时间戳服务', { extensions: ['extendedKeyUsage=critical,timeStamping'] });
    issuer = new TimeStampIssuer({ ...authority, chain: [], policy: '1.2.3.4.5', accuracySeconds: 1 });
  });

  it('answers openssl with a token that openssl accepts', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'yinxin-tsp-'));
    const at = (name: string) => join(dir, name);
    writeFileSync(at('data'), stamped);
    openssl('ts', '-query', '-data', at('data'), '-sha512', '-cert', '-out', at('query'));
    writeFileSync(at('reply'), await issuer.answer(readFileSync(at('query')), moment));
    const verified = openssl(
      'ts',
      '-verify',
      '-queryfile',
      at('query'),
      '-in',
      at('reply'),
      '-CAfile',
      ca.certPath,
      '-attime',
      String(Math.floor(Date.now() / 1000) + 60),
    );
    expect(verified.toString()).toContain('Verification: OK');
  });

  it('writes the time to the second, its policy, and the nonce of the request', async () => {
    const token = tokenOfResponse(await issuer.answer(buildTimeStampRequest(digest, 'sha256', nonce), moment));
    const parsed = parseTimeStampToken(token);
    expect(parsed).toMatchObject({ policy: '1.2.3.4.5', time: new Date('2026-11-21T12:34:56Z'), serialHex: '00ff01' });
    expect(parsed.nonce).toEqual(Buffer.concat([Buffer.from([0]), nonce]));
    expect(verifyTimeStampToken(parsed, { bytes: stamped }).faults).toEqual([]);
  });

  it('leaves its certificate out when it is not asked for', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'yinxin-tsp-'));
    openssl('ts', '-query', '-digest', digest.toString('hex'), '-sha256', '-out', join(dir, 'query'));
    const token = tokenOfResponse(await issuer.answer(readFileSync(join(dir, 'query')), moment));
    expect(parseTimeStampToken(token).signedData.certificates).toEqual([]);
  });

  it.each([
    ['a weak digest', ['-sha1']],
    ['another policy', ['-sha256', '-tspolicy', '1.2.3.9']],
  ])('refuses %s', async (_, options) => {
    const dir = mkdtempSync(join(tmpdir(), 'yinxin-tsp-'));
    writeFileSync(join(dir, 'data'), stamped);
    openssl('ts', '-query', '-data', join(dir, 'data'), ...options, '-out', join(dir, 'query'));
    const answer = await issuer.answer(readFileSync(join(dir, 'query')), moment);
    writeFileSync(join(dir, 'reply'), answer);
    expect(openssl('ts', '-reply', '-in', join(dir, 'reply'), '-text').toString()).toMatch(/Status: Rejected/);
    expect(() => tokenOfResponse(answer)).toThrow(CmsError);
  });

  it('refuses what is no request, and stamps nothing while the time is not known', async () => {
    expect(() => tokenOfResponse(Buffer.from('x'))).toThrow(CmsError);
    for (const answer of [
      await issuer.answer(Buffer.from('no request'), moment),
      await issuer.answer(buildTimeStampRequest(digest, 'sha256', nonce), { ...moment, time: undefined }),
      await issuer.answer(buildTimeStampRequest(digest.subarray(1), 'sha256', nonce), moment),
    ]) {
      expect(() => tokenOfResponse(answer)).toThrow('refused (status 2)');
    }
  });
});
