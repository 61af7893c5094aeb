import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { TimeStampIssuer } from '../../src/engines/cms/time-stamp-issuer.ts';
import { OpensslCa, openssl } from '../support/openssl-ca.ts';
import { type SmallPdfOptions, smallPdf } from '../support/small-pdf.ts';
import { hasTool } from '../support/tools.ts';
import { keyFile, yinxin } from './cli-bench.ts';

const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" width="40mm" height="40mm">
<circle cx="20" cy="20" r="19" fill="none" stroke="#dd0000" stroke-width="1"/><path d="M20 10 L30 30 L10 30 Z" fill="#dd0000"/></svg>`;

describe.skipIf(!hasTool('openssl'))('yinxin sign', () => {
  const dir = mkdtempSync(join(tmpdir(), 'yinxin-sign-'));
  const at = (name: string) => join(dir, name);
  let root: OpensslCa;
  let middle: OpensslCa;
  let key: readonly string[];

  beforeAll(() => {
    root = new OpensslCa('测试根');
    middle = root.subordinate('测试签发机构');
    key = keyFile(dir, middle.issue('杭州示例科技有限公司'), [middle, root]);
    writeFileSync(at('seal.svg'), svg);
  });

  const input = (name: string, options: SmallPdfOptions = {}): string => {
    writeFileSync(at(name), smallPdf(options));
    return at(name);
  };

  const judgedByPdfsig = (file: string): string => {
    const nss = mkdtempSync(join(tmpdir(), 'yinxin-nss-'));
    execFileSync('certutil', ['-N', '-d', `sql:${nss}`, '--empty-password']);
    execFileSync('certutil', ['-A', '-d', `sql:${nss}`, '-n', 'root', '-t', 'CT,C,C', '-i', root.certPath]);
    return spawnSync('pdfsig', ['-nssdir', nss, file], { encoding: 'utf8' }).stdout;
  };

  describe.skipIf(!['pdfsig', 'qpdf', 'certutil'].every(hasTool))('as other programs judge it', () => {
    it.each([
      ['invisibly', [], {}],
      ['with a visible seal', ['--seal', 'SEAL', '--at', '150,60'], {}],
      ['on a turned page', ['--seal', 'SEAL', '--at', '150,60', '--page', '2', '--size', '38'], { pages: 3, rotate: 90 }],
      ['on all pages', ['--seal', 'SEAL', '--mode', 'all', '--at', '100,100'], { pages: 5 }],
      ['on a range of pages', ['--seal', 'SEAL', '--mode', 'range', '--pages', '1-3,5', '--at', '100,100'], { pages: 5 }],
      ['over the edges of all pages', ['--seal', 'SEAL', '--mode', 'straddle', '--position', '150'], { pages: 7 }],
    ])('signs %s; the signature is valid, covers the whole file, and the input stays as it is', async (name, options, pdf) => {
      const from = input(`${name}.pdf`, pdf);
      const to = at(`${name}-signed.pdf`);
      const result = await yinxin('sign', from, to, ...key, ...options.map((option) => (option === 'SEAL' ? at('seal.svg') : option)));
      expect(result).toMatchObject({ code: 0, err: '' });
      const report = judgedByPdfsig(to);
      expect(report).toContain('Signature is Valid.');
      expect(report).toContain('Certificate is Trusted.');
      expect(report).toContain('Total document signed');
      expect(report).toContain('杭州示例科技有限公司');
      const check = spawnSync('qpdf', ['--check', to], { encoding: 'utf8' });
      expect(check.status, check.stdout + check.stderr).toBe(0);
      const original = readFileSync(from);
      expect(readFileSync(to).subarray(0, original.length)).toEqual(original);
      expect((await yinxin('verify', to, '--anchor', root.certPath)).code).toBe(0);
    });

    it.each(['rsa', 'p384'] as const)('signs with %s keys too', async (algorithm) => {
      const identity = keyFile(dir, middle.issue('张三', { key: algorithm }), [middle, root]);
      const to = at(`${algorithm}.pdf`);
      expect((await yinxin('sign', input('plain.pdf'), to, ...identity)).code).toBe(0);
      expect(judgedByPdfsig(to)).toContain('Signature is Valid.');
      expect((await yinxin('verify', to, '--anchor', root.certPath)).code).toBe(0);
    });
  });

  it.each([
    ['an encryption certificate', { keyUsage: 'keyEncipherment,dataEncipherment' }, 'wrong-key-usage'],
    ['a server certificate', { extensions: ['extendedKeyUsage=serverAuth'] }, 'wrong-extended-key-usage'],
    ['an expired certificate', { from: '20200101000000Z', to: '20210101000000Z' }, 'certificate-expired'],
    ['a certificate not valid yet', { from: '20380101000000Z', to: '20400101000000Z' }, 'certificate-not-yet-valid'],
  ])('refuses %s and writes nothing', async (_, options, code) => {
    const identity = keyFile(dir, middle.issue('某公司', options), [middle]);
    const result = await yinxin('sign', input('plain.pdf'), at('refused.pdf'), ...identity);
    expect(result.code).toBe(1);
    expect(result.err).toContain(`[${code}]`);
    expect(existsSync(at('refused.pdf'))).toBe(false);
  });

  it.each([
    ['a seal off the page', ['--seal', 'SEAL', '--at', '300,60'], 'seal.outside-page'],
    ['a page that is not there', ['--seal', 'SEAL', '--at', '100,60', '--page', '2'], 'seal.page-outside-document'],
    [
      'a range outside the document',
      ['--seal', 'SEAL', '--at', '100,60', '--mode', 'range', '--pages', '1-9'],
      'seal.page-outside-document',
    ],
    ['a straddle seal on one page', ['--seal', 'SEAL', '--mode', 'straddle', '--position', '100'], 'seal.straddle-needs-two-pages'],
    ['a seal over 45 mm', ['--seal', 'SEAL', '--at', '100,100', '--size', '60'], 'seal-image.too-large'],
  ])('refuses %s with a code and writes nothing', async (_, options, code) => {
    const args = options.map((option) => (option === 'SEAL' ? at('seal.svg') : option));
    const result = await yinxin('sign', input('plain.pdf'), at('refused.pdf'), ...key, ...args);
    expect(result.code).toBe(1);
    expect(result.err).toContain(`[${code}]`);
    expect(existsSync(at('refused.pdf'))).toBe(false);
  });

  it('seals every place of a keyword, and refuses one that does not occur', async () => {
    const { PDFDocument } = await import('pdf-lib');
    const document = await PDFDocument.create();
    for (let index = 0; index < 2; index++) document.addPage([595, 842]).drawText('Party A (seal)', { x: 200, y: 400 });
    writeFileSync(at('keyword.pdf'), await document.save());
    const seal = ['--seal', at('seal.svg'), '--mode', 'keyword'];
    const refused = await yinxin('sign', at('keyword.pdf'), at('keyword-signed.pdf'), ...key, ...seal, '--keyword', 'Party C');
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('[seal.keyword-not-found]')]);
    expect(existsSync(at('keyword-signed.pdf'))).toBe(false);
    const args = [...seal, '--keyword', '（SEAL）'.toLowerCase(), '--offset', '5,-3'];
    expect(await yinxin('sign', at('keyword.pdf'), at('keyword-signed.pdf'), ...key, ...args)).toMatchObject({ code: 0, err: '' });
    expect((await yinxin('verify', at('keyword-signed.pdf'), '--anchor', root.certPath)).code).toBe(0);
    expect(readFileSync(at('keyword-signed.pdf'), 'latin1').match(/\/Subtype ?\/Widget/g)?.length).toBeGreaterThanOrEqual(2);
  }, 60_000);

  it('time-stamps at an authority, and writes nothing when it cannot be reached', async () => {
    const authority = root.issue('测试时间戳服务', { extensions: ['extendedKeyUsage=critical,timeStamping'] });
    const issuer = new TimeStampIssuer({ ...authority, chain: [], policy: '1.2.3.4', accuracySeconds: 1 });
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const moment = { time: new Date(), serial: Buffer.from([1]) };
        void issuer.answer(Buffer.concat(parts), moment).then((answer) => response.end(answer));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
    try {
      expect(await yinxin('sign', input('plain.pdf'), at('stamped.pdf'), ...key, '--tsa', url)).toMatchObject({ code: 0, err: '' });
    } finally {
      server.close();
    }
    const { out } = await yinxin('verify', at('stamped.pdf'), '--anchor', root.certPath, '--json', '--time', '2041-01-01');
    expect(JSON.parse(out).signatures[0]).toMatchObject({ level: 'B-T', verdict: 'valid', timestampProves: true });
    const refused = await yinxin('sign', at('plain.pdf'), at('refused.pdf'), ...key, '--tsa', 'http://127.0.0.1:9/');
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('[time-stamp.unavailable]')]);
    expect(existsSync(at('refused.pdf'))).toBe(false);
  });

  it('tells a wrong passphrase, a legacy key file and a file that is no PDF apart', async () => {
    writeFileSync(at('wrong.pass'), 'wrong\n');
    const p12 = key[1] ?? '';
    const wrong = await yinxin('sign', input('plain.pdf'), at('x.pdf'), '--p12', p12, '--passphrase-file', at('wrong.pass'));
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('[pkcs12.wrong-passphrase]')]);
    const { certPath, keyPath } = middle.issue('旧文件');
    const legacy = ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-passout', 'pass:wrong', '-out', at('old.p12')];
    openssl('pkcs12', '-export', '-in', certPath, '-inkey', keyPath, ...legacy);
    const old = await yinxin('sign', input('plain.pdf'), at('x.pdf'), '--p12', at('old.p12'), '--passphrase-file', at('wrong.pass'));
    expect([old.code, old.err]).toEqual([1, expect.stringContaining('openssl pkcs12 -export -out new.p12')]);
    const none = await yinxin('sign', at('seal.svg'), at('x.pdf'), ...key);
    expect([none.code, none.err]).toEqual([1, expect.stringContaining('[pdf.not-a-pdf]')]);
    const gone = await yinxin('sign', at('gone.pdf'), at('x.pdf'), ...key);
    expect([gone.code, gone.err]).toEqual([1, expect.stringContaining('[file.ENOENT]')]);
  });

  it.each([
    [['in.pdf'], 'OUT.pdf'],
    [['in.pdf', 'out.pdf'], '--p12'],
    [['in.pdf', 'out.pdf', '--unknown'], '--unknown'],
    [['in.pdf', 'out.pdf', 'KEY', '--seal', 'seal.svg', '--at', 'here'], '--at'],
    [['in.pdf', 'out.pdf', 'KEY', '--seal', 'seal.svg'], '--at'],
    [['in.pdf', 'out.pdf', 'KEY', '--at', '100,100'], '--seal'],
    [['in.pdf', 'out.pdf', 'KEY', '--seal', 'seal.svg', '--mode', 'keyword'], '--keyword'],
    [['in.pdf', 'out.pdf', 'KEY', '--seal', 'seal.svg', '--mode', 'elsewhere'], 'elsewhere'],
  ])('explains a wrong command line: %j', async (args, named) => {
    input('in.pdf');
    const full = args.flatMap((arg) => (arg === 'KEY' ? key : /\.(pdf|svg)$/.test(arg) ? at(arg) : arg));
    const result = await yinxin('sign', ...full);
    expect(result.code).toBe(64);
    expect(result.err).toContain(named);
    expect(existsSync(at('out.pdf'))).toBe(false);
  });
});
