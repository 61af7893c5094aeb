import { type IndirectObject, type ReadBudget, type ReadContext, readBudget, readIndirectObject, spend } from './indirect-object.ts';
import { ObjectStreams } from './object-streams.ts';
import { PdfError } from './pdf-error.ts';
import { isArray, nameOf, type PdfArray, PdfDict, type PdfObject, PdfRef, PdfStream, PdfString } from './pdf-object.ts';
import { type PdfSource, PrefixSource } from './pdf-source.ts';
import { SecurityHandler } from './security-handler.ts';
import { decodeFilters, type FilterStep } from './stream-filters.ts';
import { groupRevisions, type PdfRevision, readStartXref, readXrefChain } from './xref-chain.ts';
import { rebuildXref } from './xref-rebuild.ts';
import { findInSection, type XrefEntry, type XrefSection } from './xref-section.ts';

export interface OpenOptions {
  /** User or owner password; the empty one is tried by itself. */
  readonly password?: string;
}

const STREAM_LIMIT = 64 * 1024 * 1024;
const CACHE_LIMIT = 20_000;

/**
 * Opens a PDF without reading it whole: the tail, the cross-reference, the catalog. Anything else is read when it is asked for.
 * Throws PdfError: `not-a-pdf`, `damaged`, `password-needed`, `unsupported-encryption`, `too-complex`.
 */
export function openPdf(source: PdfSource, options: OpenOptions = {}): PdfDocument {
  return new PdfDocument(source, options);
}

/** A document being read. Objects are looked up through the newest cross-reference section that speaks of them. */
export class PdfDocument {
  readonly source: PdfSource;
  readonly headerVersion: string;
  readonly #context: ReadContext;
  readonly #options: OpenOptions;
  readonly #cache = new Map<number, PdfObject>();
  readonly #objectStreams: ObjectStreams;
  readonly #reading = new Set<number>();
  #sections: readonly XrefSection[] = [];
  #revisions: readonly PdfRevision[] | undefined;
  #security: SecurityHandler | undefined;
  #rebuilt = false;

  /** `known`: the document whose earlier state this is, and the sections of that state; nothing is read again then. */
  constructor(source: PdfSource, options: OpenOptions, known?: { readonly budget: ReadBudget; readonly sections: readonly XrefSection[] }) {
    this.source = source;
    this.#options = options;
    const header = /%PDF-(\d\.\d)/.exec(source.read(0, 1024).toString('latin1'));
    if (!header) throw new PdfError('not-a-pdf', 'the file does not begin as a PDF');
    this.headerVersion = header[1] ?? '1.4';
    this.#context = { source, length: (value) => this.#streamLength(value), budget: known?.budget ?? readBudget(source.size) };
    this.#objectStreams = new ObjectStreams(this);
    try {
      this.#sections = known?.sections ?? readXrefChain(this.#context, readStartXref(source), (stream) => this.decode(stream));
      this.#openSecurity();
      if (!this.#hasPages()) throw new PdfError('damaged', 'the catalog cannot be found');
    } catch (error) {
      if (this.#rebuilt || !(error instanceof PdfError) || !['damaged', 'unsupported-filter'].includes(error.code)) throw error;
      this.#rebuild();
    }
  }

  /**
   * The document as it stood at the end of a revision. Undefined when that revision has no proper end, or its own `startxref` does not
   * name the section that the whole file's chain has for it.
   */
  stateAt(index: number): PdfDocument | undefined {
    const revision = this.revisions[index];
    const newest = revision?.sections[0];
    if (!newest || revision.endWithSpace === undefined) return undefined;
    const source = new PrefixSource(this.source, revision.endWithSpace);
    if (readStartXref(source) !== newest.offset) return undefined;
    const sections = this.#sections.slice(this.#sections.indexOf(newest));
    return new PdfDocument(source, this.#options, { budget: this.#context.budget, sections });
  }

  /** The cross-reference was damaged and has been found again by scanning; revisions are unknown then. */
  get rebuilt(): boolean {
    return this.#rebuilt;
  }

  get encrypted(): boolean {
    return this.#security !== undefined;
  }

  get security(): SecurityHandler | undefined {
    return this.#security;
  }

  /** Cross-reference sections, newest first. */
  get sections(): readonly XrefSection[] {
    return this.#sections;
  }

  get newestSection(): XrefSection {
    const newest = this.#sections[0];
    if (!newest) throw new PdfError('damaged', 'the file has no cross-reference');
    return newest;
  }

  get trailer(): PdfDict {
    return this.newestSection.trailer;
  }

  /** Oldest first; empty for a rebuilt file. */
  get revisions(): readonly PdfRevision[] {
    this.#revisions ??= this.#rebuilt ? [] : groupRevisions(this.source, this.#sections);
    return this.#revisions;
  }

  get rootRef(): PdfRef {
    const root = this.trailer.get('Root');
    if (!(root instanceof PdfRef)) throw new PdfError('damaged', 'the trailer has no /Root');
    return root;
  }

  get catalog(): PdfDict {
    const catalog = this.dict(this.rootRef);
    if (!catalog) throw new PdfError('damaged', 'the catalog is missing');
    return catalog;
  }

  /** The version that counts: that of the header or the catalog, whichever is later. */
  get version(): string {
    const own = nameOf(this.resolve(this.catalog.get('Version')));
    return own !== undefined && /^\d\.\d$/.test(own) && own > this.headerVersion ? own : this.headerVersion;
  }

  /** One more than the highest object number known; never below the trailers' /Size. */
  get nextNumber(): number {
    let next = 1;
    for (const { trailer, ranges, hidden, streamNumber } of this.#sections) {
      const size = trailer.get('Size');
      if (typeof size === 'number' && size > next && size <= 8_388_607) next = size;
      for (const range of [...ranges.list, ...hidden.list]) next = Math.max(next, range.first + range.count);
      next = Math.max(next, (streamNumber ?? 0) + 1);
    }
    return next;
  }

  lookup(num: number): XrefEntry | undefined {
    for (const section of this.#sections) {
      const entry = findInSection(section, num);
      if (entry) return entry;
    }
    return undefined;
  }

  /** The object of a number; null when there is none. Damage that only shows here makes the whole cross-reference be rebuilt, once. */
  get(num: number): PdfObject {
    const known = this.#cache.get(num);
    if (known !== undefined) return known;
    if (this.#reading.has(num)) throw new PdfError('damaged', `object ${num} depends on itself`);
    this.#reading.add(num);
    try {
      const value = this.#load(num);
      if (this.#cache.size >= CACHE_LIMIT) this.#cache.clear();
      this.#cache.set(num, value);
      return value;
    } finally {
      this.#reading.delete(num);
    }
  }

  /** Follows references to the object itself. */
  resolve(value: PdfObject | undefined): PdfObject | undefined {
    let current = value;
    for (let hops = 0; current instanceof PdfRef; hops++) {
      if (hops > 32) throw new PdfError('damaged', 'references form a loop');
      current = this.get(current.num);
    }
    return current;
  }

  /** Resolved and of that type, else undefined. A stream's dictionary counts as a dictionary. */
  dict(value: PdfObject | undefined): PdfDict | undefined {
    const resolved = this.resolve(value);
    if (resolved instanceof PdfStream) return resolved.dict;
    return resolved instanceof PdfDict ? resolved : undefined;
  }

  array(value: PdfObject | undefined): PdfArray | undefined {
    const resolved = this.resolve(value);
    return isArray(resolved) ? resolved : undefined;
  }

  number(value: PdfObject | undefined): number | undefined {
    const resolved = this.resolve(value);
    return typeof resolved === 'number' ? resolved : undefined;
  }

  string(value: PdfObject | undefined): PdfString | undefined {
    const resolved = this.resolve(value);
    return resolved instanceof PdfString ? resolved : undefined;
  }

  name(value: PdfObject | undefined): string | undefined {
    return nameOf(this.resolve(value));
  }

  /** The object at a file offset, whatever the cross-reference says of it; not decrypted. */
  readAt(offset: number): IndirectObject {
    return readIndirectObject(this.#context, offset);
  }

  /** The decoded bytes of a stream, never more than `limit`. */
  decode(stream: PdfStream, limit = STREAM_LIMIT): Uint8Array {
    const decoded = decodeFilters(stream.raw(), this.#filters(stream.dict), limit);
    spend(this.#context.budget, 'decoded', decoded.length);
    return decoded;
  }

  #load(num: number): PdfObject {
    const entry = this.lookup(num);
    if (!entry || entry.type === 'free') return null;
    if (entry.type === 'compressed') return this.#objectStreams.member(entry.stream, entry.index, num) ?? null;
    try {
      const object = readIndirectObject(this.#context, entry.offset);
      if (object.num !== num) throw new PdfError('damaged', `object ${num} is not where the cross-reference says`);
      return this.#security ? this.#security.decrypt(object.value, num, object.gen) : object.value;
    } catch (error) {
      if (this.#rebuilt || !(error instanceof PdfError) || error.code !== 'damaged') throw error;
      this.#rebuild();
      return this.#load(num);
    }
  }

  #rebuild(): void {
    this.#rebuilt = true;
    this.#reading.clear();
    this.#security = undefined;
    this.#revisions = undefined;
    this.#cache.clear();
    this.#objectStreams.forget();
    this.#sections = [rebuildXref(this.#context, (stream) => this.#objectStreams.numbersOf(stream))];
    this.#openSecurity();
    if (!this.#hasPages()) throw new PdfError('damaged', 'the file is damaged beyond reading');
  }

  #hasPages(): boolean {
    const root = this.trailer.get('Root');
    return root instanceof PdfRef && this.dict(this.dict(root)?.get('Pages')) !== undefined;
  }

  #openSecurity(): void {
    const encrypt = this.dict(this.trailer.get('Encrypt'));
    if (!encrypt) return;
    const direct = this.#direct(encrypt, 0);
    const id = this.array(this.trailer.get('ID'))?.[0];
    const handler = SecurityHandler.open(
      direct instanceof PdfDict ? direct : encrypt,
      id instanceof PdfString ? id.bytes : new Uint8Array(0),
      this.#options.password,
    );
    this.#cache.clear(); // what was read until now was not decrypted
    const own = this.trailer.get('Encrypt');
    if (own instanceof PdfRef) this.#cache.set(own.num, encrypt);
    this.#objectStreams.forget();
    this.#security = handler;
  }

  #direct(value: PdfObject | undefined, depth: number): PdfObject {
    const resolved = this.resolve(value) ?? null;
    if (depth > 8) return null;
    if (resolved instanceof PdfDict) return new PdfDict([...resolved.entries()].map(([key, item]) => [key, this.#direct(item, depth + 1)]));
    return isArray(resolved) ? resolved.map((item) => this.#direct(item, depth + 1)) : resolved;
  }

  #streamLength(value: PdfObject | undefined): number | undefined {
    if (typeof value === 'number') return Number.isInteger(value) && value >= 0 ? value : undefined;
    if (!(value instanceof PdfRef) || this.#reading.has(value.num)) return undefined;
    const length = this.get(value.num);
    return typeof length === 'number' && Number.isInteger(length) && length >= 0 ? length : undefined;
  }

  #filters(dict: PdfDict): FilterStep[] {
    const list = (key: string, short: string): readonly (PdfObject | undefined)[] => {
      const value = this.resolve(dict.get(key) ?? dict.get(short));
      return isArray(value) ? value : value === undefined || value === null ? [] : [value];
    };
    const parms = list('DecodeParms', 'DP');
    return list('Filter', 'F').map((filter, index) => {
      const own = this.dict(parms[index]);
      const parameter = (key: string, fallback: number): number => this.number(own?.get(key)) ?? fallback;
      return {
        name: this.name(filter) ?? '',
        parms: {
          predictor: parameter('Predictor', 1),
          colors: parameter('Colors', 1),
          bits: parameter('BitsPerComponent', 8),
          columns: parameter('Columns', 1),
        },
      };
    });
  }
}
