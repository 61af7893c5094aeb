import type { PdfDocument } from './pdf-document.ts';
import { nameOf, type PdfObject, PdfStream } from './pdf-object.ts';
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
      if (!sameValue(pair.before, pair.after)) changed.push(pair);
    }
  return changed;
}

function samePlace(a: XrefEntry | undefined, b: XrefEntry | undefined): boolean {
  if (!a || a.type === 'free') return !b || b.type === 'free';
  if (a.type === 'offset') return b?.type === 'offset' && a.offset === b.offset;
  return b?.type === 'compressed' && a.stream === b.stream && a.index === b.index;
}

export function sameValue(a: PdfObject | undefined, b: PdfObject | undefined): boolean {
  if (a instanceof PdfStream || b instanceof PdfStream) {
    if (!(a instanceof PdfStream && b instanceof PdfStream)) return false;
    return inline(a.dict) === inline(b.dict) && Buffer.from(a.raw()).equals(b.raw());
  }
  return inline(a ?? null) === inline(b ?? null);
}

/** Cross-reference and object streams: the file's own book-keeping, reachable from nowhere. */
export function isContainer(value: PdfObject): boolean {
  const type = value instanceof PdfStream ? nameOf(value.dict.get('Type')) : undefined;
  return type === 'XRef' || type === 'ObjStm';
}
