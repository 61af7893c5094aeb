import type { PdfDocument } from './pdf-document.ts';
import { nameOf, type PdfObject, PdfStream } from './pdf-object.ts';
import type { PdfSource } from './pdf-source.ts';
import { inline } from './serialize-object.ts';
import type { PdfRevision } from './xref-chain.ts';
import { numbersOf, type XrefEntry } from './xref-section.ts';

/** An object that a revision gave another value. `before` or `after` is null where it did not or no longer exist. */
export interface ChangedObject {
  readonly num: number;
  readonly gen: number;
  readonly before: PdfObject;
  readonly after: PdfObject;
}

/** The objects whose value differs between two neighbouring states; objects written again unchanged do not count. */
export function changedObjects(before: PdfDocument, after: PdfDocument, revision: PdfRevision): ChangedObject[] {
  const changed: ChangedObject[] = [];
  const seen = new Set<number>();
  for (const section of revision.sections)
    for (const num of numbersOf(section)) {
      if (seen.has(num)) continue;
      seen.add(num);
      const entry = after.lookup(num);
      if (samePlace(before.lookup(num), entry)) continue;
      const pair = { num, gen: entry?.type === 'offset' ? entry.gen : 0, before: before.get(num), after: after.get(num) };
      if (!sameValue(pair.before, pair.after, after.source)) changed.push(pair);
    }
  return changed;
}

function samePlace(a: XrefEntry | undefined, b: XrefEntry | undefined): boolean {
  if (!a || a.type === 'free') return !b || b.type === 'free';
  if (a.type === 'offset') return b?.type === 'offset' && a.offset === b.offset;
  return b?.type === 'compressed' && a.stream === b.stream && a.index === b.index;
}

/** With `source`, long streams are compared in pieces instead of being held whole. */
export function sameValue(a: PdfObject | undefined, b: PdfObject | undefined, source?: PdfSource): boolean {
  if (a instanceof PdfStream || b instanceof PdfStream) {
    if (!(a instanceof PdfStream && b instanceof PdfStream)) return false;
    if (inline(a.dict) !== inline(b.dict)) return false;
    return source && a.at && b.at ? sameBytes(source, a.at, b.at) : Buffer.from(a.raw()).equals(b.raw());
  }
  return inline(a ?? null) === inline(b ?? null);
}

type Extent = NonNullable<PdfStream['at']>;

function sameBytes(source: PdfSource, a: Extent, b: Extent): boolean {
  if (a.length !== b.length) return false;
  const piece = 1 << 20;
  for (let done = 0; done < a.length; done += piece) {
    const length = Math.min(piece, a.length - done);
    if (!source.read(a.start + done, length).equals(source.read(b.start + done, length))) return false;
  }
  return true;
}

const streamType = (value: PdfObject): string | undefined => (value instanceof PdfStream ? nameOf(value.dict.get('Type')) : undefined);

export const isObjectStream = (value: PdfObject): boolean => streamType(value) === 'ObjStm';

/** Cross-reference and object streams: the file's own book-keeping, reachable from nowhere. */
export const isContainer = (value: PdfObject): boolean => isObjectStream(value) || streamType(value) === 'XRef';
