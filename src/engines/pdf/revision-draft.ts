import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { PdfDocument } from './pdf-document.ts';
import { PdfError } from './pdf-error.ts';
import { isArray, name, type PdfArray, PdfDict, type PdfObject, PdfRef, PdfStream, PdfString } from './pdf-object.ts';
import { inline, serializeObject } from './serialize-object.ts';
import { readStartXref } from './xref-chain.ts';
import { type XrefEntry } from './xref-section.ts';

/** The bytes of one incremental update, to be put right behind the document it was drafted for. */
export interface RevisionBytes {
  readonly bytes: Buffer;
  /** File offset of the first byte. */
  readonly base: number;
  /** File offset of the signature's reserved /Contents including `<` and `>`, when the draft holds a signature. */
  readonly contents: { readonly start: number; readonly end: number } | undefined;
}

interface Slot {
  readonly ref: PdfRef;
  readonly value: PdfObject;
}

interface SignatureSlot {
  readonly num: number;
  readonly contentsBytes: number;
}

const BYTE_RANGE_DIGITS = 10;
const WORTH_COMPRESSING = 40;
const PER_OBJECT_STREAM = 200;

/** Collects new and changed objects on top of a document and writes them as one incremental update (ISO 32000-1 7.5.6). */
export class RevisionDraft {
  readonly document: PdfDocument;
  readonly #slots = new Map<number, Slot>();
  /** Arrays made here, which may grow in place. */
  readonly #grown = new WeakMap<PdfArray, PdfObject[]>();
  #next: number;
  #signature: SignatureSlot | undefined;

  constructor(document: PdfDocument) {
    this.document = document;
    this.#next = document.nextNumber;
  }

  /** A number for an object to be put later. */
  reserve(): PdfRef {
    return new PdfRef(this.#next++, 0);
  }

  add(value: PdfObject): PdfRef {
    const ref = this.reserve();
    this.put(ref, value);
    return ref;
  }

  put(ref: PdfRef, value: PdfObject): void {
    this.#slots.set(ref.num, { ref, value });
  }

  /** Adds a stream, deflated unless it is tiny or `filter` says that the data already is. */
  addStream(dict: PdfDict, data: Uint8Array, filter?: 'deflated'): PdfRef {
    const ref = this.reserve();
    this.putStream(ref, dict, data, filter);
    return ref;
  }

  putStream(ref: PdfRef, dict: PdfDict, data: Uint8Array, filter?: 'deflated'): void {
    const plain = filter === undefined && data.length < 64;
    const packed = plain || filter === 'deflated' ? data : deflateSync(data);
    const own = dict.copy();
    if (!plain) own.set('Filter', name('FlateDecode'));
    own.set('Length', packed.length);
    this.put(ref, new PdfStream(own, () => packed));
  }

  /** The object as it will be after this update. */
  current(value: PdfObject | undefined): PdfObject | undefined {
    if (!(value instanceof PdfRef)) return value;
    const slot = this.#slots.get(value.num);
    return slot ? slot.value : this.document.resolve(value);
  }

  /** The dictionary of an indirect object, made changeable: a copy that will be written. */
  edit(ref: PdfRef): PdfDict {
    const slot = this.#slots.get(ref.num);
    if (slot?.value instanceof PdfDict) return slot.value;
    const original = this.document.resolve(ref);
    if (!(original instanceof PdfDict)) throw new PdfError('damaged', `object ${ref.num} is no dictionary`);
    const copy = original.copy();
    this.put(new PdfRef(ref.num, this.#generation(ref.num)), copy);
    return copy;
  }

  /** Adds to an array entry of `owner` (absent, direct or indirect; an indirect array stays so). `write` tells to rewrite the owner. */
  append(owner: PdfDict, key: string, item: PdfObject, write: () => PdfDict): void {
    const value = owner.get(key);
    const items = this.current(value);
    const known = isArray(items) ? this.#grown.get(items) : undefined;
    if (known) {
      known.push(item);
      return;
    }
    const grown = [...(isArray(items) ? items : []), item];
    this.#grown.set(grown, grown);
    if (value instanceof PdfRef && isArray(items)) this.put(new PdfRef(value.num, this.#generation(value.num)), grown);
    else write().set(key, grown);
  }

  /** Adds the signature dictionary; /ByteRange and /Contents are reserved and filled in later. */
  addSignature(dict: PdfDict, contentsBytes: number): PdfRef {
    const ref = this.add(dict);
    this.#signature = { num: ref.num, contentsBytes };
    return ref;
  }

  get changed(): boolean {
    return this.#slots.size > 0;
  }

  /** Writes objects, cross-reference (of the kind of the newest section) and trailer. */
  write(): RevisionBytes {
    const { source } = this.document;
    const base = source.size;
    const parts: Buffer[] = [];
    let at = base;
    const push = (bytes: Buffer): void => {
      parts.push(bytes);
      at += bytes.length;
    };
    const lastByte = source.read(base - 1, 1)[0];
    if (lastByte !== 0x0a && lastByte !== 0x0d) push(Buffer.from('\n'));
    const entries = new Map<number, XrefEntry>();
    let signature: { start: number; end: number; range: number } | undefined;
    this.#compress(entries);
    for (const { ref, value } of [...this.#slots.values()].sort((a, b) => a.ref.num - b.ref.num)) {
      if (entries.has(ref.num)) continue;
      entries.set(ref.num, { type: 'offset', offset: at, gen: ref.gen });
      const body = this.#body(ref, value);
      const head = Buffer.from(`${ref.num} ${ref.gen} obj\n`);
      if (body.marks) {
        const from = at + head.length;
        signature = { start: from + body.marks.contents, end: from + body.marks.contentsEnd, range: from + body.marks.range };
      }
      push(Buffer.concat([head, body.bytes, Buffer.from('\nendobj\n')]));
    }
    push(this.#crossReference(entries, at, parts));
    const bytes = Buffer.concat(parts);
    if (signature) fillByteRange(bytes, base, signature, at);
    return { bytes, base, contents: signature && { start: signature.start, end: signature.end } };
  }

  /**
   * Many small objects go into object streams where the file already uses cross-reference streams: a seal on thousands of pages adds
   * some ten bytes a page. Not in encrypted files, where strings inside are encrypted differently, and never the signature itself.
   */
  #compress(entries: Map<number, XrefEntry>): void {
    if (this.document.encrypted || this.document.newestSection.kind !== 'stream') return;
    const small = [...this.#slots.values()].filter(
      ({ ref, value }) => !(value instanceof PdfStream) && ref.gen === 0 && ref.num !== this.#signature?.num,
    );
    if (small.length < WORTH_COMPRESSING) return;
    small.sort((a, b) => a.ref.num - b.ref.num);
    for (let from = 0; from < small.length; from += PER_OBJECT_STREAM) {
      const members = small.slice(from, from + PER_OBJECT_STREAM);
      const bodies = members.map(({ value }) => inline(value));
      let at = 0;
      const header = members.map(({ ref }, index) => {
        const place = `${ref.num} ${at}`;
        at += (bodies[index]?.length ?? 0) + 1;
        return place;
      });
      const head = `${header.join(' ')}\n`;
      const dict = PdfDict.of({ Type: name('ObjStm'), N: members.length, First: head.length });
      const container = this.addStream(dict, Buffer.from(head + bodies.join('\n'), 'latin1'));
      members.forEach(({ ref }, index) => entries.set(ref.num, { type: 'compressed', stream: container.num, index }));
    }
  }

  #generation(num: number): number {
    const entry = this.document.lookup(num);
    return entry?.type === 'offset' ? entry.gen : 0;
  }

  #body(ref: PdfRef, value: PdfObject): { bytes: Buffer; marks?: { contents: number; contentsEnd: number; range: number } } {
    const { security } = this.document;
    const safe = security ? security.encrypt(value, ref.num, ref.gen) : value;
    if (ref.num !== this.#signature?.num || !(safe instanceof PdfDict)) return { bytes: serializeObject(safe) };
    const head = inline(safe).slice(0, -2);
    const range = `${head}/ByteRange `;
    const digits = '0'.repeat(BYTE_RANGE_DIGITS);
    const contents = `${range}[0 ${digits} ${digits} ${digits}]/Contents `;
    const whole = `${contents}<${'0'.repeat(this.#signature.contentsBytes * 2)}>`;
    return {
      bytes: Buffer.from(`${whole}>>`, 'latin1'),
      marks: { contents: contents.length, contentsEnd: whole.length, range: range.length },
    };
  }

  #crossReference(entries: Map<number, XrefEntry>, at: number, written: readonly Buffer[]): Buffer {
    const { document } = this;
    const trailer = this.#trailer(written);
    if (document.rebuilt) this.#allEntries(entries);
    else trailer.set('Prev', readStartXref(document.source));
    const compressed = [...entries.values()].some((entry) => entry.type === 'compressed');
    if (document.newestSection.kind === 'table' && !compressed) return tableSection(entries, trailer.set('Size', this.#next), at);
    const own = this.reserve();
    entries.set(own.num, { type: 'offset', offset: at, gen: 0 });
    return streamSection(own, entries, trailer.set('Size', this.#next), at);
  }

  /** A rebuilt file has no usable section to point back to: the new one lists everything. */
  #allEntries(entries: Map<number, XrefEntry>): void {
    for (const range of this.document.newestSection.ranges)
      for (let num = range.first; num < range.first + range.count; num++) {
        const entry = range.at(num);
        if (entry && !entries.has(num)) entries.set(num, entry);
      }
  }

  #trailer(written: readonly Buffer[]): PdfDict {
    const old = this.document.trailer;
    const trailer = new PdfDict();
    const own = new Set([
      'Prev',
      'XRefStm',
      'Size',
      'Type',
      'W',
      'Index',
      'Filter',
      'DecodeParms',
      'Length',
      'ID',
      'F',
      'FFilter',
      'FDecodeParms',
      'DL',
    ]);
    for (const [key, value] of old.entries()) if (!own.has(key)) trailer.set(key, value);
    const id = this.document.array(old.get('ID'))?.[0];
    const first = id instanceof PdfString ? id : undefined;
    if (!first && this.document.encrypted) return trailer; // the key was derived without an identifier
    const hash = createHash('sha256').update(first?.bytes ?? '');
    for (const part of written) hash.update(part);
    const fresh = new PdfString(hash.digest().subarray(0, 16), 'hex');
    return trailer.set('ID', [first ? new PdfString(first.bytes, 'hex') : fresh, fresh]);
  }
}

function fillByteRange(bytes: Buffer, base: number, marks: { start: number; end: number; range: number }, fileEnd: number): void {
  const digits = (value: number): string => String(value).padStart(BYTE_RANGE_DIGITS, '0');
  if (fileEnd >= 10 ** BYTE_RANGE_DIGITS) throw new PdfError('too-complex', 'the file is too large to be signed');
  bytes.write(`[0 ${digits(marks.start)} ${digits(marks.end)} ${digits(fileEnd - marks.end)}]`, marks.range - base, 'latin1');
}

/** Runs of consecutive object numbers. */
function runs(entries: ReadonlyMap<number, XrefEntry>): { first: number; items: XrefEntry[] }[] {
  const result: { first: number; items: XrefEntry[] }[] = [];
  for (const [num, entry] of [...entries].sort((a, b) => a[0] - b[0])) {
    const last = result[result.length - 1];
    if (last && last.first + last.items.length === num) last.items.push(entry);
    else result.push({ first: num, items: [entry] });
  }
  return result;
}

function tableSection(entries: ReadonlyMap<number, XrefEntry>, trailer: PdfDict, at: number): Buffer {
  const line = (entry: XrefEntry): string =>
    entry.type === 'offset'
      ? `${String(entry.offset).padStart(10, '0')} ${String(entry.gen).padStart(5, '0')} n \n`
      : '0000000000 65535 f \n';
  const sections = runs(entries).map(({ first, items }) => `${first} ${items.length}\n${items.map(line).join('')}`);
  return Buffer.from(`xref\n${sections.join('')}trailer\n${inline(trailer)}\nstartxref\n${at}\n%%EOF\n`, 'latin1');
}

/** 7.5.8: type 1 byte, offset 6 bytes, generation or index 4 bytes. */
function streamSection(own: PdfRef, entries: ReadonlyMap<number, XrefEntry>, trailer: PdfDict, at: number): Buffer {
  const parts = runs(entries);
  const data = Buffer.alloc(entries.size * 11);
  let row = 0;
  for (const entry of parts.flatMap(({ items }) => items)) {
    const [type, a, b] =
      entry.type === 'offset'
        ? [1, entry.offset, entry.gen]
        : entry.type === 'compressed'
          ? [2, entry.stream, entry.index]
          : [0, 0, 65_535];
    data.writeUInt8(type, row);
    data.writeUIntBE(a, row + 1, 6);
    data.writeUInt32BE(b, row + 7);
    row += 11;
  }
  const packed = deflateSync(data);
  const dict = new PdfDict([
    ['Type', name('XRef')],
    ...trailer.entries(),
    ['W', [1, 6, 4]],
    ['Index', parts.flatMap(({ first, items }) => [first, items.length])],
    ['Filter', name('FlateDecode')],
    ['Length', packed.length],
  ]);
  const body = serializeObject(new PdfStream(dict, () => packed));
  return Buffer.concat([Buffer.from(`${own.num} 0 obj\n`), body, Buffer.from(`\nendobj\nstartxref\n${at}\n%%EOF\n`)]);
}
