import { isArray, PdfDict, PdfName, type PdfObject, PdfRef, PdfStream, PdfString } from './pdf-object.ts';

const text = (value: string): Buffer => Buffer.from(value, 'latin1');

/** The bytes of an object as they stand between `obj` and `endobj`. */
export function serializeObject(value: PdfObject): Buffer {
  if (!(value instanceof PdfStream)) return text(inline(value));
  return Buffer.concat([text(`${inline(value.dict)}\nstream\n`), value.raw(), text('\nendstream')]);
}

/** Latin-1 text of a direct object; one character is one byte. */
export function inline(value: PdfObject): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return number(value);
  if (value instanceof PdfName) return nameText(value.value);
  if (value instanceof PdfRef) return `${value.num} ${value.gen} R`;
  if (value instanceof PdfString) return value.form === 'hex' ? `<${Buffer.from(value.bytes).toString('hex')}>` : literal(value.bytes);
  if (value instanceof PdfDict) return `<<${[...value.entries()].map(([key, item]) => nameText(key) + apart(inline(item))).join('')}>>`;
  if (isArray(value)) return `[${value.map(inline).join(' ')}]`;
  throw new TypeError('a stream cannot stand inside another object'); // 7.3.8: all streams are indirect
}

/** A delimiter ends the name before it; anything else needs a space. */
function apart(text: string): string {
  return '/<([{'.includes(text[0] ?? ' ') ? text : ` ${text}`;
}

/** PDF knows no exponents. */
function number(value: number): string {
  if (Number.isInteger(value)) return Math.abs(value) < 1e21 ? value.toFixed(0) : '0';
  return value.toFixed(10).replace(/\.?0+$/, '');
}

function nameText(value: string): string {
  return `/${value.replace(/[^!-~]|[#()<>[\]{}/%]/g, (char) => `#${char.charCodeAt(0).toString(16).padStart(2, '0')}`)}`;
}

function literal(bytes: Uint8Array): string {
  const escaped = Buffer.from(bytes)
    .toString('latin1')
    .replace(/[()\\]/g, '\\$&')
    .replace(/\r/g, '\\r');
  return `(${escaped})`;
}
