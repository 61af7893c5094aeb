import { PdfString } from './pdf-object.ts';

/** A text string object: ASCII as it is, anything else as UTF-16BE with its mark (ISO 32000-1 7.9.2.2). */
export function textString(text: string): PdfString {
  if (/^[\x20-\x7e]*$/.test(text)) return new PdfString(Buffer.from(text, 'latin1'));
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  return new PdfString(utf16, 'hex');
}

// PDFDocEncoding (annex D.2) where it differs from Latin-1.
const DOC_ENCODING = new Map([
  ...[...'˘ˇˆ˙˝˛˚˜'].map((char, i): [number, string] => [0x18 + i, char]),
  ...[...'•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž'].map((char, i): [number, string] => [0x80 + i, char]),
  [0xa0, '€'] as const,
]);

/** The text of a text string: UTF-16BE, UTF-16LE, UTF-8 or PDFDocEncoding. */
export function decodeText(value: PdfString): string {
  const bytes = Buffer.from(value.bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return bytes
      .subarray(2, bytes.length - (bytes.length % 2))
      .swap16()
      .toString('utf16le');
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le');
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3).toString('utf8');
  return [...bytes].map((byte) => DOC_ENCODING.get(byte) ?? String.fromCharCode(byte)).join('');
}

/** A date string in UTC (7.9.4), `D:20260101120000Z`. */
export function dateString(time: Date): PdfString {
  const digits = time.toISOString().replace(/[-:T]|\.\d+Z$/g, '');
  return new PdfString(Buffer.from(`D:${digits}Z`, 'latin1'));
}

/** Reads a date string; undefined when it is none. */
export function decodeDate(value: PdfString | undefined): Date | undefined {
  if (!value) return undefined;
  const match = /^D:(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:(Z)|([+-])(\d{2})'?(\d{2})?'?)?/.exec(decodeText(value));
  if (!match) return undefined;
  const part = (index: number, fallback: number): number => (match[index] === undefined ? fallback : Number(match[index]));
  const offset = (part(9, 0) * 60 + part(10, 0)) * (match[8] === '-' ? -1 : 1);
  const time = Date.UTC(part(1, 0), part(2, 1) - 1, part(3, 1), part(4, 0), part(5, 0) - offset, part(6, 0));
  return Number.isFinite(time) ? new Date(time) : undefined;
}
