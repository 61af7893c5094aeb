import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { PdfSealer, type SealingRequest } from '../../src/adapters/pdf-sealing/pdf-sealer.ts';
import { inspectPdf } from '../../src/adapters/pdf-verification/pdf-inspector.ts';
import { readableRevocationData } from '../../src/adapters/pdf-verification/revocation-data.ts';
import { trustStoreOf } from '../../src/adapters/pdf-verification/trust-store.ts';
import { SystemIds } from '../../src/adapters/system/system-ids.ts';
import { PdfError } from '../../src/engines/pdf/pdf-error.ts';
import { BytesSink } from '../../src/engines/pdf/pdf-sink.ts';
import { BytesSource, FileSource } from '../../src/engines/pdf/pdf-source.ts';
import { Clock } from '../../src/kernel/clock.ts';
import { EnginePdfInspection } from '../../src/modules/seal/adapters/pdf/engine-pdf-inspection.ts';
import { TrustFolder } from '../../src/modules/seal/adapters/pdf/trust-folder.ts';
import { VerifyDocument } from '../../src/modules/seal/application/verify-document.ts';
import { unusableReport, type VerificationReport, verificationReport } from '../../src/modules/seal/domain/verification-report.ts';
import { yinxin } from '../cli/cli-bench.ts';
import { OpensslCa, type TestIdentity } from '../support/openssl-ca.ts';
import { appendUpdate, contentNumber, pageNumber, smallPdf, stream } from '../support/small-pdf.ts';
import { hasTool } from '../support/tools.ts';

const at = new Date('2027-06-01T00:00:00Z');
class FixedClock extends Clock {
  override now(): Date {
    return at;
  }
}

type Judged = Pick<VerificationReport, 'verdict' | 'reason'> & { readonly signatures: readonly (readonly [string, string | null])[] };

function judged({ verdict, reason, signatures }: VerificationReport): Judged {
  return { verdict, reason, signatures: signatures.map((one) => [one.verdict, one.reason] as const) };
}

describe.skipIf(!hasTool('openssl') || !hasTool('qpdf'))('one file has one verdict, wherever it is asked for', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yinxin-same-'));
  const trust = join(folder, 'trust');
  const files = new Map<string, string>();
  let root: OpensslCa;
  let crl: string;

  const keep = (name: string, bytes: Buffer): Buffer => {
    files.set(name, join(folder, `${name}.pdf`));
    writeFileSync(join(folder, `${name}.pdf`), bytes);
    return bytes;
  };
  const sign = async (by: TestIdentity, input = smallPdf({ pages: 2 }), more: Partial<SealingRequest> = {}): Promise<Buffer> => {
    const output = new BytesSink();
    await new PdfSealer({ ...by, chain: [] }).seal({ input: new BytesSource(input), output, time: at, ...more });
    return Buffer.from(output.bytes);
  };
  const noted = (pdf: Buffer) =>
    appendUpdate(pdf, [
      [90, `<</Type/Annot/Subtype/Square/Rect[10 10 90 90]/P ${String(pageNumber(0))} 0 R>>`],
      [pageNumber(0), `<</Type/Page/Parent 2 0 R/Rotate 0/Contents ${String(contentNumber(0))} 0 R/Resources<<>>/Annots[90 0 R]>>`],
    ]);

  beforeAll(async () => {
    root = new OpensslCa('测试根');
    mkdirSync(trust);
    writeFileSync(join(trust, 'root.pem'), readFileSync(root.certPath));
    const party = root.issue('杭州示例科技有限公司');
    const revoked = root.issue('已吊销的公司');
    root.revoke(revoked, 'keyCompromise');
    crl = root.crl();
    const valid = keep('valid', await sign(party));
    keep('later-change', noted(valid));
    keep('second-party', await sign(root.issue('第二家公司'), valid));
    keep('altered', appendUpdate(valid, [[contentNumber(0), stream('0 0 50 50 re f')]]));
    const tampered = Buffer.from(valid);
    tampered.write('Jello', tampered.indexOf('Hello'));
    keep('tampered', tampered);
    keep('removed', appendUpdate(valid, [[1, '<</Type/Catalog/Pages 2 0 R>>']]));
    keep('certified', noted(await sign(party, smallPdf(), { certify: 2 })));
    keep('untrusted', await sign(new OpensslCa('陌生根').issue('陌生公司')));
    keep('expired', await sign(root.issue('过期的公司', { to: '20261231000000Z' })));
    keep('revoked', await sign(revoked));
    keep('wrong-purpose', await sign(root.issue('服务器证书', { extensions: ['extendedKeyUsage=serverAuth'] })));
    keep('unsigned', smallPdf());
    keep('text', Buffer.from('no PDF'));
    keep('cut', valid.subarray(0, valid.length / 2));
    writeFileSync(join(folder, 'open.pdf'), valid);
    execFileSync('qpdf', ['--encrypt', 'secret', 'owner', '256', '--', 'open.pdf', 'locked.pdf'], { cwd: folder });
    keep('encrypted', readFileSync(join(folder, 'locked.pdf')));
  });

  const byAdapter = async (path: string): Promise<Judged> => {
    const source = FileSource.open(path);
    try {
      const revocation = readableRevocationData([readFileSync(crl)], []);
      const { signatures } = await inspectPdf(source, { trust: trustStoreOf([readFileSync(root.certPath)]), at, revocation });
      return judged(verificationReport(path, signatures, { revocation: 'if-known' }));
    } catch (error) {
      if (error instanceof PdfError) return judged(unusableReport(path, error.code));
      throw error;
    } finally {
      source.close();
    }
  };
  const byCommand = async (path: string): Promise<Judged> => {
    const { out } = await yinxin('verify', path, '--json', '--trust-dir', trust, '--crl', crl, '--time', at.toISOString());
    return judged(JSON.parse(out));
  };
  const byPage = (): ((path: string) => Promise<Judged>) => {
    const own = { certificates: async () => [], statusOf: async () => ({ crls: [readFileSync(crl)], ocsps: [] }) };
    const verify = new VerifyDocument(new EnginePdfInspection(new TrustFolder(trust), own), new SystemIds(), new FixedClock());
    return async (path) => judged((await verify.execute(path, 'x.pdf')).report);
  };

  it('the adapter, the command line and the page agree on every file of the corpus', { timeout: 120_000 }, async () => {
    const page = byPage();
    const all: Record<string, Judged> = {};
    for (const [name, path] of files) {
      const adapter = await byAdapter(path);
      expect(await byCommand(path), name).toEqual(adapter);
      expect(await page(path), name).toEqual(adapter);
      all[name] = adapter;
    }
    const shown = Object.fromEntries(Object.entries(all).map(([name, { verdict, reason }]) => [name, [verdict, reason]]));
    expect(shown).toEqual({
      valid: ['valid', null],
      'later-change': ['valid-with-later-changes', 'changed-later'],
      'second-party': ['valid-with-later-changes', 'changed-later'],
      altered: ['invalid', 'altered-later'],
      tampered: ['invalid', 'digest-mismatch'],
      removed: ['invalid', 'signature-removed'],
      certified: ['invalid', 'altered-later'],
      untrusted: ['indeterminate', 'untrusted'],
      expired: ['indeterminate', 'certificate-expired'],
      revoked: ['invalid', 'certificate-revoked'],
      'wrong-purpose': ['invalid', 'wrong-extended-key-usage'],
      unsigned: ['unsigned', 'no-signature'],
      text: ['unusable', 'not-a-pdf'],
      cut: shown['cut'],
      encrypted: ['unusable', 'password-needed'],
    });
    expect(shown['cut']?.[0]).not.toMatch(/^valid/);
  });

  it('the command line needs neither database nor data folder nor settings, and leaves nothing behind', { timeout: 60_000 }, async () => {
    const empty = mkdtempSync(join(tmpdir(), 'yinxin-nothing-'));
    const path = files.get('revoked') ?? '';
    const options = ['--json', '--trust-dir', trust, '--crl', crl, '--time', at.toISOString()];
    const { stdout, status } = spawnSync(process.execPath, [resolve('bin/yinxin.mjs'), 'verify', path, ...options], {
      cwd: empty,
      env: { PATH: process.env['PATH'] ?? '', HOME: empty },
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(judged(JSON.parse(stdout))).toEqual(await byAdapter(path));
    expect(readdirSync(empty)).toEqual([]);
  });
});
