import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';

/** Object bodies by number, and the entries of the trailer. What a PDF is before it is written down in one of the possible ways. */
export interface PdfParts {
  readonly objects: Map<number, Buffer>;
  readonly trailer: string;
  readonly version: string;
}

export interface PageOptions {
  readonly pages?: number;
  readonly pageEntries?: string;
  readonly catalogEntries?: string;
  readonly mediaBox?: string;
  readonly version?: string;
  /** Extra objects from number 50 on. */
  readonly extra?: Readonly<Record<number, string>>;
  /** Entries of the pages' parent, inherited by all. */
  readonly inherited?: string;
}

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

export function streamObject(entries: string, data: Uint8Array): Buffer {
  return Buffer.concat([latin(`<<${entries}/Length ${data.length}>>\nstream\n`), data, latin('\nendstream')]);
}

/** A document with text on every page: 1 catalog, 2 page tree, 3 font, 4 info, pages from 100, their contents from 100000. */
export function pagesOf(options: PageOptions = {}): PdfParts {
  const count = options.pages ?? 1;
  const objects = new Map<number, Buffer>();
  const kids = Array.from({ length: count }, (_, i) => `${100 + i} 0 R`);
  objects.set(1, latin(`<</Type/Catalog/Pages 2 0 R${options.catalogEntries ?? ''}>>`));
  objects.set(2, latin(`<</Type/Pages/Count ${count}/Kids[${kids.join(' ')}]${options.inherited ?? ''}>>`));
  objects.set(3, latin('<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>'));
  objects.set(4, latin('<</Title(Contract)/Producer(corpus)>>'));
  for (let i = 0; i < count; i++) {
    const contents = 100 + count + i;
    const box = options.inherited?.includes('MediaBox') ? '' : `/MediaBox ${options.mediaBox ?? '[0 0 595 842]'}`;
    objects.set(
      100 + i,
      latin(`<</Type/Page/Parent 2 0 R${box}/Resources<</Font<</F1 3 0 R>>>>/Contents ${contents} 0 R${options.pageEntries ?? ''}>>`),
    );
    objects.set(
      contents,
      streamObject('', latin(`BT /F1 24 Tf 72 720 Td (Page ${i + 1}: the parties agree.) Tj ET\n0.5 g 72 600 200 40 re f\n`)),
    );
  }
  for (const [num, body] of Object.entries(options.extra ?? {})) objects.set(Number(num), latin(body));
  const trailer = '/Root 1 0 R/Info 4 0 R/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]';
  return { objects, trailer, version: options.version ?? '1.7' };
}

interface Placed {
  readonly buffer: Buffer;
  readonly offsets: Map<number, number>;
}

function bodies(parts: PdfParts, numbers: Iterable<number>): Placed {
  const chunks = [latin(`%PDF-${parts.version}\n%\xe2\xe3\xcf\xd3\n`)];
  let at = chunks[0]?.length ?? 0;
  const offsets = new Map<number, number>();
  for (const num of numbers) {
    const chunk = Buffer.concat([latin(`${num} 0 obj\n`), parts.objects.get(num) ?? latin('null'), latin('\nendobj\n')]);
    offsets.set(num, at);
    chunks.push(chunk);
    at += chunk.length;
  }
  return { buffer: Buffer.concat(chunks), offsets };
}

const sizeOf = (parts: PdfParts): number => Math.max(...parts.objects.keys()) + 1;

function tableText(offsets: ReadonlyMap<number, number>, size: number, eol = ' \n'): string {
  let text = `xref\n0 ${size}\n0000000000 65535 f${eol}`;
  for (let num = 1; num < size; num++) {
    const offset = offsets.get(num);
    text += offset === undefined ? `0000000000 00000 f${eol}` : `${String(offset).padStart(10, '0')} 00000 n${eol}`;
  }
  return text;
}

/** PDF 1.0 to 1.4 style. */
export function withTable(parts: PdfParts, options: { eol?: string; end?: string } = {}): Buffer {
  const { buffer, offsets } = bodies(parts, parts.objects.keys());
  const size = sizeOf(parts);
  const tail = `${tableText(offsets, size, options.eol)}trailer\n<</Size ${size}${parts.trailer}>>\nstartxref\n${buffer.length}\n%%EOF${options.end ?? '\n'}`;
  return Buffer.concat([buffer, latin(tail)]);
}

type Row = readonly [number, number, number];

function xrefStreamObject(num: number, rows: ReadonlyMap<number, Row>, trailer: string, predictor: boolean): Buffer {
  const size = num + 1;
  const data = Buffer.alloc(size * 7);
  for (let n = 0; n < size; n++) {
    const [type, a, b] = rows.get(n) ?? [0, 0, 0];
    data.writeUInt8(type, n * 7);
    data.writeUInt32BE(a, n * 7 + 1);
    data.writeUInt16BE(b, n * 7 + 5);
  }
  const packed = deflateSync(predictor ? pngUp(data, 7) : data);
  const parms = predictor ? '/DecodeParms<</Predictor 12/Columns 7>>' : '';
  return Buffer.concat([
    latin(`${num} 0 obj\n`),
    streamObject(`/Type/XRef/Size ${size}/W[1 4 2]/Filter/FlateDecode${parms}${trailer}`, packed),
    latin('\nendobj\n'),
  ]);
}

function pngUp(data: Buffer, columns: number): Buffer {
  const rows = data.length / columns;
  const out = Buffer.alloc(rows * (columns + 1));
  for (let r = 0; r < rows; r++) {
    out[r * (columns + 1)] = 2;
    for (let c = 0; c < columns; c++)
      out[r * (columns + 1) + 1 + c] = (data[r * columns + c] ?? 0) - (r ? (data[(r - 1) * columns + c] ?? 0) : 0);
  }
  return out;
}

function isStream(body: Buffer | undefined): boolean {
  return body?.includes('endstream') ?? false;
}

function objectStream(parts: PdfParts, members: readonly number[]): Buffer {
  let at = 0;
  const header: string[] = [];
  const texts = members.map((num) => {
    const body = Buffer.concat([parts.objects.get(num) ?? latin('null'), latin('\n')]);
    header.push(`${num} ${at}`);
    at += body.length;
    return body;
  });
  const head = latin(`${header.join(' ')}\n`);
  return streamObject(
    `/Type/ObjStm/N ${members.length}/First ${head.length}/Filter/FlateDecode`,
    deflateSync(Buffer.concat([head, ...texts])),
  );
}

/** PDF 1.5 style: cross-reference stream; with `compressed` most objects stand in an object stream. */
export function withXrefStream(parts: PdfParts, options: { compressed?: boolean; predictor?: boolean } = {}): Buffer {
  const container = sizeOf(parts);
  const members = options.compressed ? [...parts.objects.keys()].filter((num) => !isStream(parts.objects.get(num))) : [];
  const objects = new Map(parts.objects);
  if (options.compressed) objects.set(container, objectStream(parts, members));
  const outside = [...objects.keys()].filter((num) => !members.includes(num));
  const { buffer, offsets } = bodies({ ...parts, objects }, outside);
  const rows = new Map<number, Row>(members.map((num, index) => [num, [2, container, index]]));
  for (const [num, offset] of offsets) rows.set(num, [1, offset, 0]);
  const own = container + 1;
  rows.set(own, [1, buffer.length, 0]);
  return Buffer.concat([
    buffer,
    xrefStreamObject(own, rows, parts.trailer, options.predictor ?? false),
    latin(`startxref\n${buffer.length}\n%%EOF\n`),
  ]);
}

/** A hybrid file (7.5.8.4): the info dictionary is hidden in an object stream that only /XRefStm knows. */
export function hybrid(parts: PdfParts): Buffer {
  const container = sizeOf(parts);
  const hidden = [4];
  const objects = new Map(parts.objects);
  objects.set(container, objectStream(parts, hidden));
  const { buffer, offsets } = bodies(
    { ...parts, objects },
    [...objects.keys()].filter((num) => !hidden.includes(num)),
  );
  const own = container + 1;
  const rows = new Map<number, Row>(hidden.map((num, index) => [num, [2, container, index]]));
  const stream = xrefStreamObject(own, rows, '', false);
  const table = buffer.length + stream.length;
  const tail = `${tableText(offsets, container + 1)}trailer\n<</Size ${container + 2}/XRefStm ${buffer.length}${parts.trailer}>>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.concat([buffer, stream, latin(tail)]);
}

/** Like a linearized file: the newest section stands at the front and points forward to the rest. */
export function linearizedLike(parts: PdfParts): Buffer {
  const first = [...parts.objects.keys()];
  const size = sizeOf(parts);
  // Fixed width, so that the front section can be written before the offsets behind it are known.
  const front = (offset: number, prev: number): string =>
    `xref\n1 1\n${String(offset).padStart(10, '0')} 00000 n \ntrailer\n<</Size ${size}/Prev ${String(prev).padStart(10, '0')}${parts.trailer}>>\nstartxref\n0\n%%EOF\n`;
  const header = latin(`%PDF-${parts.version}\n%\xe2\xe3\xcf\xd3\n`);
  let at = header.length + front(0, 0).length;
  const offsets = new Map<number, number>();
  const chunks: Buffer[] = [];
  for (const num of first) {
    offsets.set(num, at);
    const chunk = Buffer.concat([latin(`${num} 0 obj\n`), parts.objects.get(num) ?? latin('null'), latin('\nendobj\n')]);
    chunks.push(chunk);
    at += chunk.length;
  }
  const catalog = offsets.get(1) ?? 0;
  offsets.delete(1);
  const main = `${tableText(offsets, size)}trailer\n<</Size ${size}>>\nstartxref\n${header.length}\n%%EOF\n`;
  return Buffer.concat([header, latin(front(catalog, at)), ...chunks, latin(main)]);
}

/** Appends an update with a table, as any other program might. Bodies replace or add objects; `trailer` replaces the entries. */
export function appendTable(original: Buffer, changes: Readonly<Record<number, string | Buffer>>, trailer: string, size: number): Buffer {
  const previous = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(original.toString('latin1'))?.[1]);
  const chunks = [original];
  let at = original.length;
  let table = 'xref\n';
  for (const [num, body] of Object.entries(changes)) {
    const chunk = Buffer.concat([latin(`${num} 0 obj\n`), Buffer.isBuffer(body) ? body : latin(body), latin('\nendobj\n')]);
    table += `${num} 1\n${String(at).padStart(10, '0')} 00000 n \n`;
    chunks.push(chunk);
    at += chunk.length;
  }
  chunks.push(latin(`${table}trailer\n<</Size ${size}/Prev ${previous}${trailer}>>\nstartxref\n${at}\n%%EOF\n`));
  return Buffer.concat(chunks);
}

const field = (num: number, name: string): Record<number, string> => ({
  [num]: `<</Type/Annot/Subtype/Widget/FT/Tx/T(${name})/V(1)/Rect[72 500 200 520]/F 4/P 100 0 R/DA(/Helv 12 Tf 0 g)>>`,
});

/** Every kind of unencrypted file that signing must cope with, by a name that says what is odd about it. */
export const corpus: Readonly<Record<string, () => Buffer>> = {
  'a table, PDF 1.3': () => withTable(pagesOf({ version: '1.3' })),
  'a table with CR LF': () => withTable(pagesOf(), { eol: '\r\n' }),
  'no line end after %%EOF': () => withTable(pagesOf(), { end: '' }),
  'PDF 2.0 with a stream': () => withXrefStream(pagesOf({ version: '2.0' })),
  'a stream with a PNG predictor': () => withXrefStream(pagesOf(), { predictor: true }),
  'object streams': () => withXrefStream(pagesOf({ pages: 3 }), { compressed: true, predictor: true }),
  'a hybrid file': () => hybrid(pagesOf({ pages: 2 })),
  'a linearized file': () => linearizedLike(pagesOf({ pages: 2 })),
  'a page rotated by 90': () => withTable(pagesOf({ pageEntries: '/Rotate 90' })),
  'a page rotated by 270': () => withTable(pagesOf({ pageEntries: '/Rotate -90' })),
  'a CropBox': () => withTable(pagesOf({ pageEntries: '/CropBox[50 50 400 700]' })),
  'a UserUnit': () => withTable(pagesOf({ pageEntries: '/UserUnit 2', version: '1.6' })),
  'inherited boxes': () => withTable(pagesOf({ inherited: '/MediaBox[0 0 400 500]/Rotate 180' })),
  'a direct form': () =>
    withTable(
      pagesOf({
        catalogEntries: '/AcroForm<</Fields[50 0 R]/NeedAppearances true>>',
        pageEntries: '/Annots[50 0 R]',
        extra: field(50, 'a'),
      }),
    ),
  'an indirect form with indirect arrays': () =>
    withXrefStream(
      pagesOf({
        catalogEntries: '/AcroForm 51 0 R',
        pageEntries: '/Annots 53 0 R',
        extra: { ...field(50, 'a'), 51: '<</Fields 52 0 R/DA(/Helv 0 Tf 0 g)>>', 52: '[50 0 R]', 53: '[50 0 R]' },
      }),
      { compressed: true },
    ),
  'many pages': () => withXrefStream(pagesOf({ pages: 120 }), { compressed: true }),
  'an earlier update': () => appendTable(withTable(pagesOf()), { 4: '<</Title(Second)>>' }, '/Root 1 0 R/Info 4 0 R/ID[<00><01>]', 103),
  'a damaged table': () =>
    Buffer.from(
      withTable(pagesOf())
        .toString('latin1')
        .replace(/startxref\n\d+/, 'startxref\n7'),
      'latin1',
    ),
  'a wrong offset in the table': () =>
    Buffer.from(
      withTable(pagesOf())
        .toString('latin1')
        .replace(/0 (\d+)\n0000000000 65535 f \n\d{10}/, '0 $1\n0000000000 65535 f \n0000000011'),
      'latin1',
    ),
  'damage around object streams': () =>
    Buffer.from(
      withXrefStream(pagesOf({ pages: 2 }), { compressed: true })
        .toString('latin1')
        .replace(/startxref\n\d+/, 'startxref\n9'),
      'latin1',
    ),
};

/** Arguments of qpdf for each standard encryption; the user password is empty. */
export const encryptions: Readonly<Record<string, readonly string[]>> = {
  'V1, RC4 40 bits': ['--allow-weak-crypto', '--encrypt', '', 'owner', '40', '--'],
  'V2, RC4 128 bits': ['--allow-weak-crypto', '--encrypt', '', 'owner', '128', '--use-aes=n', '--'],
  'V4, AES 128 bits': ['--allow-weak-crypto', '--encrypt', '', 'owner', '128', '--use-aes=y', '--'],
  'V4, metadata in the clear': ['--allow-weak-crypto', '--encrypt', '', 'owner', '128', '--use-aes=y', '--cleartext-metadata', '--'],
  'V5 R5, AES 256 bits': ['--allow-weak-crypto', '--encrypt', '', 'owner', '256', '--force-R5', '--'],
  'V5 R6, AES 256 bits': ['--encrypt', '', 'owner', '256', '--'],
  'V5 R6 with object streams': ['--object-streams=generate', '--encrypt', '', 'owner', '256', '--'],
};

/** Runs qpdf over a document. */
export function throughQpdf(pdf: Buffer, args: readonly string[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'corpus-'));
  try {
    const from = join(folder, 'in.pdf');
    const to = join(folder, 'out.pdf');
    writeFileSync(from, pdf);
    const run = spawnSync('qpdf', [...args, from, to], { encoding: 'utf8' });
    if (run.status !== 0 && run.status !== 3) throw new Error(`qpdf: ${run.stderr}`);
    return readFileSync(to);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
