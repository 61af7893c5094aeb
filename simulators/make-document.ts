import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';
import { drawnDocument } from './identity/drawn-document.ts';
import { KEYWORD } from './identity/embedded-data.ts';

export type TestDocument =
  | { kind: 'licence'; fields: { name: string; uscc: string; legalRepresentative: string; address?: string; validUntil?: string | null } }
  | { kind: 'id-card-portrait'; fields: { name: string; idNumber: string; address?: string } }
  | { kind: 'id-card-emblem'; fields: { issuer: string; validFrom: string; validUntil: string | null } }
  | { kind: 'letter'; fields: { unitName: string; uscc: string; legalRepresentative: string; agentName: string; agentIdNumber: string } };

export type DocumentFormat = 'png' | 'jpeg' | 'pdf';

const font = createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf');

/**
 * A picture of an invented document, marked as a specimen, that carries its data for the simulated recognition.
 * `unreadable` leaves the data out, as a blurred photograph would.
 */
export async function makeDocument(
  document: TestDocument,
  format: DocumentFormat,
  reading: 'readable' | 'unreadable' = 'readable',
): Promise<Buffer> {
  const data = reading === 'readable' ? JSON.stringify(document) : undefined;
  const drawing = new Resvg(drawnDocument(document), {
    font: { fontFiles: [font], loadSystemFonts: false, defaultFontFamily: 'Noto Serif SC' },
  });
  const png = drawing.render().asPng();
  if (format === 'png') return data === undefined ? png : withChunk(png, data);
  if (format === 'pdf') return pdfOf(png, data);
  const jpeg = await sharp(png).flatten({ background: '#fff' }).jpeg({ quality: 85 }).toBuffer();
  return data === undefined ? jpeg : withComment(jpeg, data);
}

/** PNG 11.3.4.5: an iTXt chunk, put right after IHDR (8 bytes of magic, 25 of chunk). */
function withChunk(png: Buffer, data: string): Buffer {
  const content = Buffer.concat([Buffer.from(`iTXt${KEYWORD}\0\0\0\0\0`, 'latin1'), Buffer.from(data, 'utf8')]);
  const chunk = Buffer.alloc(content.length + 8);
  chunk.writeUInt32BE(content.length - 4, 0);
  content.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(content), content.length + 4);
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
}

function withComment(jpeg: Buffer, data: string): Buffer {
  const content = Buffer.from(`${KEYWORD}:${data}`, 'utf8');
  const head = Buffer.from([0xff, 0xfe, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, content, jpeg.subarray(2)]);
}

async function pdfOf(png: Buffer, data: string | undefined): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  const picture = await pdf.embedPng(png);
  const width = 480;
  const height = (width * picture.height) / picture.width;
  pdf.addPage([595, Math.max(842, height + 120)]).drawImage(picture, { x: 57, y: 842 - 60 - height, width, height });
  if (data !== undefined) pdf.setKeywords([`${KEYWORD}:${Buffer.from(data, 'utf8').toString('base64url')}`]);
  return Buffer.from(await pdf.save());
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

// node simulators/make-document.ts licence out.png name=… uscc=… legalRepresentative=…
const script = process.argv[1];
if (script !== undefined && realpathSync(script) === fileURLToPath(import.meta.url)) {
  const [kind, file = 'document.png', ...pairs] = process.argv.slice(2);
  const fields = Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
  const format = ({ '.pdf': 'pdf', '.jpg': 'jpeg', '.jpeg': 'jpeg' } as Record<string, DocumentFormat>)[extname(file)] ?? 'png';
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, await makeDocument({ kind, fields } as unknown as TestDocument, format));
}
