import { describe, expect, it } from 'vitest';
import { changesAfter } from '../../../src/engines/pdf/changes-after.ts';
import { openPdf } from '../../../src/engines/pdf/pdf-document.ts';
import { PdfError } from '../../../src/engines/pdf/pdf-error.ts';
import { BytesSource } from '../../../src/engines/pdf/pdf-source.ts';
import { coverageOf, digestOfRanges } from '../../../src/engines/pdf/signature-coverage.ts';
import { signaturesOf } from '../../../src/engines/pdf/signatures.ts';
import { pagesOf, withTable, withXrefStream } from '../../support/pdf-corpus.ts';
import { signBytes } from './signing-kit.ts';

/** The stub CMS is 30 22 04 20 and the digest: intact when whole and equal to that of the covered bytes. */
async function intact(pdf: Buffer): Promise<boolean> {
  try {
    const document = openPdf(new BytesSource(pdf));
    const [signature, ...others] = signaturesOf(document);
    if (!signature?.byteRange || others.length > 0 || !coverageOf(document, signature).coversWholeRevision) return false;
    const { der } = coverageOf(document, signature);
    const digest = await digestOfRanges(document.source, signature.byteRange, 'sha256');
    const expected = Buffer.concat([Buffer.from([0x30, 0x22, 0x04, 0x20]), digest]);
    return Buffer.from(der).equals(expected) && changesAfter(document, signature).length === 0;
  } catch (error) {
    if (error instanceof PdfError) return false;
    throw error;
  }
}

const isHexLetter = (byte: number): boolean => /[a-fA-F]/.test(String.fromCharCode(byte));

describe('no byte of a sealed document can change unnoticed', () => {
  const kinds = {
    'with a table': () => withTable(pagesOf()),
    'with a cross-reference stream': () => withXrefStream(pagesOf(), { compressed: true }),
  };
  for (const [kind, make] of Object.entries(kinds)) {
    it(`every byte in turn, ${kind}: only the letter case of the signature's own hex digits is free`, { timeout: 120_000 }, async () => {
      const { bytes, result } = await signBytes(make(), { contentsBytes: 80 });
      expect(await intact(bytes)).toBe(true);
      const accepted: number[] = [];
      for (let at = 0; at < bytes.length; at++) {
        const original = bytes[at] ?? 0;
        const within = at >= result.contents.start && at < result.contents.end;
        const values = [original ^ 0x01, original ^ 0x20, ...(within ? [0x20, 0x30, 0x00] : [])];
        for (const value of values) {
          if (value === original) continue;
          const caseOnly = within && isHexLetter(original) && isHexLetter(value) && (original ^ value) === 0x20;
          const changed = Buffer.from(bytes);
          changed[at] = value;
          if ((await intact(changed)) !== caseOnly) accepted.push(at);
        }
      }
      expect(accepted).toEqual([]);
    });

    it(`cutting the file anywhere leaves no intact signature, ${kind}`, { timeout: 60_000 }, async () => {
      const { bytes } = await signBytes(make(), { contentsBytes: 80 });
      for (let length = 0; length < bytes.length; length += 3) expect(await intact(bytes.subarray(0, length))).toBe(false);
    });
  }
});
