import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { OpensslCa, openssl } from '../support/openssl-ca.ts';
import { appendUpdate, contentNumber, pageNumber, smallPdf, stream } from '../support/small-pdf.ts';
import { hasTool } from '../support/tools.ts';
import { keyFile, yinxin } from './cli-bench.ts';

describe.skipIf(!hasTool('openssl'))('yinxin verify', () => {
  const dir = mkdtempSync(join(tmpdir(), 'yinxin-verify-'));
  const at = (name: string) => join(dir, name);
  const stored = (name: string, bytes: Buffer): string => {
    writeFileSync(at(name), bytes);
    return at(name);
  };
  let root: OpensslCa;
  let middle: OpensslCa;
  let key: readonly string[];
  let signed: string;

  const sign = async (name: string, from: string, identity: readonly string[]): Promise<string> => {
    const result = await yinxin('sign', from, at(name), ...identity);
    if (result.code !== 0) throw new Error(result.err);
    return at(name);
  };
  const verify = async (file: string, ...options: readonly string[]) => {
    const { code, out } = await yinxin('verify', file, '--json', ...options);
    const report = JSON.parse(out);
    return { code, report, verdict: [report.verdict, report.reason] };
  };
  const trusted = (file: string, ...options: readonly string[]) => verify(file, '--anchor', root.certPath, ...options);

  beforeAll(async () => {
    root = new OpensslCa('测试根');
    middle = root.subordinate('测试签发机构');
    key = keyFile(dir, middle.issue('杭州示例科技有限公司'), [middle, root]);
    signed = await sign('signed.pdf', stored('plain.pdf', smallPdf({ pages: 2 })), key);
  });

  it('reports a valid signature with everything a reader needs', async () => {
    const { code, report } = await trusted(signed);
    expect(code).toBe(0);
    expect(report).toMatchObject({ file: signed, verdict: 'valid', reason: null });
    expect(report.signatures).toHaveLength(1);
    expect(report.signatures[0]).toMatchObject({
      field: 'Signature1',
      signer: '杭州示例科技有限公司',
      uscc: '91330100MA27XYZ12Q',
      serial: expect.stringMatching(/^[0-9a-f]+$/),
      issuer: '测试签发机构',
      format: 'PAdES',
      level: 'B-B',
      verdict: 'valid',
      reason: null,
      revision: 2,
      coversRevision: true,
      claimedTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      timestamp: null,
      revocation: 'unknown',
      changes: [],
      faults: [],
    });
    expect(report.signatures[0].chain).toHaveLength(3);
  });

  it('says the same to a person', async () => {
    const { out, code } = await yinxin('verify', signed, '--anchor', root.certPath);
    expect(code).toBe(0);
    expect(out).toContain('VALID');
    expect(out).toContain('杭州示例科技有限公司');
  });

  it('takes anchors from a directory', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'yinxin-trust-'));
    writeFileSync(join(folder, 'root.pem'), readFileSync(root.certPath));
    expect((await verify(signed, '--trust-dir', folder)).verdict).toEqual(['valid', null]);
  });

  it('cannot tell without an anchor, or with another one', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'yinxin-trust-'));
    expect(await verify(signed, '--trust-dir', elsewhere)).toMatchObject({ code: 2, verdict: ['indeterminate', 'no-anchor'] });
    const stranger = new OpensslCa('测试根');
    expect(await verify(signed, '--anchor', stranger.certPath)).toMatchObject({ code: 2, verdict: ['indeterminate', 'untrusted'] });
  });

  it('takes only self-issued CA certificates of a trust file as anchors', async () => {
    expect((await verify(signed, '--anchor', middle.certPath)).verdict).toEqual(['indeterminate', 'no-anchor']);
    const both = stored('both.pem', Buffer.concat([readFileSync(middle.certPath), readFileSync(root.certPath)]));
    expect((await verify(signed, '--anchor', both)).verdict).toEqual(['valid', null]);
  });

  it('finds a changed byte of the document', async () => {
    const bytes = readFileSync(signed);
    bytes.write('Jello', bytes.indexOf('Hello'));
    expect(await trusted(stored('tampered.pdf', bytes))).toMatchObject({ code: 1, verdict: ['invalid', 'digest-mismatch'] });
  });

  it('finds a signature transplanted from another document', async () => {
    const other = await sign('other.pdf', stored('plain2.pdf', smallPdf({ pages: 2, text: 'Other' })), key);
    const contents = (bytes: Buffer) => /\/Contents\s*<([0-9a-fA-F]+)>/.exec(bytes.toString('latin1'))?.[1] ?? '';
    const [mine, theirs] = [readFileSync(signed), readFileSync(other)];
    mine.write(contents(theirs), mine.indexOf(contents(mine)), 'latin1');
    expect(await trusted(stored('transplanted.pdf', mine))).toMatchObject({ code: 1, verdict: ['invalid', 'digest-mismatch'] });
  });

  it('finds a file that was cut and one that goes on', async () => {
    const bytes = readFileSync(signed);
    expect((await trusted(stored('cut.pdf', bytes.subarray(0, bytes.length - 40)))).report.verdict).not.toMatch(/^valid/);
    expect((await trusted(stored('more.pdf', Buffer.concat([bytes, Buffer.from('more')])))).report.verdict).not.toBe('valid');
  });

  it('judges the validity at the given time', async () => {
    expect(await trusted(signed, '--time', '2041-01-01')).toMatchObject({ code: 2, verdict: ['indeterminate', 'certificate-expired'] });
    expect((await trusted(signed, '--time', '2019-01-01')).verdict).toEqual(['indeterminate', 'certificate-not-yet-valid']);
  });

  it('refuses certificates that may not sign documents', async () => {
    const usage = middle.issue('加密证书', { keyUsage: 'keyEncipherment,dataEncipherment' });
    expect((await trusted(await signedBy(usage))).verdict).toEqual(['invalid', 'wrong-key-usage']);
    const purpose = middle.issue('服务器证书', { extensions: ['extendedKeyUsage=serverAuth'] });
    expect((await trusted(await signedBy(purpose))).verdict).toEqual(['invalid', 'wrong-extended-key-usage']);
  });

  /** Signs without asking whether the certificate may. */
  const signedBy = async (identity: ReturnType<OpensslCa['issue']>): Promise<string> => {
    const { PdfSealer } = await import('../../src/adapters/pdf-sealing/pdf-sealer.ts');
    const { BytesSource } = await import('../../src/engines/pdf/pdf-source.ts');
    const sealer = new PdfSealer({ ...identity, chain: [middle.certificate] });
    await sealer.seal({ input: new BytesSource(smallPdf()), output: at('unasked.pdf'), time: new Date() });
    return at('unasked.pdf');
  };

  describe('with revocation data', () => {
    let revoked: string;
    let crls: readonly string[];

    beforeAll(async () => {
      const identity = middle.issue('将被吊销的公司');
      revoked = await sign('revoked.pdf', at('plain.pdf'), keyFile(dir, identity, [middle]));
      middle.revoke(identity, 'keyCompromise');
      crls = ['--crl', middle.crl(), '--crl', root.crl()];
    });

    it('says whether the certificates are good, and demands it when told to', async () => {
      expect((await trusted(signed, ...crls)).report.signatures[0]).toMatchObject({ verdict: 'valid', revocation: 'good' });
      expect((await trusted(signed, ...crls, '--require-revocation')).verdict).toEqual(['valid', null]);
      expect(await trusted(signed, '--require-revocation')).toMatchObject({ code: 2, verdict: ['indeterminate', 'revocation-unknown'] });
    });

    it('refuses a revoked certificate and says since when', async () => {
      const { code, verdict, report } = await trusted(revoked, ...crls);
      expect([code, ...verdict]).toEqual([1, 'invalid', 'certificate-revoked']);
      expect(report.signatures[0]).toMatchObject({ revocation: 'revoked', revokedAt: expect.stringMatching(/^\d{4}-/) });
      expect((await trusted(revoked)).verdict).toEqual(['valid', null]);
    });

    it('does not believe a list that another authority signed', async () => {
      const stranger = new OpensslCa('测试根').subordinate('测试签发机构');
      expect((await trusted(signed, '--crl', stranger.crl())).report.signatures[0]).toMatchObject({
        verdict: 'valid',
        revocation: 'unknown',
      });
    });
  });

  it('refuses a certificate below one that is no authority', async () => {
    const leaf = middle.issue('不是签发机构');
    const fake = new OpensslCa('假签发机构', 'p256', mkdtempSync(join(tmpdir(), 'yinxin-ca-')));
    openssl('x509', '-in', leaf.certPath, '-out', join(fake.dir, 'ca.pem'));
    openssl('pkey', '-in', leaf.keyPath, '-out', join(fake.dir, 'ca.key'));
    const forged = new OpensslCa('假签发机构', 'p256', fake.dir).issue('伪造公司');
    const { PdfSealer } = await import('../../src/adapters/pdf-sealing/pdf-sealer.ts');
    const { BytesSource } = await import('../../src/engines/pdf/pdf-source.ts');
    const sealer = new PdfSealer({ ...forged, chain: [leaf.certificate, middle.certificate] });
    await sealer.seal({ input: new BytesSource(smallPdf()), output: at('forged.pdf'), time: new Date() });
    expect((await trusted(at('forged.pdf'))).code).not.toBe(0);
  });

  it('tells unsigned files and files that are no PDF', async () => {
    expect(await trusted(stored('unsigned.pdf', smallPdf()))).toMatchObject({ code: 3, verdict: ['unsigned', 'no-signature'] });
    expect(await trusted(stored('text.pdf', Buffer.from('no PDF')))).toMatchObject({ code: 3, verdict: ['unusable', 'not-a-pdf'] });
    expect(await trusted(at('gone.pdf'))).toMatchObject({ code: 3, verdict: ['unusable', 'unreadable-file'] });
  });

  it('explains a wrong command line', async () => {
    for (const args of [
      [],
      [signed, '--time', 'soon'],
      [signed, '--anchor', at('gone.pem')],
      [signed, '--anchor', at('plain.pdf')],
      ['a', 'b'],
    ]) {
      expect((await yinxin('verify', ...args)).code, args.join(' ')).toBe(64);
    }
  });

  describe('after the signature', () => {
    const page = (index: number, more = '') =>
      `<</Type/Page/Parent 2 0 R/Rotate 0/Contents ${String(contentNumber(index))} 0 R/Resources<<>>${more}>>`;

    it('a second party leaves the first valid, with the later change told', async () => {
      const second = keyFile(dir, middle.issue('第二家公司'), [middle]);
      const { code, report } = await trusted(await sign('second.pdf', signed, second));
      expect(code).toBe(0);
      expect(report.signatures.map((signature: { verdict: string }) => signature.verdict)).toEqual(['valid-with-later-changes', 'valid']);
      expect(report.verdict).toBe('valid-with-later-changes');
      expect(report.signatures[0].coversRevision).toBe(true);
      expect(report.signatures[0].changes.length).toBeGreaterThan(0);
      expect(report.signatures[0].changes.every((change: { allowed: boolean }) => change.allowed)).toBe(true);
    });

    it('new page content alters the document', async () => {
      const changed = appendUpdate(readFileSync(signed), [[contentNumber(0), stream('0 0 50 50 re f')]]);
      const { code, report } = await trusted(stored('content.pdf', changed));
      expect([code, report.verdict, report.reason]).toEqual([1, 'invalid', 'altered-later']);
      expect(report.signatures[0].changes).toContainEqual(expect.objectContaining({ revision: 3, kind: 'page-content', allowed: false }));
    });

    it('an added annotation is told and is not called valid', async () => {
      const free = 90;
      const note = `<</Type/Annot/Subtype/FreeText/Rect[10 10 90 90]/Contents(paid)/DA(/Helv 12 Tf)/P ${String(pageNumber(1))} 0 R>>`;
      const annotated = appendUpdate(readFileSync(signed), [
        [free, note],
        [pageNumber(1), page(1, `/Annots[${String(free)} 0 R]`)],
      ]);
      const { report } = await trusted(stored('annotated.pdf', annotated));
      expect(report.verdict).toBe('valid-with-later-changes');
      expect(report.signatures[0].changes).toContainEqual(expect.objectContaining({ kind: 'annotation', allowed: true }));
    });

    it('a removed page alters the document', async () => {
      const removed = appendUpdate(readFileSync(signed), [
        [2, `<</Type/Pages/Kids[${String(pageNumber(0))} 0 R]/Count 1/MediaBox[0 0 595 842]>>`],
      ]);
      const { report } = await trusted(stored('removed.pdf', removed));
      expect([report.verdict, report.reason]).toEqual(['invalid', 'altered-later']);
    });
  });
});
