import { DomainError } from '../../../kernel/domain-error.ts';
import type { SealPart } from './seal-part.ts';

/** The edge of the page, as seen, over which the pages are fanned out. */
export type StraddleEdge = 'left' | 'right' | 'top' | 'bottom';

export interface StraddleSlice {
  readonly page: number;
  readonly part: SealPart;
}

/** Beyond this a slice of a 40 mm seal gets thinner than 2 mm and proves nothing. */
const maxSlices = 20;

/**
 * Cuts a seal over the edges of `pages` (骑缝章): laid one on the other and fanned out, the pages show the whole seal.
 * More than twenty pages form several groups of nearly equal size, so that no group is left with a single page; each group
 * carries the whole seal again. One page alone has nothing to straddle and is refused.
 */
export function straddleSlices(pages: readonly number[], edge: StraddleEdge): readonly StraddleSlice[] {
  if (pages.length < 2) throw new DomainError('invalid', 'seal.straddle-needs-two-pages');
  const groups = Math.ceil(pages.length / maxSlices);
  return pages.map((page, index) => {
    const group = Math.floor((index * groups) / pages.length);
    const start = Math.ceil((group * pages.length) / groups);
    const end = Math.ceil(((group + 1) * pages.length) / groups);
    return { page, part: slice(index - start, end - start, edge) };
  });
}

// Fanned to the right or downwards the first page lies on the left or the top part of the seal; to the left or upwards it is the last page.
function slice(index: number, count: number, edge: StraddleEdge): SealPart {
  const position = edge === 'right' || edge === 'bottom' ? index : count - 1 - index;
  const from = position / count;
  const to = (position + 1) / count;
  return edge === 'left' || edge === 'right' ? { left: from, top: 0, right: to, bottom: 1 } : { left: 0, top: from, right: 1, bottom: to };
}
