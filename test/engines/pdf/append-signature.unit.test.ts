import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPdf } from '../../../src/engines/pdf/pdf-document.ts';
import { BytesSource } from '../../../src/engines/pdf/pdf-source.ts';
import { signaturesOf } from '../../../src/engines/pdf/signatures.ts';
import { corpus, encryptions, pagesOf, throughQpdf, withTable } from '../../support/pdf-corpus.ts';
import { hasTool } from '../../support/tools.ts';
import { signBytes } from './signing-kit.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'append-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function check(pdf: Buffer): string {
  const path = join(folder, 'check.pdf');
  writeFileSync(path, pdf);
  const run = spawnSync('qpdf', ['--check', path], { encoding: 'utf8' });
  return run.status === 0 ? 'clean' : `${run.stdout}${run.stderr}`;
}

describe('signing appends to every kind of file', () => {
  for (const [kind, make] of Object.entries(corpus)) {
    it(`keeps the original as a prefix and reads back the signature: ${kind}`, async () => {
      const original = make();
      const { bytes, result } = await signBytes(original);
      expect(bytes.subarray(0, original.length).equals(original)).toBe(true);
      expect(bytes.length).toBe(result.size);
      const signatures = signaturesOf(openPdf(new BytesSource(bytes)));
      expect(signatures.map(({ fieldName, byteRange }) => ({ fieldName, byteRange }))).toEqual([
        { fieldName: result.fieldName, byteRange: result.byteRange },
      ]);
      expect(signatures[0]?.name).toBe('杭州示例科技有限公司');
    });

    it.skipIf(!hasTool('qpdf'))(`qpdf finds nothing to complain about: ${kind}`, async () => {
      const { bytes } = await signBytes(make());
      expect(check(bytes)).toBe('clean');
      const twice = await signBytes(bytes).catch((error: unknown) => error);
      if (twice instanceof Error) expect(kind).toMatch(/damage|wrong/);
      else expect(check((twice as { bytes: Buffer }).bytes)).toBe('clean');
    });
  }
});

describe.skipIf(!hasTool('qpdf'))('signing appends to encrypted files', () => {
  for (const [kind, args] of Object.entries(encryptions)) {
    it(`encrypts strings and streams but never /Contents: ${kind}`, async () => {
      const original = throughQpdf(withTable(pagesOf({ pages: 2 })), args);
      const { bytes, result } = await signBytes(original, {
        stamps: [0, 1].map((pageIndex) => ({ pageIndex, rect: [300, 300, 400, 400] as const, appearance: { form: 0 } })),
      });
      expect(check(bytes)).toBe('clean');
      const [signature] = signaturesOf(openPdf(new BytesSource(bytes)));
      expect(signature?.name).toBe('杭州示例科技有限公司');
      expect(bytes.toString('latin1', result.contents.start, result.contents.start + 10)).toBe(
        '<30220420' + bytes.toString('latin1', result.contents.start + 9, result.contents.start + 10),
      );
      const plain = throughQpdf(bytes, ['--decrypt', '--qdf', '--object-streams=disable']);
      expect(plain.includes('0.85 0.1 0.1 RG 4 w')).toBe(true);
    });
  }
});
