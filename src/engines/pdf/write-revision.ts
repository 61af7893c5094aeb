import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { PdfDocument } from './pdf-document.ts';
import { PdfError } from './pdf-error.ts';
import { name, PdfDict, type PdfObject, PdfRef, PdfStream, PdfString } from './pdf-object.ts';
import { inline, serializeObject } from './serialize-object.ts';
import { streamSection, tableSection } from './write-xref.ts';
import { readStartXref } from './xref-chain.ts';
import type { XrefEntry } from './xref-section.ts';

/** The bytes of one incremental update, to be put right behind the document it was drafted for. */
export interface RevisionBytes {
  readonly bytes: Buffer;
  /** File offset of the first byte. */
  readonly base: number;
  /** File offset of the signature's reserved /Contents including `<` and `>`, when the draft holds a signature. */
  readonly contents: { readonly start: number; readonly end: number } | undefined;
}

export interface DraftedObject {
  readonly ref: PdfRef;
  readonly value: PdfObject;
}

interface Drafted {
  readonly objects: readonly DraftedObject[];
  /** The object that is the signature dictionary, and the room for its DER. */
  readonly signature: { readonly num: number; readonly contentsBytes: number } | undefined;
  /** The first free object number. */
  readonly next: number;
}

/** File offsets of the places that are filled in last. */
interface SignatureMarks {
  readonly range: number;
  readonly start: number;
  readonly end: number;
}

const BYTE_RANGE_DIGITS = 10;
const WORTH_COMPRESSING = 40;
const PER_OBJECT_STREAM = 200;

/** Writes an incremental update (ISO 32000-1 7.5.6) for the end of `document`. */
export function writeRevision(document: PdfDocument, drafted: Drafted): RevisionBytes {
  return new RevisionWriter(document, drafted).write();
}

class RevisionWriter {
  readonly #document: PdfDocument;
  readonly #drafted: Drafted;
  readonly #parts: Buffer[] = [];
  readonly #entries = new Map<number, XrefEntry>();
  #marks: SignatureMarks | undefined;
  #next: number;
  #at: number;

  constructor(document: PdfDocument, drafted: Drafted) {
    this.#document = document;
    this.#drafted = drafted;
    this.#next = drafted.next;
    this.#at = document.source.size;
  }

  write(): RevisionBytes {
    const { source } = this.#document;
    const base = source.size;
    const lastByte = source.read(base - 1, 1)[0];
    if (lastByte !== 0x0a && lastByte !== 0x0d) this.#push(Buffer.from('\n'));
    const objects = [...this.#drafted.objects].sort((a, b) => a.ref.num - b.ref.num);
    const containers = this.#compress(objects);
    for (const object of [...objects, ...containers]) if (!this.#entries.has(object.ref.num)) this.#writeObject(object);
    this.#push(this.#crossReference());
    const bytes = Buffer.concat(this.#parts);
    const marks = this.#marks;
    if (marks) fillByteRange(bytes, base, marks, this.#at);
    return { bytes, base, contents: marks && { start: marks.start, end: marks.end } };
  }

  #push(bytes: Buffer): void {
    this.#parts.push(bytes);
    this.#at += bytes.length;
  }

  #writeObject({ ref, value }: DraftedObject): void {
    this.#entries.set(ref.num, { type: 'offset', offset: this.#at, gen: ref.gen });
    const { security } = this.#document;
    const safe = security ? security.encrypt(value, ref.num, ref.gen) : value;
    const isSignature = ref.num === this.#drafted.signature?.num && safe instanceof PdfDict;
    this.#push(Buffer.from(`${ref.num} ${ref.gen} obj\n`));
    if (isSignature) this.#writeSignature(safe, this.#drafted.signature?.contentsBytes ?? 0);
    else this.#push(serializeObject(safe));
    this.#push(Buffer.from('\nendobj\n'));
  }

  #writeSignature(dict: PdfDict, contentsBytes: number): void {
    this.#push(Buffer.from(`${inline(dict).slice(0, -2)}/ByteRange `, 'latin1'));
    const range = this.#at;
    this.#push(Buffer.from(`${byteRangeText([0, 0, 0])}/Contents `));
    const start = this.#at;
    this.#push(Buffer.from(`<${'0'.repeat(contentsBytes * 2)}>`));
    this.#marks = { range, start, end: this.#at };
    this.#push(Buffer.from('>>'));
  }

  /**
   * Many small objects go into object streams where the file already uses cross-reference streams: a seal on thousands of pages adds
   * some ten bytes a page. Not in encrypted files, where strings inside are encrypted differently, and never the signature itself.
   */
  #compress(objects: readonly DraftedObject[]): DraftedObject[] {
    if (this.#document.encrypted || this.#document.newestSection.kind !== 'stream') return [];
    const isSmall = ({ ref, value }: DraftedObject): boolean =>
      !(value instanceof PdfStream) && ref.gen === 0 && ref.num !== this.#drafted.signature?.num;
    const small = objects.filter(isSmall);
    const containers: DraftedObject[] = [];
    for (let from = 0; small.length >= WORTH_COMPRESSING && from < small.length; from += PER_OBJECT_STREAM) {
      const members = small.slice(from, from + PER_OBJECT_STREAM);
      const container = new PdfRef(this.#next++, 0);
      containers.push({ ref: container, value: objectStream(members) });
      members.forEach(({ ref }, index) => this.#entries.set(ref.num, { type: 'compressed', stream: container.num, index }));
    }
    return containers;
  }

  #crossReference(): Buffer {
    const trailer = this.#trailer();
    if (this.#document.rebuilt) this.#listEverything();
    else trailer.set('Prev', readStartXref(this.#document.source));
    const compressed = [...this.#entries.values()].some((entry) => entry.type === 'compressed');
    if (this.#document.newestSection.kind === 'table' && !compressed)
      return tableSection(this.#entries, trailer.set('Size', this.#next), this.#at);
    const own = new PdfRef(this.#next++, 0);
    this.#entries.set(own.num, { type: 'offset', offset: this.#at, gen: 0 });
    return streamSection(own, this.#entries, trailer.set('Size', this.#next), this.#at);
  }

  /** A rebuilt file has no usable section to point back to. */
  #listEverything(): void {
    for (const range of this.#document.newestSection.ranges.list)
      for (let num = range.first; num < range.first + range.count; num++) {
        const entry = range.at(num);
        if (entry && !this.#entries.has(num)) this.#entries.set(num, entry);
      }
  }

  #trailer(): PdfDict {
    const old = this.#document.trailer;
    const trailer = new PdfDict([...old.entries()].filter(([key]) => !OWN_TRAILER_ENTRIES.has(key)));
    const id = this.#document.array(old.get('ID'))?.[0];
    const first = id instanceof PdfString ? id : undefined;
    if (!first && this.#document.encrypted) return trailer; // the key was derived without an identifier
    const hash = createHash('sha256').update(first?.bytes ?? '');
    for (const part of this.#parts) hash.update(part);
    const fresh = new PdfString(hash.digest().subarray(0, 16), 'hex');
    return trailer.set('ID', [first ? new PdfString(first.bytes, 'hex') : fresh, fresh]);
  }
}

/** What a section says of itself; everything else in a trailer is repeated. */
const OWN_TRAILER_ENTRIES = new Set('Prev XRefStm Size ID Type W Index Filter DecodeParms Length F FFilter FDecodeParms DL'.split(' '));

function objectStream(members: readonly DraftedObject[]): PdfStream {
  const bodies = members.map(({ value }) => inline(value));
  let at = 0;
  const header = members.map(({ ref }, index) => {
    const place = `${ref.num} ${at}`;
    at += (bodies[index]?.length ?? 0) + 1;
    return place;
  });
  const head = `${header.join(' ')}\n`;
  const packed = deflateSync(Buffer.from(head + bodies.join('\n'), 'latin1'));
  const dict = PdfDict.of({
    Type: name('ObjStm'),
    N: members.length,
    First: head.length,
    Filter: name('FlateDecode'),
    Length: packed.length,
  });
  return new PdfStream(dict, () => packed);
}

const byteRangeText = (numbers: readonly number[]): string =>
  `[0 ${numbers.map((value) => String(value).padStart(BYTE_RANGE_DIGITS, '0')).join(' ')}]`;

function fillByteRange(bytes: Buffer, base: number, { range, start, end }: SignatureMarks, fileEnd: number): void {
  if (fileEnd >= 10 ** BYTE_RANGE_DIGITS) throw new PdfError('too-complex', 'the file is too large to be signed');
  bytes.write(byteRangeText([start, end, fileEnd - end]), range - base, 'latin1');
}
