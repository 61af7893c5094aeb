import { PDFDocument } from 'pdf-lib';

export const KEYWORD = 'yinxin-test-document';
export interface DocumentData {
  readonly kind: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What a test document says of itself: PNG iTXt chunk, JPEG comment, or PDF keyword. Undefined for any other picture. */
export async function embeddedData(bytes: Buffer): Promise<DocumentData | undefined> {
  try {
    const text = await embeddedText(bytes);
    return text === undefined ? undefined : (JSON.parse(text) as DocumentData);
  } catch {
    // Whatever is broken is simply not readable.
    return undefined;
  }
}

async function embeddedText(bytes: Buffer): Promise<string | undefined> {
  if (bytes.subarray(0, 8).equals(PNG_MAGIC)) return pngText(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpegComment(bytes);
  if (bytes.subarray(0, 5).toString('latin1') !== '%PDF-') return undefined;
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  const encoded = new RegExp(`${KEYWORD}:([A-Za-z0-9_-]+)`).exec(pdf.getKeywords() ?? '')?.[1];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64url').toString('utf8');
}

const PNG_MAGIC = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function pngText(bytes: Buffer): string | undefined {
  // keyword, NUL, not compressed, method 0, empty language and translated keyword (PNG 11.3.4.5)
  const start = Buffer.from(`${KEYWORD}\0\0\0\0\0`, 'latin1');
  for (let at = 8; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const content = bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at));
    const type = bytes.subarray(at + 4, at + 8).toString('latin1');
    if (type === 'iTXt' && content.subarray(0, start.length).equals(start)) return content.subarray(start.length).toString('utf8');
  }
  return undefined;
}

function jpegComment(bytes: Buffer): string | undefined {
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xda; at += 2 + bytes.readUInt16BE(at + 2)) {
    const content = bytes.subarray(at + 4, at + 2 + bytes.readUInt16BE(at + 2)).toString('utf8');
    if (bytes[at + 1] === 0xfe && content.startsWith(`${KEYWORD}:`)) return content.slice(KEYWORD.length + 1);
  }
  return undefined;
}
