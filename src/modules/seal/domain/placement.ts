import { DomainError } from '../../../kernel/domain-error.ts';
import { PageFrame, type PageGeometry, type Rect, type Rotation, type SeenRect } from './page-frame.ts';
import { parsePageRange } from './page-range.ts';
import { type SealPart, wholeSeal } from './seal-part.ts';
import { type StraddleEdge, straddleSlices } from './straddle.ts';

/** The pages of a document, counted from 1. Only those a seal goes to are asked for: a document may have thousands. */
export interface DocumentPages {
  readonly pageCount: number;
  geometryOf(page: number): PageGeometry;
}

/** A point on the page as seen, in millimetres from the left and the top: where the centre of the seal goes. */
export interface SeenPoint {
  readonly x: number;
  readonly y: number;
}

/** Where the keyword stands: the page (from 1) and the box of the words in PDF user space. */
export interface KeywordHit {
  readonly page: number;
  readonly box: Rect;
}

/** The five modes of SEA-042. Pages count from 1; lengths are millimetres on the page as seen. */
export type PlacementMode =
  | { readonly mode: 'current'; readonly page: number; readonly at: SeenPoint }
  | { readonly mode: 'all'; readonly at: SeenPoint }
  | { readonly mode: 'range'; readonly pages: string; readonly at: SeenPoint }
  /** `position`: of the seal's centre along the edge, from its top or left end. `pages` undefined: the whole document. */
  | { readonly mode: 'straddle'; readonly edge: StraddleEdge; readonly position: number; readonly pages?: string }
  /** `hits` are all places of the keyword in the document; `offset` moves the centre right and down from the middle of the words. */
  | { readonly mode: 'keyword'; readonly keyword: string; readonly hits: readonly KeywordHit[]; readonly offset: SeenPoint };

/** The seal's size on paper, in millimetres. */
export interface SealSize {
  readonly width: number;
  readonly height: number;
}

/** One picture of the seal on one page. `rotate` is the page's own: the picture is turned against it so that it is seen upright. */
export interface Mark {
  readonly page: number;
  readonly rect: Rect;
  readonly rotate: Rotation;
  readonly part: SealPart;
}

const smallestMm = 3;
const largestMm = 200;
/** Rounding of page sizes (A4 is 595.28 units, many files say 595) must not refuse a seal that touches the edge. */
const toleranceMm = 0.3;

/**
 * The marks of a seal on a document, in page order; the first carries the signature, the others are further stamps of it.
 * Refuses (`DomainError`, kind `invalid`) a page or range outside the document, a keyword that does not occur, and a seal that
 * would not lie wholly on its page. Nothing is clipped or moved silently (SEA-042, SEA-045).
 */
export function placeSeal(pages: DocumentPages, mode: PlacementMode, size: SealSize): readonly Mark[] {
  checkSize(size);
  switch (mode.mode) {
    case 'current':
      return [centredMark(pages, mode.page, mode.at, size)];
    case 'all':
      return everyPage(pages).map((page) => centredMark(pages, page, mode.at, size));
    case 'range':
      return parsePageRange(mode.pages, pages.pageCount).map((page) => centredMark(pages, page, mode.at, size));
    case 'keyword':
      return keywordMarks(pages, mode, size);
    case 'straddle':
      return straddleMarks(pages, mode, size);
  }
}

function checkSize(size: SealSize): void {
  const ok = [size.width, size.height].every((side) => side >= smallestMm && side <= largestMm);
  if (!ok) throw new DomainError('invalid', 'seal.size-out-of-bounds', { min: smallestMm, max: largestMm });
}

function centredMark(pages: DocumentPages, page: number, at: SeenPoint, size: SealSize): Mark {
  const seen = { left: at.x - size.width / 2, top: at.y - size.height / 2, width: size.width, height: size.height };
  return markAt(pages, page, seen, wholeSeal);
}

function keywordMarks(pages: DocumentPages, mode: PlacementMode & { mode: 'keyword' }, size: SealSize): readonly Mark[] {
  if (mode.keyword.trim() === '') throw new DomainError('invalid', 'seal.keyword-empty');
  if (mode.hits.length === 0) throw new DomainError('invalid', 'seal.keyword-not-found', { keyword: mode.keyword.slice(0, 40) });
  return mode.hits
    .map((hit) => {
      const words = new PageFrame(geometryOf(pages, hit.page)).toSeen(hit.box);
      const at = { x: words.left + words.width / 2 + mode.offset.x, y: words.top + words.height / 2 + mode.offset.y };
      return centredMark(pages, hit.page, at, size);
    })
    .sort((a, b) => a.page - b.page);
}

function straddleMarks(pages: DocumentPages, mode: PlacementMode & { mode: 'straddle' }, size: SealSize): readonly Mark[] {
  const chosen = mode.pages === undefined ? everyPage(pages) : parsePageRange(mode.pages, pages.pageCount);
  return straddleSlices(chosen, mode.edge).map(({ page, part }) => {
    const frame = new PageFrame(geometryOf(pages, page));
    const width = (part.right - part.left) * size.width;
    const height = (part.bottom - part.top) * size.height;
    const alongSide = mode.edge === 'left' || mode.edge === 'right';
    const left = alongSide ? (mode.edge === 'left' ? 0 : frame.width - width) : mode.position - size.width / 2;
    const top = alongSide ? mode.position - size.height / 2 : mode.edge === 'top' ? 0 : frame.height - height;
    return markAt(pages, page, { left, top, width, height }, part);
  });
}

function everyPage(pages: DocumentPages): readonly number[] {
  return Array.from({ length: pages.pageCount }, (_, index) => index + 1);
}

function geometryOf(pages: DocumentPages, page: number): PageGeometry {
  const { pageCount } = pages;
  const exists = Number.isInteger(page) && page >= 1 && page <= pageCount;
  if (!exists) throw new DomainError('invalid', 'seal.page-outside-document', { range: page, pageCount });
  return pages.geometryOf(page);
}

function markAt(pages: DocumentPages, page: number, seen: SeenRect, part: SealPart): Mark {
  const geometry = geometryOf(pages, page);
  const frame = new PageFrame(geometry);
  const fits =
    seen.left >= -toleranceMm &&
    seen.top >= -toleranceMm &&
    seen.left + seen.width <= frame.width + toleranceMm &&
    seen.top + seen.height <= frame.height + toleranceMm;
  // Written so that a position that is not a number is refused too.
  if (!fits) throw outside(page, frame);
  return { page, rect: frame.toUserSpace(seen), rotate: geometry.rotate, part };
}

function outside(page: number, frame: PageFrame): DomainError {
  return new DomainError('invalid', 'seal.outside-page', { page, width: Math.round(frame.width), height: Math.round(frame.height) });
}
