/** One object of a hand-written PDF: number and body, without `obj` and `endobj`. */
export type PdfPart = readonly [num: number, body: string];

export interface SmallPdfOptions {
  readonly pages?: number;
  readonly rotate?: number;
  readonly cropBox?: readonly [number, number, number, number];
  readonly text?: string;
}

/** The object number of the content stream of page `index` (from 0) in a small PDF. */
export const contentNumber = (index: number): number => 4 + index * 2;
export const pageNumber = (index: number): number => 3 + index * 2;

/** A PDF written by hand, as small as one gets: every byte is known and nothing of our own engine is trusted to make it. */
export function smallPdf({ pages = 1, rotate = 0, cropBox, text = 'Hello' }: SmallPdfOptions = {}): Buffer {
  const kids = Array.from({ length: pages }, (_, index) => `${String(pageNumber(index))} 0 R`).join(' ');
  const parts: PdfPart[] = [
    [1, '<</Type/Catalog/Pages 2 0 R>>'],
    [2, `<</Type/Pages/Kids[${kids}]/Count ${String(pages)}/MediaBox[0 0 595 842]>>`],
  ];
  const crop = cropBox === undefined ? '' : `/CropBox[${cropBox.join(' ')}]`;
  for (let index = 0; index < pages; index++) {
    const page = `<</Type/Page/Parent 2 0 R/Rotate ${String(rotate)}${crop}/Contents ${String(contentNumber(index))} 0 R/Resources<<>>>>`;
    parts.push([pageNumber(index), page], [contentNumber(index), stream(`% ${text}\n0 0 100 100 re S`)]);
  }
  return written(
    '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n',
    parts,
    `/Root 1 0 R/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]`,
  );
}

export function stream(content: string, entries = ''): string {
  return `<</Length ${String(Buffer.byteLength(content, 'latin1'))}${entries}>>\nstream\n${content}\nendstream`;
}

/** Appends a classic incremental update by hand, as any other program could. */
export function appendUpdate(pdf: Buffer, parts: readonly PdfPart[]): Buffer {
  const text = pdf.toString('latin1');
  const previous = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1];
  const trailer = [...text.matchAll(/trailer\s*<<(.*?)>>\s*startxref/gs)].at(-1)?.[1] ?? '';
  const kept = trailer.replace(/\/Prev \d+/, '').replace(/\/Size \d+/, '');
  const size = Math.max(Number(/\/Size (\d+)/.exec(trailer)?.[1] ?? 0), ...parts.map(([num]) => num + 1));
  const head = text.endsWith('\n') ? text : `${text}\n`;
  return written(head, parts, `${kept}/Prev ${String(previous)}`, size);
}

function written(head: string, parts: readonly PdfPart[], trailer: string, size = parts.length + 1): Buffer {
  let out = head;
  const offsets = new Map<number, number>();
  for (const [num, body] of parts) {
    offsets.set(num, out.length);
    out += `${String(num)} 0 obj\n${body}\nendobj\n`;
  }
  const start = out.length;
  const fresh = !head.includes('startxref');
  const rows = [...offsets].map(([num, offset]) => ({ num, line: `${String(offset).padStart(10, '0')} 00000 n \n` }));
  const sections = fresh
    ? `0 ${String(rows.length + 1)}\n0000000000 65535 f \n${rows.map(({ line }) => line).join('')}`
    : rows.map(({ num, line }) => `${String(num)} 1\n${line}`).join('');
  out += `xref\n${sections}trailer\n<</Size ${String(size)}${trailer}>>\nstartxref\n${String(start)}\n%%EOF\n`;
  return Buffer.from(out, 'latin1');
}
