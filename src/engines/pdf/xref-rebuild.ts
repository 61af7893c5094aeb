import { type ReadContext, readIndirectObject } from './indirect-object.ts';
import { isDigit, isWhite, Lexer } from './lexer.ts';
import { PdfError } from './pdf-error.ts';
import { nameOf, PdfDict, PdfRef, PdfStream } from './pdf-object.ts';
import type { PdfSource } from './pdf-source.ts';
import { NO_RANGES, XrefRange, XrefRanges, type XrefSection } from './xref-section.ts';

const CHUNK = 1 << 20;
const OVERLAP = 64;
const MAX_OBJECTS = 1_000_000;

interface Found {
  readonly objects: Map<number, { offset: number; gen: number }>;
  readonly trailers: number[];
}

/**
 * Finds the objects of a file whose cross-reference is damaged by looking for `n g obj`, the last definition of a number counting.
 * Answers one section that stands for the whole file.
 */
export function rebuildXref(context: ReadContext, objectStreamNumbers: (stream: PdfStream) => readonly number[]): XrefSection {
  const found = scan(context.source);
  const compressed = new Map<number, { stream: number; index: number }>();
  const trailer = new PdfDict();
  for (const offset of found.trailers) mergeTrailer(trailer, trailerAt(context, offset));
  for (const [num, place] of found.objects) {
    const head =
      context.source
        .read(place.offset, 512)
        .toString('latin1')
        .split(/endobj|stream/, 1)[0] ?? '';
    if (/\/XRef\b/.test(head)) mergeTrailer(trailer, dictAt(context, place.offset));
    else if (/\/ObjStm\b/.test(head) && !trailer.has('Encrypt')) indexStream(context, num, place.offset, objectStreamNumbers, compressed);
    else if (!trailer.has('Root') && /\/Type\s*\/Catalog\b/.test(head)) trailer.set('Root', new PdfRef(num, place.gen));
  }
  if (found.objects.size === 0) throw new PdfError('not-a-pdf', 'the file holds no PDF objects');
  const numbers = [...new Set([...found.objects.keys(), ...compressed.keys()])].sort((a, b) => a - b);
  const highest = numbers[numbers.length - 1] ?? 0;
  const ranges = rangesOver(numbers);
  const list = new XrefRanges(ranges);
  for (const range of ranges)
    for (let num = range.first; num < range.first + range.count; num++) {
      const [place, member] = [found.objects.get(num), compressed.get(num)];
      if (place) range.set(num - range.first, 1, place.offset, place.gen);
      else if (member) range.set(num - range.first, 2, member.stream, member.index);
    }
  trailer.set('Size', highest + 1);
  return {
    offset: context.source.size,
    kind: 'table',
    trailer,
    ranges: list,
    hidden: NO_RANGES,
    end: context.source.size,
    streamNumber: undefined,
  };
}

/** One range from 0, as a file never updated has it (7.5.4); runs only where the numbers are so sparse that it would be absurdly long. */
function rangesOver(numbers: readonly number[]): XrefRange[] {
  const highest = numbers[numbers.length - 1] ?? 0;
  if (highest < numbers.length * 4 + 1000) return [new XrefRange(0, highest + 1)];
  const runs: { first: number; count: number }[] = [{ first: 0, count: 1 }];
  for (const num of numbers) {
    const last = runs[runs.length - 1];
    if (last && last.first + last.count === num) last.count++;
    else if (num > 0) runs.push({ first: num, count: 1 });
  }
  return runs.map(({ first, count }) => new XrefRange(first, count));
}

function scan(source: PdfSource): Found {
  const found: Found = { objects: new Map(), trailers: [] };
  for (let base = 0; base < source.size; base += CHUNK - OVERLAP) {
    const chunk = source.read(base, CHUNK);
    for (let at = chunk.indexOf('obj', 0, 'latin1'); at >= 0; at = chunk.indexOf('obj', at + 3, 'latin1')) {
      const place = objectBefore(chunk, at);
      if (!place || (base > 0 && place.start < 2)) continue;
      found.objects.set(place.num, { offset: base + place.start, gen: place.gen });
      if (found.objects.size > MAX_OBJECTS) throw new PdfError('too-complex', 'too many objects');
    }
    for (let at = chunk.indexOf('trailer', 0, 'latin1'); at >= 0; at = chunk.indexOf('trailer', at + 7, 'latin1'))
      if (found.trailers[found.trailers.length - 1] !== base + at && found.trailers.length < 10_000) found.trailers.push(base + at);
  }
  return found;
}

/** `n g ` just before the word at `at`. */
function objectBefore(chunk: Uint8Array, at: number): { num: number; gen: number; start: number } | undefined {
  let i = at - 1;
  const number = (): number | undefined => {
    const before = i;
    while (isWhite(chunk[i])) i--;
    if (i === before) return undefined;
    const end = i;
    while (isDigit(chunk[i]) && end - i < 9) i--;
    return i === end ? undefined : Number(Buffer.from(chunk.buffer, chunk.byteOffset + i + 1, end - i).toString('latin1'));
  };
  const gen = number();
  const num = gen === undefined ? undefined : number();
  if (gen === undefined || num === undefined || num > 8_388_607 || gen > 65_535) return undefined;
  return { num, gen, start: i + 1 };
}

function trailerAt(context: ReadContext, offset: number): PdfDict | undefined {
  try {
    const value = new Lexer(context.source.read(offset + 7, 65_536), { complete: true }).object();
    return value instanceof PdfDict ? value : undefined;
  } catch (error) {
    return ignoreDamage(error);
  }
}

function dictAt(context: ReadContext, offset: number): PdfDict | undefined {
  try {
    const { value } = readIndirectObject(context, offset);
    return value instanceof PdfStream && nameOf(value.dict.get('Type')) === 'XRef' ? value.dict : undefined;
  } catch (error) {
    return ignoreDamage(error);
  }
}

function ignoreDamage(error: unknown): undefined {
  if (error instanceof PdfError && error.code !== 'too-complex') return undefined;
  throw error;
}

/** Later trailers win, but an entry once found is not lost. */
function mergeTrailer(into: PdfDict, from: PdfDict | undefined): void {
  for (const key of ['Root', 'Info', 'ID', 'Encrypt']) {
    const value = from?.get(key);
    if (value !== undefined && value !== null) into.set(key, value);
  }
}

function indexStream(
  context: ReadContext,
  num: number,
  offset: number,
  numbers: (stream: PdfStream) => readonly number[],
  into: Map<number, { stream: number; index: number }>,
): void {
  try {
    const { value } = readIndirectObject(context, offset);
    if (!(value instanceof PdfStream)) return;
    numbers(value).forEach((member, index) => into.set(member, { stream: num, index }));
  } catch (error) {
    ignoreDamage(error);
  }
}
