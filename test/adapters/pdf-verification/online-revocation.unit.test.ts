import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyFile, yinxin } from '../../cli/cli-bench.ts';
import { OpensslCa, type TestIdentity } from '../../support/openssl-ca.ts';
import { smallPdf } from '../../support/small-pdf.ts';
import { hasTool } from '../../support/tools.ts';

describe.skipIf(!hasTool('openssl'))('asking for revocation online', () => {
  const dir = mkdtempSync(join(tmpdir(), 'yinxin-online-'));
  const asked: string[] = [];
  let server: Server;
  let base: string;
  let root: OpensslCa;
  let crl: string;

  beforeAll(async () => {
    root = new OpensslCa('测试根');
    const responder = root.issue('测试查询服务', { extensions: ['extendedKeyUsage=OCSPSigning', 'noCheck=yes'] });
    server = createServer((request, response) => {
      asked.push(String(request.url));
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        if (request.url === '/crl') response.end(readFileSync(crl));
        else if (request.url === '/ocsp') void answerOcsp(root, responder, Buffer.concat(parts)).then((answer) => response.end(answer));
        else response.writeHead(500).end('broken');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });

  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const signedBy = async (identity: TestIdentity): Promise<string> => {
    writeFileSync(join(dir, 'in.pdf'), smallPdf());
    const out = join(dir, `${identity.certificate.toString('hex', 20, 30)}.pdf`);
    const result = await yinxin('sign', join(dir, 'in.pdf'), out, ...keyFile(dir, identity, [root]));
    expect(result.code, result.err).toBe(0);
    return out;
  };
  const verify = async (file: string, anchor = root.certPath) => {
    asked.length = 0;
    const { out, err } = await yinxin('verify', file, '--anchor', anchor, '--online', '--json');
    const report = JSON.parse(out);
    return { verdict: report.verdict, revocation: report.signatures[0].revocation, err };
  };
  const withAddresses = (...extensions: string[]) => root.issue('杭州示例科技有限公司', { extensions });

  it('takes the answer of the responder', async () => {
    const identity = withAddresses(`authorityInfoAccess=OCSP;URI:${base}/ocsp`);
    const file = await signedBy(identity);
    expect(await verify(file)).toMatchObject({ verdict: 'valid', revocation: 'good' });
    root.revoke(identity);
    expect(await verify(file)).toMatchObject({ verdict: 'invalid', revocation: 'revoked' });
  });

  it('takes the list when the responder fails, and says so', async () => {
    const identity = withAddresses(`authorityInfoAccess=OCSP;URI:${base}/broken`, `crlDistributionPoints=URI:${base}/crl`);
    const file = await signedBy(identity);
    crl = root.crl();
    const answer = await verify(file);
    expect(answer).toMatchObject({ verdict: 'valid', revocation: 'good' });
    expect(answer.err).toContain('answered 500');
    root.revoke(identity);
    crl = root.crl();
    expect(await verify(file)).toMatchObject({ verdict: 'invalid', revocation: 'revoked' });
  });

  it('asks no address that a stranger chose', async () => {
    const file = await signedBy(withAddresses(`authorityInfoAccess=OCSP;URI:${base}/ocsp`));
    const other = new OpensslCa('另一个根');
    expect(await verify(file, other.certPath)).toMatchObject({ verdict: 'indeterminate', revocation: 'unknown' });
    expect(asked).toEqual([]);
  });

  it('goes without an answer from addresses that are not of the web or not there', async () => {
    const file = await signedBy(
      withAddresses('authorityInfoAccess=OCSP;URI:file:///etc/passwd', 'crlDistributionPoints=URI:http://127.0.0.1:9/crl'),
    );
    expect(await verify(file)).toMatchObject({ verdict: 'valid', revocation: 'unknown' });
  });
});

/** openssl's own responder, fed with one request. */
function answerOcsp(ca: OpensslCa, responder: TestIdentity, request: Buffer): Promise<Buffer> {
  const dir = mkdtempSync(join(tmpdir(), 'yinxin-ocsp-'));
  writeFileSync(join(dir, 'request'), request);
  const files = ['-index', join(ca.dir, 'index.txt'), '-CA', ca.certPath, '-rsigner', responder.certPath, '-rkey', responder.keyPath];
  const child = spawn('openssl', ['ocsp', ...files, '-reqin', join(dir, 'request'), '-respout', join(dir, 'answer'), '-ndays', '1']);
  return new Promise((resolve, reject) => {
    child.on('exit', (code) =>
      code === 0 ? resolve(readFileSync(join(dir, 'answer'))) : reject(new Error(`openssl ocsp: ${String(code)}`)),
    );
  });
}
