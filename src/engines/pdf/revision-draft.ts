import { deflateSync } from 'node:zlib';
import type { PdfDocument } from './pdf-document.ts';
import { PdfError } from './pdf-error.ts';
import { isArray, name, type PdfArray, PdfDict, type PdfObject, PdfRef, PdfStream } from './pdf-object.ts';
import { type DraftedObject, type RevisionBytes, writeRevision } from './write-revision.ts';

/** Collects new and changed objects on top of a document and writes them as one incremental update (ISO 32000-1 7.5.6). */
export class RevisionDraft {
  readonly document: PdfDocument;
  readonly #slots = new Map<number, DraftedObject>();
  /** Arrays made here, which may grow in place. */
  readonly #grown = new WeakMap<PdfArray, PdfObject[]>();
  #next: number;
  #signature: { readonly num: number; readonly contentsBytes: number } | undefined;

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

  /** The bytes of the update: objects, cross-reference (of the kind of the newest section) and trailer. */
  write(): RevisionBytes {
    return writeRevision(this.document, { objects: [...this.#slots.values()], signature: this.#signature, next: this.#next });
  }

  #generation(num: number): number {
    const entry = this.document.lookup(num);
    return entry?.type === 'offset' ? entry.gen : 0;
  }
}
