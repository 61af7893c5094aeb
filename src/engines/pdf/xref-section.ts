import { type IndirectObject, type ReadBudget, type ReadContext, readIndirectObject, readWindow, spend } from './indirect-object.ts';
import { isDigit, isWhite, Keyword, Lexer, WindowEnd } from './lexer.ts';
import { PdfError } from './pdf-error.ts';
import { isArray, nameOf, PdfDict, PdfStream } from './pdf-object.ts';
import type { PdfSource } from './pdf-source.ts';

/** Where an object is: free, at a file offset, or the `index`-th in object stream `stream`. */
export type XrefEntry =
  | { readonly type: 'free' }
  | { readonly type: 'offset'; readonly offset: number; readonly gen: number }
  | { readonly type: 'compressed'; readonly stream: number; readonly index: number };

const MANY_RANGES = 8;
const MAX_NUMBER = 8_388_607; // ISO 32000-1 annex C

/** A run of consecutive entries in compact form. */
export class XrefRange {
  readonly first: number;
  readonly count: number;
  readonly #types: Uint8Array;
  readonly #a: Float64Array;
  readonly #b: Uint32Array;

  constructor(first: number, count: number) {
    if (!(first >= 0 && count >= 0 && first + count <= MAX_NUMBER + 1)) throw new PdfError('damaged', 'object numbers out of range');
    this.first = first;
    this.count = count;
    this.#types = new Uint8Array(count);
    this.#a = new Float64Array(count);
    this.#b = new Uint32Array(count);
  }

  set(index: number, type: number, a: number, b: number): void {
    this.#types[index] = type;
    this.#a[index] = a;
    this.#b[index] = b;
  }

  at(num: number): XrefEntry | undefined {
    const index = num - this.first;
    if (index < 0 || index >= this.count) return undefined;
    const type = this.#types[index];
    const a = this.#a[index] ?? 0;
    const b = this.#b[index] ?? 0;
    if (type === 1) return { type: 'offset', offset: a, gen: b };
    if (type === 2) return { type: 'compressed', stream: a, index: b };
    return type === 0 ? { type: 'free' } : undefined;
  }
}

/** One cross-reference section with its trailer. */
export interface XrefSection {
  readonly offset: number;
  readonly kind: 'table' | 'stream';
  readonly trailer: PdfDict;
  readonly ranges: XrefRanges;
  /** Ranges of the hybrid file's /XRefStm, seen where the table says nothing or free (7.5.8.4). */
  readonly hidden: XrefRanges;
  /** Offset after the trailer dictionary or the stream object. */
  readonly end: number;
  /** Object number of the xref stream itself. */
  readonly streamNumber: number | undefined;
}

/** The ranges of one section; where they are many, looked up by number instead of one after the other. */
export class XrefRanges {
  readonly list: readonly XrefRange[];
  #byNumber: Map<number, XrefRange> | undefined;

  constructor(list: readonly XrefRange[]) {
    this.list = list;
  }

  find(num: number): XrefEntry | undefined {
    if (this.list.length > MANY_RANGES) return this.#index().get(num)?.at(num);
    for (const range of this.list) {
      const entry = range.at(num);
      if (entry) return entry;
    }
    return undefined;
  }

  #index(): Map<number, XrefRange> {
    if (this.#byNumber) return this.#byNumber;
    this.#byNumber = new Map();
    for (const range of this.list)
      for (let num = range.first; num < range.first + range.count; num++) if (!this.#byNumber.has(num)) this.#byNumber.set(num, range);
    return this.#byNumber;
  }
}

export const NO_RANGES = new XrefRanges([]);

export function findInSection(section: XrefSection, num: number): XrefEntry | undefined {
  const entry = section.ranges.find(num);
  if (section.hidden.list.length > 0 && (!entry || entry.type === 'free')) return section.hidden.find(num) ?? entry;
  return entry;
}

/** Object numbers that a section speaks of. */
export function* numbersOf(section: XrefSection): Generator<number> {
  const seen = section.ranges.list.length + section.hidden.list.length > 1 ? new Set<number>() : undefined;
  for (const range of [...section.ranges.list, ...section.hidden.list])
    for (let num = range.first; num < range.first + range.count; num++) {
      if (seen?.has(num)) continue;
      seen?.add(num);
      yield num;
    }
}

/** Reads the section at an offset given by `startxref` or /Prev. `decode` undoes a stream's filters. */
export function readXrefSection(context: ReadContext, offset: number, decode: (stream: PdfStream) => Uint8Array): XrefSection {
  if (!(offset >= 0 && offset < context.source.size)) throw new PdfError('damaged', 'a cross-reference offset is outside the file');
  const entries = readWindow(context, offset, 64, (lexer) => {
    const word = lexer.next();
    return word instanceof Keyword && word.word === 'xref' ? offset + lexer.pos : undefined;
  });
  if (entries === undefined) return streamSection(context, offset, decode);
  const table = readTable(context, offset, entries);
  const hybrid = table.trailer.get('XRefStm');
  if (typeof hybrid !== 'number') return table;
  return { ...table, hidden: streamSection(context, hybrid, decode).ranges };
}

function readTable(context: ReadContext, offset: number, entries: number): XrefSection {
  const ranges: XrefRange[] = [];
  let at = entries;
  for (let line = 0; ; line++) {
    if (line > 200_000) throw new PdfError('too-complex', 'too many cross-reference subsections');
    const head = readWindow(context, at, 256, (lexer) => {
      while (isWhite(lexer.peek())) lexer.pos++;
      const start = lexer.pos;
      const first = lexer.next();
      if (first instanceof Keyword && first.word === 'trailer') {
        const trailer = lexer.object();
        return { trailer, end: at + lexer.pos };
      }
      lexer.pos = start;
      return { first: plainInteger(lexer), count: plainInteger(lexer), end: at + lexer.pos };
    });
    if ('trailer' in head) {
      if (!(head.trailer instanceof PdfDict)) throw new PdfError('damaged', 'the trailer is no dictionary');
      return {
        offset,
        kind: 'table',
        trailer: head.trailer,
        ranges: new XrefRanges(ranges),
        hidden: NO_RANGES,
        end: head.end,
        streamNumber: undefined,
      };
    }
    spend(context.budget, 'entries', head.count);
    const range = new XrefRange(head.first, head.count);
    at = readEntries(context.source, head.end, range);
    ranges.push(range);
  }
}

/** Reads an integer without looking for `R`: table lines are bare numbers. */
function plainInteger(lexer: Lexer): number {
  while (isWhite(lexer.peek())) lexer.pos++;
  let value = 0;
  let digits = 0;
  for (; isDigit(lexer.peek()) && digits < 12; digits++) (value = value * 10 + (lexer.peek() - 0x30)), lexer.pos++;
  if (digits === 0) throw new PdfError('damaged', 'a cross-reference table is malformed');
  return value;
}

/** 7.5.4: entries of 20 bytes; tolerates 18 and 19 by reading them as words. */
function readEntries(source: PdfSource, from: number, range: XrefRange): number {
  const perRead = 4096;
  let at = from;
  for (let index = 0; index < range.count; ) {
    const bytes = source.read(at, perRead * 22);
    const lexer = new Lexer(bytes, { complete: at + bytes.length >= source.size });
    const until = Math.min(range.count, index + perRead);
    let good = 0;
    try {
      for (; index < until; index++) {
        const offset = plainInteger(lexer);
        const gen = plainInteger(lexer);
        while (isWhite(lexer.peek())) lexer.pos++;
        const letter = lexer.peek();
        if (letter !== 0x6e && letter !== 0x66) throw new PdfError('damaged', 'a cross-reference entry is malformed');
        lexer.pos++;
        range.set(index, letter === 0x6e && offset > 0 ? 1 : 0, offset, gen);
        good = lexer.pos;
      }
    } catch (error) {
      if (!(error instanceof WindowEnd) || good === 0)
        throw error instanceof WindowEnd ? new PdfError('damaged', 'a cross-reference table is cut off') : error;
    }
    at += good;
  }
  return at;
}

function streamSection(context: ReadContext, offset: number, decode: (stream: PdfStream) => Uint8Array): XrefSection {
  const object: IndirectObject = readIndirectObject(context, offset);
  const stream = object.value;
  if (!(stream instanceof PdfStream) || nameOf(stream.dict.get('Type')) !== 'XRef')
    throw new PdfError('damaged', 'no cross-reference stream where one was expected');
  const ranges = decodeRanges(stream.dict, decode(stream), context.budget);
  return {
    offset,
    kind: 'stream',
    trailer: stream.dict,
    ranges: new XrefRanges(ranges),
    hidden: NO_RANGES,
    end: object.end,
    streamNumber: object.num,
  };
}

function integers(dict: PdfDict, key: string): number[] | undefined {
  const value = dict.get(key);
  if (!isArray(value)) return undefined;
  return value.map((item) => {
    if (typeof item !== 'number' || !Number.isInteger(item) || item < 0)
      throw new PdfError('damaged', `/${key} of a cross-reference stream is malformed`);
    return item;
  });
}

/** 7.5.8.3: fields of /W bytes each, type 1 when the first width is zero. */
function decodeRanges(dict: PdfDict, data: Uint8Array, budget: ReadBudget): XrefRange[] {
  const [w0 = 0, w1 = 0, w2 = 0] = integers(dict, 'W') ?? [];
  const size = dict.get('Size');
  const index = integers(dict, 'Index') ?? [0, typeof size === 'number' ? size : 0];
  const width = w0 + w1 + w2;
  if (width === 0 || w0 > 8 || w1 > 8 || w2 > 8) throw new PdfError('damaged', '/W of a cross-reference stream is malformed');
  const field = (at: number, length: number): number => {
    let value = 0;
    for (let i = 0; i < length; i++) value = value * 256 + (data[at + i] ?? 0);
    return value;
  };
  const ranges: XrefRange[] = [];
  let at = 0;
  for (let i = 0; i + 1 < index.length; i += 2) {
    const count = Math.min(index[i + 1] ?? 0, Math.floor((data.length - at) / width));
    spend(budget, 'entries', count);
    const range = new XrefRange(index[i] ?? 0, count);
    for (let k = 0; k < count; k++, at += width) range.set(k, w0 === 0 ? 1 : field(at, w0), field(at + w0, w1), field(at + w0 + w1, w2));
    ranges.push(range);
  }
  return ranges;
}
