import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { changesAfter } from '../../../src/engines/pdf/changes-after.ts';
import { pageAt, pageCount } from '../../../src/engines/pdf/page-tree.ts';
import { openPdf } from '../../../src/engines/pdf/pdf-document.ts';
import { PdfError } from '../../../src/engines/pdf/pdf-error.ts';
import { BytesSource } from '../../../src/engines/pdf/pdf-source.ts';
import { removedSignatures } from '../../../src/engines/pdf/removed-signatures.ts';
import { coverageOf } from '../../../src/engines/pdf/signature-coverage.ts';
import { signaturesOf } from '../../../src/engines/pdf/signatures.ts';
import { corpus, pagesOf, streamObject, withTable, withXrefStream } from '../../support/pdf-corpus.ts';
import { signBytes } from './signing-kit.ts';

/** All that a verifier and a signer do with a file. Answers the code of the refusal, or `done`. */
async function everything(pdf: Buffer): Promise<string> {
  try {
    const document = openPdf(new BytesSource(pdf));
    for (const signature of signaturesOf(document)) {
      coverageOf(document, signature);
      changesAfter(document, signature);
    }
    removedSignatures(document);
    for (let i = 0; i < Math.min(40, pageCount(document)); i++) pageAt(document, i);
    await signBytes(pdf);
    return 'done';
  } catch (error) {
    if (error instanceof PdfError) return error.code;
    throw error;
  }
}

const objects = (extra: Record<number, string>, trailer = '/Root 1 0 R'): Buffer => {
  const parts = pagesOf({ extra });
  return withTable({ ...parts, trailer });
};

// The time-out is the bound: without budgets some of these run for hours.
describe('a hostile file is refused in reasonable time, never a crash or a hang', { timeout: 60_000 }, () => {
  const cases: Record<string, () => Buffer> = {
    'a page tree that holds itself': () => objects({ 2: '<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>' }),
    'a page tree that claims a million pages': () => objects({ 2: '<</Type/Pages/Count 1000000/Kids[100 0 R]>>' }),
    'a page tree that is too deep': () =>
      objects(
        Object.fromEntries(Array.from({ length: 90 }, (_, i) => [i === 0 ? 2 : 200 + i, `<</Type/Pages/Count 1/Kids[${201 + i} 0 R]>>`])),
      ),
    'parents in a circle': () => objects({ 100: '<</Type/Page/Parent 50 0 R>>', 50: '<</Parent 51 0 R>>', 51: '<</Parent 50 0 R>>' }),
    'references in a circle': () => objects({ 1: '<</Type/Catalog/Pages 2 0 R/AcroForm 50 0 R>>', 50: '51 0 R', 51: '50 0 R' }),
    'fields in a circle': () =>
      objects({ 1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[50 0 R]>>>>', 50: '<</T(a)/Kids[50 0 R 50 0 R]>>' }),
    'arrays nested a hundred thousand deep': () => objects({ 1: `<</Type/Catalog/Pages 2 0 R/X ${'['.repeat(100_000)}>>` }),
    'dictionaries nested a hundred thousand deep': () => objects({ 1: `<</Type/Catalog/Pages 2 0 R/X ${'<</A'.repeat(100_000)}>>` }),
    'a string that never ends in every object': () =>
      objects(Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [300 + i, `<</A 1/B(${'x'.repeat(500)}`]))),
    'sections in a circle': () =>
      Buffer.from(
        withTable(pagesOf())
          .toString('latin1')
          .replace(/<<\/Size/, `<</Prev ${withTable(pagesOf()).lastIndexOf('xref\n0')}/Size`),
        'latin1',
      ),
    'a table that claims millions of entries': () =>
      Buffer.from(
        withTable(pagesOf())
          .toString('latin1')
          .replace(/xref\n0 \d+/, 'xref\n0 8000000'),
        'latin1',
      ),
    'a length that refers to its own stream': () => objects({ 102: '<</Length 102 0 R>>\nstream\nx\nendstream' }),
    'a filter that refers to itself': () =>
      objects({ 1: '<</Type/Catalog/Pages 2 0 R/Metadata 50 0 R>>', 50: '<</Filter 50 0 R/Length 1>>\nstream\nx\nendstream' }),
    'numbers of absurd size': () => objects({ 2: `<</Type/Pages/Count ${'9'.repeat(400)}/Kids[${'9'.repeat(400)} 0 R]>>` }),
    'a negative stream length': () => objects({ 102: '<</Length -5>>\nstream\nx\nendstream' }),
    'a catalog that is a number': () => objects({ 1: '42' }),
    'nothing but a header': () => Buffer.from('%PDF-1.7\n'),
    'an empty file': () => Buffer.alloc(0),
    'a hundred thousand updates in a chain': () => {
      let pdf = withTable(pagesOf()).toString('latin1');
      const first = pdf.lastIndexOf('xref\n0');
      let previous = first;
      const parts = [pdf];
      let at = pdf.length;
      for (let i = 0; i < 100_000; i++) {
        const update = `xref\n0 0\ntrailer\n<</Size 103/Root 1 0 R/Prev ${previous}>>\nstartxref\n${at}\n%%EOF\n`;
        previous = at;
        parts.push(update);
        at += update.length;
      }
      pdf = parts.join('');
      return Buffer.from(pdf, 'latin1');
    },
  };
  for (const [attack, make] of Object.entries(cases)) {
    it(attack, async () => {
      expect(['done', 'damaged', 'too-complex', 'not-a-pdf', 'no-such-page', 'rebuilt-and-signed']).toContain(await everything(make()));
    });
  }

  it('a damaged file with one absurd object number does not grow to hundreds of megabytes', async () => {
    const whole = withTable(pagesOf());
    const body = whole.subarray(0, whole.indexOf('xref\n0'));
    const sparse = Buffer.concat([body, Buffer.from('8000000 0 obj\n(far away)\nendobj\ntrailer\n<</Root 1 0 R>>\n')]);
    const { bytes } = await signBytes(sparse);
    expect(bytes.length).toBeLessThan(sparse.length + 10_000);
    expect(openPdf(new BytesSource(bytes)).rebuilt).toBe(false);
  });

  it('a cross-reference stream that inflates to a gigabyte', async () => {
    const bomb = deflateSync(Buffer.alloc(256 << 20), { level: 9 });
    const head = Buffer.from('%PDF-1.7\n');
    const stream = Buffer.concat([
      Buffer.from('9 0 obj\n'),
      streamObject('/Type/XRef/Size 9/W[1 4 2]/Root 1 0 R/Filter/FlateDecode', bomb),
      Buffer.from(`\nendobj\nstartxref\n${head.length}\n%%EOF\n`),
    ]);
    expect(await everything(Buffer.concat([head, stream]))).toBe('too-complex');
  });

  it('object streams that each inflate to tens of megabytes', async () => {
    const parts = pagesOf();
    const bomb = deflateSync(Buffer.concat([Buffer.from('5 0 '), Buffer.alloc(40 << 20, ' ')]), { level: 9 });
    const signed = (await signBytes(withXrefStream(parts, { compressed: true }))).bytes;
    // A later update whose entries all stand in such streams.
    const count = 60;
    const chunks = [signed];
    let at = signed.length;
    const rows: number[][] = [];
    for (let i = 0; i < count; i++) {
      const chunk = Buffer.concat([
        Buffer.from(`${1000 + i} 0 obj\n`),
        streamObject('/Type/ObjStm/N 1/First 4/Filter/FlateDecode', bomb),
        Buffer.from('\nendobj\n'),
      ]);
      rows.push([1, at, 0]);
      chunks.push(chunk);
      at += chunk.length;
    }
    const data = Buffer.alloc(count * 2 * 7);
    [...rows, ...rows.map((_, i) => [2, 1000 + i, 0])].forEach(([type = 0, a = 0, b = 0], i) => {
      data.writeUInt8(type, i * 7);
      data.writeUInt32BE(a, i * 7 + 1);
      data.writeUInt16BE(b, i * 7 + 5);
    });
    const previous = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(signed.toString('latin1'))?.[1]);
    const entries = `/Type/XRef/Size 3000/W[1 4 2]/Index[1000 ${count} 2000 ${count}]/Root 1 0 R/Prev ${previous}`;
    chunks.push(Buffer.from('2900 0 obj\n'), streamObject(entries, data), Buffer.from(`\nendobj\nstartxref\n${at}\n%%EOF\n`));
    expect(await everything(Buffer.concat(chunks))).toBe('too-complex');
  });

  it('a thousand random mutations of every kind of file', async () => {
    let seed = 42;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
      return Math.floor((seed / 0x80000000) * below);
    };
    const bases = await Promise.all(
      Object.entries(corpus)
        .filter(([kind]) => kind !== 'many pages')
        .map(async ([, make]) => (await signBytes(make())).bytes),
    );
    const outcomes = new Set<string>();
    for (let i = 0; i < 1000; i++) {
      const pdf = Buffer.from(bases[random(bases.length)] ?? Buffer.alloc(0));
      for (let k = random(4); k >= 0; k--) pdf[random(pdf.length)] = random(256);
      const cut = random(4) === 0 ? random(pdf.length) : pdf.length;
      outcomes.add(await everything(pdf.subarray(0, cut)));
    }
    expect(outcomes).toContain('done');
    expect(outcomes).toContain('damaged');
  });
});
