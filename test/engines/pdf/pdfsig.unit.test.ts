import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareSignature } from '../../../src/engines/pdf/append-signature.ts';
import { completeSignature } from '../../../src/engines/pdf/complete-signature.ts';
import { openPdf } from '../../../src/engines/pdf/pdf-document.ts';
import { BytesSource, FileSource } from '../../../src/engines/pdf/pdf-source.ts';
import { coverageOf } from '../../../src/engines/pdf/signature-coverage.ts';
import { signaturesOf } from '../../../src/engines/pdf/signatures.ts';
import { corpus, encryptions, pagesOf, throughQpdf, withTable, withXrefStream } from '../../support/pdf-corpus.ts';
import { hasTool } from '../../support/tools.ts';
import { opensslSigner, type SignOptions, seal, signBytes } from './signing-kit.ts';

const tools = ['pdfsig', 'openssl', 'qpdf'].every((tool) => hasTool(tool));

describe.skipIf(!tools)('pdfsig agrees with what was signed', () => {
  let folder = '';
  let cms: ReturnType<typeof opensslSigner>;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pdfsig-'));
    cms = opensslSigner();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const pdfsig = (pdf: Buffer): string[] => {
    const path = join(folder, 'signed.pdf');
    writeFileSync(path, pdf);
    const { stdout } = spawnSync('pdfsig', ['-nocert', path], { encoding: 'utf8' });
    return stdout
      .split('\n')
      .flatMap((line) => (/Signature Validation|document signed/.test(line) ? [line.replace(/^\s*-?\s*/, '').trim()] : []));
  };

  /** openssl signs the content itself: a first pass tells which bytes those are. */
  const signWithOpenssl = async (pdf: Buffer, options: SignOptions = {}): Promise<Buffer> => {
    const room = { ...options, contentsBytes: 4096 };
    const { bytes, result } = await signBytes(pdf, { ...room, sign: async (digest) => digest });
    const [, a, b] = result.byteRange;
    const content = Buffer.concat([bytes.subarray(0, a), bytes.subarray(b)]);
    const der = cms(createHash('sha256').update(content).digest(), () => content);
    bytes.write(Buffer.from(der).toString('hex'), a + 1, 'latin1');
    return bytes;
  };

  const plain = ['a table, PDF 1.3', 'object streams', 'a hybrid file', 'a linearized file', 'an indirect form with indirect arrays'];
  const sources: Record<string, () => Buffer> = Object.fromEntries([
    ...plain.map((kind) => [kind, corpus[kind] ?? (() => Buffer.alloc(0))]),
    ...Object.entries(encryptions).map(([kind, args]) => [kind, () => throughQpdf(withTable(pagesOf()), args)]),
  ]);
  for (const [kind, make] of Object.entries(sources)) {
    it(`one signature, then a second one over it: ${kind}`, async () => {
      const once = await signWithOpenssl(make());
      expect(pdfsig(once)).toEqual(['Total document signed', 'Signature Validation: Signature is Valid.']);
      const twice = await signWithOpenssl(once, { stamps: [] });
      expect(pdfsig(twice)).toEqual([
        'Not total document signed',
        'Signature Validation: Signature is Valid.',
        'Total document signed',
        'Signature Validation: Signature is Valid.',
      ]);
      const document = openPdf(new BytesSource(twice));
      expect(signaturesOf(document).map((signature) => coverageOf(document, signature).problems)).toEqual([[], []]);
      expect(signaturesOf(document).map((signature) => coverageOf(document, signature).coversWholeFile)).toEqual([false, true]);
    });
  }

  it('a signature over many stamps leaves one signature field, whole and valid', async () => {
    const stamps = Array.from({ length: 5 }, (_, pageIndex) => ({
      pageIndex,
      rect: [555, 380, 595, 480] as const,
      appearance: { form: 0, bbox: [pageIndex * 20, 0, pageIndex * 20 + 20, 100] as const },
    }));
    const signed = await signWithOpenssl(withXrefStream(pagesOf({ pages: 5 }), { compressed: true }), { stamps });
    expect(pdfsig(signed)).toEqual(['Total document signed', 'Signature Validation: Signature is Valid.']);
    const again = await signWithOpenssl(signed, { stamps: stamps.map((stamp) => ({ ...stamp, rect: [0, 380, 40, 480] as const })) });
    expect(pdfsig(again).filter((line) => line.includes('Valid'))).toHaveLength(2);
  });

  it('a signer elsewhere can finish a prepared file', async () => {
    const input = join(folder, 'in.pdf');
    const output = join(folder, 'prepared.pdf');
    writeFileSync(input, withTable(pagesOf()));
    const source = FileSource.open(input);
    const prepared = await prepareSignature({
      input: source,
      output,
      signature: { filter: 'Adobe.PPKLite', subFilter: 'ETSI.CAdES.detached', time: new Date('2026-01-02T03:04:05Z') },
      stamps: [],
      forms: [seal],
      contentsBytes: 4096,
      digest: 'sha256',
    });
    source.close();
    const bytes = readFileSync(output);
    const content = Buffer.concat([bytes.subarray(0, prepared.contents.start), bytes.subarray(prepared.contents.end)]);
    expect(Buffer.from(prepared.digest)).toEqual(createHash('sha256').update(content).digest());
    const der = cms(prepared.digest, () => content);
    await completeSignature(output, prepared, der);
    expect(pdfsig(readFileSync(output))).toEqual(['Total document signed', 'Signature Validation: Signature is Valid.']);
    await expect(completeSignature(output, prepared, der)).rejects.toMatchObject({ code: 'source-changed' });
  });
});
