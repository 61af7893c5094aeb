import { isWhite, Keyword, Lexer, WindowEnd } from './lexer.ts';
import { PdfError } from './pdf-error.ts';
import { PdfDict, type PdfObject, PdfStream } from './pdf-object.ts';
import type { PdfSource } from './pdf-source.ts';

export interface IndirectObject {
  readonly num: number;
  readonly gen: number;
  readonly value: PdfObject;
  /** Offset just after `endobj` (or where it should be). */
  readonly end: number;
}

/** What may still be spent on one document, so that no small file makes the reader work for long. In bytes, `entries` in entries. */
export interface ReadBudget {
  /** Bytes read as objects. */
  parsed: number;
  /** Bytes that streams grow to. */
  decoded: number;
  /** Bytes searched for lost `endstream`s. */
  scanned: number;
  /** Cross-reference entries. */
  entries: number;
}

const MEGABYTE = 1024 * 1024;

export function readBudget(fileSize: number): ReadBudget {
  return {
    parsed: 64 * MEGABYTE + 8 * fileSize,
    decoded: 128 * MEGABYTE + 4 * fileSize,
    scanned: 64 * MEGABYTE + 4 * fileSize,
    entries: 5_000_000,
  };
}

/** Takes from the budget. Throws `too-complex` when it is used up. */
export function spend(budget: ReadBudget, what: keyof ReadBudget, amount: number): void {
  budget[what] -= amount;
  if (budget[what] < 0) throw new PdfError('too-complex', `the document asks for too much work (${what})`);
}

/** How the reader gets at a stream's length. */
export interface ReadContext {
  readonly source: PdfSource;
  readonly length: (value: PdfObject | undefined) => number | undefined;
  readonly budget: ReadBudget;
}

const FIRST_WINDOW = 1024;
const MAX_OBJECT = 32 * 1024 * 1024;
const MAX_STREAM = 512 * 1024 * 1024;

/** Runs `read` over growing windows from `offset` until it no longer runs out of bytes. */
export function readWindow<T>({ source, budget }: ReadContext, offset: number, first: number, read: (lexer: Lexer) => T): T {
  for (let length = first; ; length *= 8) {
    const window = source.read(offset, Math.min(length, MAX_OBJECT));
    const lexer = new Lexer(window, { base: offset, complete: offset + window.length >= source.size });
    try {
      return read(lexer);
    } catch (error) {
      if (!(error instanceof WindowEnd)) throw error;
      if (length >= MAX_OBJECT) throw new PdfError('too-complex', `the object at ${offset} is too large`);
    } finally {
      spend(budget, 'parsed', lexer.pos);
    }
  }
}

/** Reads `n g obj …` at an offset. Throws PdfError `damaged` when there is none. */
export function readIndirectObject(context: ReadContext, offset: number): IndirectObject {
  const { source } = context;
  if (!(offset >= 0 && offset < source.size)) throw new PdfError('damaged', `offset ${offset} is outside the file`);
  const head = readWindow(context, offset, FIRST_WINDOW, (lexer) => {
    const num = lexer.next();
    const gen = lexer.next();
    const obj = lexer.next();
    if (typeof num !== 'number' || typeof gen !== 'number' || !(obj instanceof Keyword) || obj.word !== 'obj')
      throw new PdfError('damaged', `no object at offset ${offset}`);
    const value = lexer.next();
    if (value instanceof Keyword) return { num, gen, value: null, dataAt: undefined, end: offset + lexer.pos };
    const beforeWord = lexer.pos;
    const word = lexer.next();
    const ended = word instanceof Keyword && word.word === 'endobj';
    const dataAt =
      value instanceof PdfDict && word instanceof Keyword && word.word === 'stream' ? offset + afterStreamEol(lexer) : undefined;
    return { num, gen, value, dataAt, end: offset + (ended ? lexer.pos : beforeWord) };
  });
  if (head.dataAt === undefined || !(head.value instanceof PdfDict)) return head;
  return { ...head, ...streamBody(context, head.value, head.dataAt) };
}

/** 7.3.8.1: `stream` is followed by CR LF or LF; a lone CR is tolerated. */
function afterStreamEol(lexer: Lexer): number {
  while (lexer.peek() === 0x20) lexer.pos++;
  if (lexer.peek() === 0x0d) lexer.pos++;
  if (lexer.peek() === 0x0a) lexer.pos++;
  return lexer.pos;
}

function streamBody(context: ReadContext, dict: PdfDict, dataAt: number): { value: PdfStream; end: number } {
  const declared = context.length(dict.get('Length'));
  let length = declared;
  let end = length === undefined ? undefined : endOfStream(context.source, dataAt + length);
  if (end === undefined || length === undefined) {
    const found = findEndstream(context, dataAt);
    length = found - dataAt;
    end = endOfStream(context.source, found) ?? found;
  }
  const size = length;
  const raw = (): Uint8Array => {
    if (size > MAX_STREAM) throw new PdfError('too-complex', 'a stream is too large to be read whole');
    return context.source.read(dataAt, size);
  };
  return { value: new PdfStream(dict, raw, { start: dataAt, length: size }), end };
}

/** Offset after `endstream endobj` when that is what stands at `offset`. */
function endOfStream(source: PdfSource, offset: number): number | undefined {
  if (!(offset >= 0 && offset < source.size)) return undefined;
  const after = source.read(offset, 64);
  let at = 0;
  while (isWhite(after[at])) at++;
  if (after.toString('latin1', at, at + 9) !== 'endstream') return undefined;
  at += 9;
  let next = at;
  while (isWhite(after[next])) next++;
  return offset + (after.toString('latin1', next, next + 6) === 'endobj' ? next + 6 : at);
}

function findEndstream(context: ReadContext, from: number): number {
  const step = 1 << 18;
  for (let at = from; at < context.source.size; at += step - 16) {
    spend(context.budget, 'scanned', Math.min(step, context.source.size - at));
    const chunk = context.source.read(at, step);
    const found = chunk.indexOf('endstream', 0, 'latin1');
    if (found < 0) continue;
    // The end-of-line before `endstream` is not part of the data (7.3.8.1).
    let end = found;
    if (chunk[end - 1] === 0x0a) end--;
    if (chunk[end - 1] === 0x0d) end--;
    return at + end;
  }
  throw new PdfError('damaged', 'a stream has no end');
}
