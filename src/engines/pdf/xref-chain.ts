import type { ReadContext } from './indirect-object.ts';
import { isDigit, isWhite } from './lexer.ts';
import { PdfError } from './pdf-error.ts';
import type { PdfStream } from './pdf-object.ts';
import type { PdfSource } from './pdf-source.ts';
import { readXrefSection, type XrefSection } from './xref-section.ts';

/** One state of the file that some program saved: the bytes from `start` up to `end`. */
export interface PdfRevision {
  /** 0 is the oldest. */
  readonly index: number;
  /** Its cross-reference sections, newest first; two for a linearized file. */
  readonly sections: readonly XrefSection[];
  readonly start: number;
  /** Offset just after `%%EOF`; undefined when no proper end follows its cross-reference. */
  readonly end: number | undefined;
  /** Offset after the end-of-line (and other white space) that follows `%%EOF`. */
  readonly endWithSpace: number | undefined;
}

const MAX_SECTIONS = 2048;
const TAIL = 2048;

/** The last `startxref` value of the file. Throws `damaged` when the tail has none. */
export function readStartXref(source: PdfSource): number {
  const tail = source.read(Math.max(0, source.size - TAIL), TAIL);
  const at = tail.lastIndexOf('startxref', undefined, 'latin1');
  const match = at < 0 ? null : /^startxref[\s\0]+(\d{1,12})/.exec(tail.toString('latin1', at, at + 64));
  if (!match) throw new PdfError('damaged', 'the end of the file has no startxref');
  return Number(match[1]);
}

/** All sections, newest first, each offset once. */
export function readXrefChain(context: ReadContext, startXref: number, decode: (stream: PdfStream) => Uint8Array): XrefSection[] {
  const sections: XrefSection[] = [];
  const seen = new Set<number>();
  let next: number | undefined = startXref;
  while (next !== undefined) {
    if (seen.has(next)) throw new PdfError('damaged', 'the cross-reference sections form a loop');
    if (seen.size >= MAX_SECTIONS) throw new PdfError('too-complex', 'too many cross-reference sections');
    seen.add(next);
    const section = readXrefSection(context, next, decode);
    sections.push(section);
    const previous = section.trailer.get('Prev');
    next = typeof previous === 'number' && previous > 0 ? previous : undefined;
  }
  return sections;
}

/**
 * Groups the sections to revisions, oldest first. A section whose /Prev lies behind it in the file belongs to one revision with it:
 * that is how a linearized file looks (ISO 32000-1 annex F).
 */
export function groupRevisions(source: PdfSource, sections: readonly XrefSection[]): PdfRevision[] {
  const groups: XrefSection[][] = [];
  for (const section of sections) {
    const group = groups[groups.length - 1];
    const newer = group?.[group.length - 1];
    if (group && newer && newer.offset < section.offset) group.push(section);
    else groups.push([section]);
  }
  const revisions: PdfRevision[] = [];
  for (const group of groups.reverse()) {
    const last = group.reduce((a, b) => (b.end > a.end ? b : a));
    const mark = endMark(source, last.end);
    const start = revisions[revisions.length - 1]?.end ?? 0;
    revisions.push({ index: revisions.length, sections: group, start, end: mark?.end, endWithSpace: mark?.endWithSpace });
  }
  return revisions;
}

/** Reads `startxref n %%EOF` after a trailer. */
function endMark(source: PdfSource, from: number): { end: number; endWithSpace: number } | undefined {
  const bytes = source.read(from, 256);
  let at = 0;
  const space = (): void => {
    while (isWhite(bytes[at])) at++;
  };
  const word = (text: string): boolean => {
    if (bytes.toString('latin1', at, at + text.length) !== text) return false;
    at += text.length;
    return true;
  };
  space();
  if (!word('startxref')) return undefined;
  space();
  if (!isDigit(bytes[at])) return undefined;
  while (isDigit(bytes[at])) at++;
  space();
  if (!word('%%EOF')) return undefined;
  const end = at;
  space();
  return { end: from + end, endWithSpace: from + at };
}
