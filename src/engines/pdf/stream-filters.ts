import { inflateSync, constants as zlib } from 'node:zlib';
import { hexValue, isWhite } from './lexer.ts';
import { PdfError } from './pdf-error.ts';

/** One filter with its parameters, both already resolved. */
export interface FilterStep {
  readonly name: string;
  readonly parms: { readonly predictor: number; readonly colors: number; readonly bits: number; readonly columns: number };
}

const ASCII85_LIMIT = 8 * 1024 * 1024;

/** Undoes the filters of a stream. Never answers more than `limit` bytes: `too-complex` instead. */
export function decodeFilters(raw: Uint8Array, steps: readonly FilterStep[], limit: number): Uint8Array {
  if (steps.length > 8) throw new PdfError('too-complex', 'a stream has too many filters');
  let data = raw;
  for (const step of steps) data = undoFilter(data, step, limit);
  return data;
}

function undoFilter(data: Uint8Array, step: FilterStep, limit: number): Uint8Array {
  switch (step.name) {
    case 'FlateDecode':
    case 'Fl':
      return undoPredictor(inflate(data, limit), step.parms);
    case 'ASCIIHexDecode':
    case 'AHx':
      return asciiHex(data);
    case 'ASCII85Decode':
    case 'A85':
      return ascii85(data, Math.min(limit, ASCII85_LIMIT));
    case 'Crypt':
      return data;
    default:
      throw new PdfError('unsupported-filter', `filter ${step.name} is not supported here`);
  }
}

function inflate(data: Uint8Array, limit: number): Uint8Array {
  try {
    // Many writers leave out the checksum or cut the last block: take what is there, as viewers do.
    return inflateSync(data, { maxOutputLength: limit, finishFlush: zlib.Z_SYNC_FLUSH });
  } catch (cause) {
    const tooLong = cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
    throw tooLong
      ? new PdfError('too-complex', 'a compressed stream grows beyond the limit', { cause })
      : new PdfError('damaged', 'a compressed stream cannot be read', { cause });
  }
}

function asciiHex(data: Uint8Array): Uint8Array {
  const out = new Uint8Array((data.length + 1) >> 1);
  let digits = 0;
  for (const byte of data) {
    if (byte === 0x3e) break;
    const value = hexValue(byte);
    if (value < 0) continue;
    out[digits >> 1] = (out[digits >> 1] ?? 0) | (digits % 2 === 0 ? value << 4 : value);
    digits++;
  }
  return out.subarray(0, (digits + 1) >> 1);
}

function ascii85(data: Uint8Array, limit: number): Uint8Array {
  const out: number[] = [];
  let group: number[] = [];
  const flush = (count: number): void => {
    let value = 0;
    for (let i = 0; i < 5; i++) value = value * 85 + (group[i] ?? 84);
    for (let i = 0; i < count; i++) out.push(Math.floor(value / 256 ** (3 - i)) % 256);
    group = [];
  };
  for (const byte of data) {
    if (isWhite(byte)) continue;
    if (byte === 0x7e) break;
    if (byte === 0x7a && group.length === 0) out.push(0, 0, 0, 0);
    else if (byte >= 0x21 && byte <= 0x75) {
      group.push(byte - 0x21);
      if (group.length === 5) flush(4);
    } else throw new PdfError('damaged', 'an ASCII85 stream holds a wrong character');
    if (out.length > limit) throw new PdfError('too-complex', 'a stream grows beyond the limit');
  }
  if (group.length > 1) flush(group.length - 1);
  return Uint8Array.from(out);
}

/** PNG predictors (ISO 32000-1 7.4.4.4); predictor 2 (TIFF) only for 8-bit samples. */
function undoPredictor(data: Uint8Array, parms: FilterStep['parms']): Uint8Array {
  if (parms.predictor < 2) return data;
  const pixel = Math.max(1, (parms.colors * parms.bits) >> 3);
  const row = (parms.colors * parms.bits * parms.columns + 7) >> 3;
  if (!(row > 0 && row < 1 << 24)) throw new PdfError('damaged', 'predictor parameters out of range');
  if (parms.predictor === 2) return undoTiff(Uint8Array.from(data), row, pixel, parms.bits);
  const rows = Math.floor((data.length + row) / (row + 1));
  const out = new Uint8Array(rows * row);
  for (let r = 0; r < rows; r++) undoPngRow(data, out, { from: r * (row + 1), to: r * row, row, pixel });
  return out;
}

function undoTiff(data: Uint8Array, row: number, pixel: number, bits: number): Uint8Array {
  if (bits !== 8) throw new PdfError('unsupported-filter', 'TIFF predictor with other than 8 bits');
  for (let i = 0; i < data.length; i++) if (i % row >= pixel) data[i] = (data[i] ?? 0) + (data[i - pixel] ?? 0);
  return data;
}

function undoPngRow(data: Uint8Array, out: Uint8Array, at: { from: number; to: number; row: number; pixel: number }): void {
  const kind = data[at.from] ?? 0;
  for (let c = 0; c < at.row; c++) {
    const left = c >= at.pixel ? (out[at.to + c - at.pixel] ?? 0) : 0;
    const up = at.to >= at.row ? (out[at.to - at.row + c] ?? 0) : 0;
    const upLeft = at.to >= at.row && c >= at.pixel ? (out[at.to - at.row + c - at.pixel] ?? 0) : 0;
    const value = data[at.from + 1 + c] ?? 0;
    out[at.to + c] = value + predicted(kind, left, up, upLeft);
  }
}

function predicted(kind: number, left: number, up: number, upLeft: number): number {
  if (kind === 1) return left;
  if (kind === 2) return up;
  if (kind === 3) return (left + up) >> 1;
  if (kind !== 4) return 0;
  const estimate = left + up - upLeft;
  const [toLeft, toUp, toBoth] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - upLeft)];
  if (toLeft <= toUp && toLeft <= toBoth) return left;
  return toUp <= toBoth ? up : upLeft;
}
