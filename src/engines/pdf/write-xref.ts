import { deflateSync } from 'node:zlib';
import { name, PdfDict, type PdfRef, PdfStream } from './pdf-object.ts';
import { inline, serializeObject } from './serialize-object.ts';
import type { XrefEntry } from './xref-section.ts';

/** Runs of consecutive object numbers. */
function runs(entries: ReadonlyMap<number, XrefEntry>): { first: number; items: XrefEntry[] }[] {
  const result: { first: number; items: XrefEntry[] }[] = [];
  for (const [num, entry] of [...entries].sort((a, b) => a[0] - b[0])) {
    const last = result[result.length - 1];
    if (last && last.first + last.items.length === num) last.items.push(entry);
    else result.push({ first: num, items: [entry] });
  }
  return result;
}

/** The bytes of a cross-reference table, the trailer and the end of the file; `at` is where they will stand. */
export function tableSection(entries: ReadonlyMap<number, XrefEntry>, trailer: PdfDict, at: number): Buffer {
  const line = (entry: XrefEntry): string =>
    entry.type === 'offset'
      ? `${String(entry.offset).padStart(10, '0')} ${String(entry.gen).padStart(5, '0')} n \n`
      : '0000000000 65535 f \n';
  const sections = runs(entries).map(({ first, items }) => `${first} ${items.length}\n${items.map(line).join('')}`);
  return Buffer.from(`xref\n${sections.join('')}trailer\n${inline(trailer)}\nstartxref\n${at}\n%%EOF\n`, 'latin1');
}

/** As `tableSection`, but a cross-reference stream `own` (7.5.8): type 1 byte, offset 6 bytes, generation or index 4 bytes. */
export function streamSection(own: PdfRef, entries: ReadonlyMap<number, XrefEntry>, trailer: PdfDict, at: number): Buffer {
  const parts = runs(entries);
  const data = Buffer.alloc(entries.size * 11);
  let row = 0;
  for (const entry of parts.flatMap(({ items }) => items)) {
    const [type, a, b] =
      entry.type === 'offset'
        ? [1, entry.offset, entry.gen]
        : entry.type === 'compressed'
          ? [2, entry.stream, entry.index]
          : [0, 0, 65_535];
    data.writeUInt8(type, row);
    data.writeUIntBE(a, row + 1, 6);
    data.writeUInt32BE(b, row + 7);
    row += 11;
  }
  const packed = deflateSync(data);
  const dict = new PdfDict([
    ['Type', name('XRef')],
    ...trailer.entries(),
    ['W', [1, 6, 4]],
    ['Index', parts.flatMap(({ first, items }) => [first, items.length])],
    ['Filter', name('FlateDecode')],
    ['Length', packed.length],
  ]);
  const body = serializeObject(new PdfStream(dict, () => packed));
  return Buffer.concat([Buffer.from(`${own.num} 0 obj\n`), body, Buffer.from(`\nendobj\nstartxref\n${at}\n%%EOF\n`)]);
}
