import type { PlacementMode, SeenPoint } from '../modules/seal/domain/placement.ts';
import type { StraddleEdge } from '../modules/seal/domain/straddle.ts';
import { UsageError } from './command.ts';

export interface PlacementValues {
  readonly mode?: string;
  readonly page?: string;
  readonly pages?: string;
  readonly at?: string;
  readonly edge?: string;
  readonly position?: string;
  readonly keyword?: string;
  readonly offset?: string;
}

/** A placing mode as asked for; the places of a keyword are still to be found. */
export type AskedPlacement =
  | Exclude<PlacementMode, { mode: 'keyword' }>
  | { readonly mode: 'keyword'; readonly keyword: string; readonly offset: SeenPoint };

/** The placing mode that the options describe; undefined when none of them is given. Throws UsageError. */
export function placementOf(values: PlacementValues): AskedPlacement | undefined {
  if (Object.keys(values).length === 0) return undefined;
  const { mode = 'current' } = values;
  switch (mode) {
    case 'current':
      return { mode, page: numberOf(values.page ?? '1', '--page'), at: pointOf(needed(values.at, '--at'), '--at') };
    case 'all':
      return { mode, at: pointOf(needed(values.at, '--at'), '--at') };
    case 'range':
      return { mode, pages: needed(values.pages, '--pages'), at: pointOf(needed(values.at, '--at'), '--at') };
    case 'straddle':
      return straddleOf(values);
    case 'keyword':
      return { mode, keyword: needed(values.keyword, '--keyword'), offset: pointOf(values.offset ?? '0,0', '--offset') };
    default:
      throw new UsageError(`there is no mode "${mode}"`);
  }
}

function straddleOf({ edge = 'right', position, pages }: PlacementValues): AskedPlacement {
  const straddle = { mode: 'straddle', edge: edgeOf(edge), position: numberOf(needed(position, '--position'), '--position') } as const;
  return pages === undefined ? straddle : { ...straddle, pages };
}

function needed(value: string | undefined, option: string): string {
  if (value === undefined) throw new UsageError(`${option} is needed`);
  return value;
}

function pointOf(text: string, option: string): SeenPoint {
  const [x, y, ...more] = text.split(',');
  if (x === undefined || y === undefined || more.length > 0) throw new UsageError(`${option} wants two numbers, such as 150,60`);
  return { x: numberOf(x, option), y: numberOf(y, option) };
}

function numberOf(text: string, option: string): number {
  if (!/^\s*-?\d+(\.\d+)?\s*$/.test(text)) throw new UsageError(`${option} wants a number, not "${text}"`);
  return Number(text);
}

function edgeOf(text: string): StraddleEdge {
  if (text === 'right' || text === 'left' || text === 'top' || text === 'bottom') return text;
  throw new UsageError(`there is no edge "${text}"`);
}
