import { PdfError } from './pdf-error.ts';
import { PdfDict, PdfName, type PdfObject, PdfRef, PdfString } from './pdf-object.ts';

/** A bare word of the syntax that is not an object: `obj`, `endobj`, `stream`, `xref`, `]`, `>>` … */
export class Keyword {
  constructor(readonly word: string) {}
}

/** The window ended inside a token; a larger window is needed. Internal to the reader. */
export class WindowEnd extends Error {}

const MAX_DEPTH = 128;
const WHITE = 1;
const DELIMITER = 2;
const classes = new Uint8Array(256);
for (const byte of [0, 9, 10, 12, 13, 32]) classes[byte] = WHITE;
for (const char of '()<>[]{}/%') classes[char.charCodeAt(0)] = DELIMITER;

export const isWhite = (byte: number | undefined): boolean => byte !== undefined && classes[byte] === WHITE;
export const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;
const isRegular = (byte: number | undefined): boolean => byte !== undefined && classes[byte] === 0;

/** Value of a hexadecimal digit, -1 for anything else. */
export function hexValue(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

const names = new Map<string, PdfName>();
function internedName(value: string): PdfName {
  const known = names.get(value);
  if (known) return known;
  const made = new PdfName(value);
  if (names.size < 4096 && value.length < 64) names.set(value, made);
  return made;
}

/**
 * Reads PDF objects (ISO 32000-1 7.2, 7.3) from a window of bytes. `base` is the file offset of the window, undefined inside an object
 * stream; `complete` tells that nothing follows the window, so that running out of bytes ends a token and is not a `WindowEnd`.
 */
export class Lexer {
  pos: number;
  readonly #bytes: Uint8Array;
  readonly #base: number | undefined;
  readonly #complete: boolean;
  #depth = 0;

  constructor(bytes: Uint8Array, options: { base?: number | undefined; pos?: number; complete: boolean }) {
    this.#bytes = bytes;
    this.#base = options.base;
    this.pos = options.pos ?? 0;
    this.#complete = options.complete;
  }

  /** The next byte, -1 at the end of a complete window. */
  peek(): number {
    const byte = this.#bytes[this.pos];
    if (byte !== undefined) return byte;
    if (!this.#complete) throw new WindowEnd();
    return -1;
  }

  skipSpace(): void {
    for (;;) {
      const byte = this.peek();
      if (byte === 0x25) while (this.peek() !== -1 && this.peek() !== 10 && this.peek() !== 13) this.pos++;
      else if (byte !== -1 && classes[byte] === WHITE) this.pos++;
      else return;
    }
  }

  /** The next object; a stray keyword is an error. */
  object(): PdfObject {
    const token = this.next();
    if (token instanceof Keyword)
      throw new PdfError('damaged', `unexpected ${JSON.stringify(token.word.slice(0, 20))} where an object was expected`);
    return token;
  }

  /** The next object or keyword; an empty keyword at the end. */
  next(): PdfObject | Keyword {
    this.skipSpace();
    const byte = this.peek();
    switch (byte) {
      case -1:
        return new Keyword('');
      case 0x2f:
        return this.#name();
      case 0x28:
        return this.#literal();
      case 0x5b:
        this.pos++;
        return this.#nested(() => this.#array());
      case 0x3c:
        this.pos++;
        if (this.peek() !== 0x3c) return this.#hex();
        this.pos++;
        return this.#nested(() => this.#dict());
      case 0x3e:
        this.pos++;
        if (this.peek() !== 0x3e) return new Keyword('>');
        this.pos++;
        return new Keyword('>>');
      case 0x5d:
      case 0x7b:
      case 0x7d:
      case 0x29:
        this.pos++;
        return new Keyword(String.fromCharCode(byte));
      default:
        return isDigit(byte) || byte === 0x2b || byte === 0x2d || byte === 0x2e ? this.#number() : this.#word();
    }
  }

  #nested<T>(read: () => T): T {
    if (++this.#depth > MAX_DEPTH) throw new PdfError('too-complex', 'objects are nested too deep');
    const value = read();
    this.#depth--;
    return value;
  }

  #regularEnd(): number {
    let end = this.pos;
    while (isRegular(this.#bytes[end])) end++;
    if (end >= this.#bytes.length && !this.#complete) throw new WindowEnd();
    return end;
  }

  #name(): PdfName {
    this.pos++;
    const end = this.#regularEnd();
    let value = '';
    for (let i = this.pos; i < end; i++) {
      const byte = this.#bytes[i] ?? 0;
      const high = byte === 0x23 ? hexValue(this.#bytes[i + 1]) : -1;
      const low = high >= 0 && i + 2 < end ? hexValue(this.#bytes[i + 2]) : -1;
      if (low >= 0) {
        value += String.fromCharCode(high * 16 + low);
        i += 2;
      } else value += String.fromCharCode(byte);
    }
    this.pos = end;
    return internedName(value);
  }

  #word(): PdfObject | Keyword {
    const end = this.#regularEnd();
    const word = Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + this.pos, Math.min(end - this.pos, 64)).toString('latin1');
    this.pos = Math.max(end, this.pos + 1);
    if (word === 'true') return true;
    if (word === 'false') return false;
    if (word === 'null') return null;
    return new Keyword(word);
  }

  #number(): number | PdfRef {
    const end = this.#regularEnd();
    let value = 0;
    let scale = 0;
    let negative = false;
    let integer = true;
    for (let i = this.pos; i < end; i++) {
      const byte = this.#bytes[i] ?? 0;
      if (isDigit(byte)) {
        value = value * 10 + (byte - 0x30);
        scale *= 10;
      } else if (byte === 0x2e && scale === 0) {
        scale = 1;
        integer = false;
      } else if (byte === 0x2d && value === 0) negative = true;
      else if (byte !== 0x2b) break; // what other readers do with `12abc`: the leading number counts
    }
    const first = this.pos;
    this.pos = end;
    if (integer && !negative && isDigit(this.#bytes[first]) && value <= 0xffffffff) {
      const ref = this.#reference(value);
      if (ref) return ref;
    }
    const magnitude = scale > 1 ? value / scale : value;
    return Number.isFinite(magnitude) ? (negative ? -magnitude : magnitude) : 0;
  }

  /** `num` has been read: answers the reference if `gen R` follows, else leaves the position alone. */
  #reference(num: number): PdfRef | undefined {
    let at = this.pos;
    while (isWhite(this.#bytes[at])) at++;
    if (at >= this.#bytes.length && !this.#complete) throw new WindowEnd();
    if (at === this.pos || !isDigit(this.#bytes[at])) return undefined;
    let gen = 0;
    for (let digits = 0; isDigit(this.#bytes[at]); at++, digits++) {
      if (digits >= 5) return undefined;
      gen = gen * 10 + ((this.#bytes[at] ?? 0) - 0x30);
    }
    const afterGen = at;
    while (isWhite(this.#bytes[at])) at++;
    if (at + 1 >= this.#bytes.length && !this.#complete) throw new WindowEnd();
    if (at === afterGen || this.#bytes[at] !== 0x52 || isRegular(this.#bytes[at + 1])) return undefined;
    this.pos = at + 1;
    return new PdfRef(num, gen);
  }

  #array(): PdfObject[] {
    const items: PdfObject[] = [];
    for (;;) {
      const item = this.next();
      if (!(item instanceof Keyword)) items.push(item);
      else if (item.word === ']') return items;
      else if (item.word === '' || item.word === 'endobj' || item.word === '>>') throw new PdfError('damaged', 'an array is not closed');
    }
  }

  #dict(): PdfDict {
    const dict = new PdfDict();
    for (;;) {
      const key = this.next();
      if (key instanceof Keyword && key.word === '>>') return dict;
      if (key instanceof Keyword && (key.word === '' || key.word === 'endobj')) throw new PdfError('damaged', 'a dictionary is not closed');
      if (!(key instanceof PdfName)) continue;
      const value = this.next();
      if (value instanceof Keyword) {
        if (value.word === '>>') return dict;
        if (value.word === '' || value.word === 'endobj') throw new PdfError('damaged', 'a dictionary is not closed');
        continue;
      }
      if (dict.has(key.value)) dict.repeatedKeys = true;
      dict.set(key.value, value);
    }
  }

  #string(bytes: Uint8Array, form: 'literal' | 'hex', start: number): PdfString {
    return new PdfString(bytes, form, this.#base === undefined ? undefined : { start: this.#base + start, end: this.#base + this.pos });
  }

  #hex(): PdfString {
    const start = this.pos - 1;
    const close = this.#bytes.indexOf(0x3e, this.pos);
    if (close < 0) {
      if (this.#complete) throw new PdfError('damaged', 'a hexadecimal string is not closed');
      throw new WindowEnd();
    }
    const out = Buffer.alloc((close - this.pos + 1) >> 1);
    let digits = 0;
    for (let i = this.pos; i < close; i++) {
      const value = hexValue(this.#bytes[i]);
      if (value < 0) continue;
      out[digits >> 1] = (out[digits >> 1] ?? 0) | (digits % 2 === 0 ? value << 4 : value);
      digits++;
    }
    this.pos = close + 1;
    return this.#string(out.subarray(0, (digits + 1) >> 1), 'hex', start);
  }

  #literal(): PdfString {
    const start = this.pos++;
    const out = new ByteBuilder();
    for (let depth = 1; ; ) {
      const byte = this.peek();
      if (byte === -1) throw new PdfError('damaged', 'a string is not closed');
      this.pos++;
      if (byte === 0x5c) this.#escape(out);
      else if (byte === 0x29 && --depth === 0) break;
      else {
        if (byte === 0x28) depth++;
        if (byte === 0x0d) {
          if (this.peek() === 0x0a) this.pos++;
          out.push(0x0a); // 7.3.4.2: an end-of-line in a string reads as LF
        } else out.push(byte);
      }
    }
    return this.#string(out.bytes(), 'literal', start);
  }

  #escape(out: ByteBuilder): void {
    const byte = this.peek();
    this.pos++;
    const plain = 'nrtbf'.indexOf(String.fromCharCode(byte));
    if (plain >= 0) out.push([10, 13, 9, 8, 12][plain] ?? 0);
    else if (byte >= 0x30 && byte <= 0x37) {
      let code = byte - 0x30;
      for (let i = 0; i < 2 && this.peek() >= 0x30 && this.peek() <= 0x37; i++) code = code * 8 + (this.#bytes[this.pos++] ?? 0x30) - 0x30;
      out.push(code & 0xff);
    } else if (byte === 0x0d) {
      if (this.peek() === 0x0a) this.pos++;
    } else if (byte !== 0x0a && byte !== -1) out.push(byte);
  }
}

class ByteBuilder {
  #buffer = new Uint8Array(64);
  #length = 0;

  push(byte: number): void {
    if (this.#length === this.#buffer.length) {
      const larger = new Uint8Array(this.#length * 2);
      larger.set(this.#buffer);
      this.#buffer = larger;
    }
    this.#buffer[this.#length++] = byte;
  }

  bytes(): Uint8Array {
    return this.#buffer.slice(0, this.#length);
  }
}
