import { Lexer } from './lexer.ts';
import { PdfError } from './pdf-error.ts';
import { nameOf, type PdfObject, PdfStream } from './pdf-object.ts';
import type { XrefEntry } from './xref-section.ts';

/** What object streams need of the document they are in. */
export interface ObjectReader {
  lookup(num: number): XrefEntry | undefined;
  get(num: number): PdfObject;
  number(value: PdfObject | undefined): number | undefined;
  decode(stream: PdfStream): Uint8Array;
}

interface Opened {
  readonly data: Uint8Array;
  readonly first: number;
  /** Pairs of object number and offset. */
  readonly header: Float64Array;
}

const CACHE_BYTES = 48 * 1024 * 1024;
const MAX_MEMBERS = 1_000_000;

/** Object streams (ISO 32000-1 7.5.7), the lately used ones kept open within a limit. */
export class ObjectStreams {
  readonly #document: ObjectReader;
  readonly #opened = new Map<number, Opened>();
  #bytes = 0;

  constructor(document: ObjectReader) {
    this.#document = document;
  }

  forget(): void {
    this.#opened.clear();
    this.#bytes = 0;
  }

  /** The member `num` of object stream `stream`, expected as its `index`-th. */
  member(stream: number, index: number, num: number): PdfObject | undefined {
    const opened = this.#open(stream);
    let at = index;
    if (opened.header[at * 2] !== num) {
      at = -1;
      for (let i = 0; i * 2 < opened.header.length; i++) if (opened.header[i * 2] === num) at = i;
    }
    const offset = opened.header[at * 2 + 1];
    if (at < 0 || offset === undefined) return undefined;
    return new Lexer(opened.data, { pos: opened.first + offset, complete: true }).object();
  }

  numbersOf(stream: PdfStream): number[] {
    const { header } = this.#decode(stream);
    return [...header].filter((_, i) => i % 2 === 0);
  }

  #open(num: number): Opened {
    const known = this.#opened.get(num);
    if (known) {
      this.#opened.delete(num);
      this.#opened.set(num, known);
      return known;
    }
    if (this.#document.lookup(num)?.type !== 'offset') throw new PdfError('damaged', `object stream ${num} is missing`);
    const value = this.#document.get(num);
    if (!(value instanceof PdfStream)) throw new PdfError('damaged', `object stream ${num} is no stream`);
    const opened = this.#decode(value);
    this.#opened.set(num, opened);
    this.#bytes += opened.data.length;
    for (const [key, old] of this.#opened) {
      if (this.#bytes <= CACHE_BYTES || key === num) break;
      this.#opened.delete(key);
      this.#bytes -= old.data.length;
    }
    return opened;
  }

  #decode(stream: PdfStream): Opened {
    const first = this.#document.number(stream.dict.get('First'));
    const count = this.#document.number(stream.dict.get('N'));
    if (nameOf(stream.dict.get('Type')) !== 'ObjStm' || first === undefined || count === undefined)
      throw new PdfError('damaged', 'an object stream is malformed');
    if (!(count >= 0 && count <= MAX_MEMBERS)) throw new PdfError('too-complex', 'an object stream has too many members');
    const data = this.#document.decode(stream);
    const lexer = new Lexer(data, { complete: true });
    const header = new Float64Array(Math.min(count, data.length) * 2);
    for (let i = 0; i < header.length; i++) {
      const value = lexer.next();
      if (typeof value !== 'number' || value < 0) throw new PdfError('damaged', 'the header of an object stream is malformed');
      header[i] = value;
    }
    return { data, first, header };
  }
}
