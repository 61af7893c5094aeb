/**
 * Where a seal will show, as the server places it: this is only the preview of it.
 *
 * @typedef {{ left: number, top: number, right: number, bottom: number }} Part fractions of the seal
 * @typedef {{ left: number, top: number, width: number, height: number, part: Part }} Mark millimetres; width and height are the whole seal's
 * @typedef {{ page: number, x: number, y: number }} Place the middle of the words
 * @typedef {{ mode: string, page: number, x: number, y: number, pages: string, edge: string, position: number, dx: number, dy: number, places: readonly Place[] }} Placement
 * @typedef {{ width: number, height: number }} Size
 */

/** @type {Part} */
const WHOLE = { left: 0, top: 0, right: 1, bottom: 1 };
const MOST_SLICES = 20;

/**
 * The pages that get the seal; undefined while the range cannot be read.
 * @param {Placement} placement
 * @param {number} count
 * @returns {number[] | undefined}
 */
export function pagesOf({ mode, page, pages, places }, count) {
  if (mode === 'keyword') return [...new Set(places.map((place) => place.page))];
  if (mode === 'current') return page >= 1 && page <= count ? [page] : undefined;
  if (mode === 'all' || (mode === 'straddle' && pages.trim() === '')) return Array.from({ length: count }, (_, index) => index + 1);
  return pagesInRange(pages, count);
}

/**
 * @param {string} text
 * @param {number} count
 */
function pagesInRange(text, count) {
  /** @type {Set<number>} */
  const pages = new Set();
  for (const part of text.normalize('NFKC').split(/[,、;]/)) {
    const [, first = '', last = first] = /^\s*(\d{1,7})\s*(?:[-–—~]\s*(\d{1,7})\s*)?$/.exec(part) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (first === '' || from < 1 || to < from || to > count) return undefined;
    for (let page = from; page <= to; page++) pages.add(page);
  }
  return [...pages].sort((a, b) => a - b);
}

/**
 * The seal, or its slice, on one page; by a keyword there may be several.
 * @param {Placement} placement
 * @param {number} page
 * @param {readonly number[]} pages
 * @param {Size} paper
 * @param {Size} seal
 * @returns {readonly Mark[]}
 */
export function marksOn(placement, page, pages, paper, seal) {
  const index = pages.indexOf(page);
  if (index < 0) return [];
  const { width, height } = seal;
  /** @type {(x: number, y: number) => Mark} */
  const centred = (x, y) => ({ left: x - width / 2, top: y - height / 2, width, height, part: WHOLE });
  if (placement.mode === 'keyword') {
    return placement.places.filter((place) => place.page === page).map(({ x, y }) => centred(x + placement.dx, y + placement.dy));
  }
  if (placement.mode !== 'straddle') return [centred(placement.x, placement.y)];
  if (pages.length < 2) return [];
  const { edge, position } = placement;
  const part = sliceOf(index, pages.length, edge);
  const alongSide = edge === 'left' || edge === 'right';
  const across = (part.right - part.left) * width;
  const down = (part.bottom - part.top) * height;
  const left = alongSide ? (edge === 'left' ? 0 : paper.width - across) : position - width / 2;
  const top = alongSide ? position - height / 2 : edge === 'top' ? 0 : paper.height - down;
  return [{ left, top, width, height, part }];
}

/**
 * Groups of at most twenty pages and nearly equal size, each with the whole seal.
 * @param {number} index
 * @param {number} length
 * @param {string} edge
 * @returns {Part}
 */
function sliceOf(index, length, edge) {
  const groups = Math.ceil(length / MOST_SLICES);
  const group = Math.floor((index * groups) / length);
  const start = Math.ceil((group * length) / groups);
  const count = Math.ceil(((group + 1) * length) / groups) - start;
  const place = edge === 'right' || edge === 'bottom' ? index - start : count - 1 - (index - start);
  const [from, to] = [place / count, (place + 1) / count];
  return edge === 'left' || edge === 'right' ? { left: from, top: 0, right: to, bottom: 1 } : { left: 0, top: from, right: 1, bottom: to };
}
