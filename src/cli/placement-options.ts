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
}

/** The placing mode that the options describe; undefined when none of them is given. Throws UsageError. */
export function placementOf(values: PlacementValues): PlacementMode | undefined {
  const { mode = 'current', at, position, pages } = values;
  if (mode === 'straddle') {
    if (position === undefined) throw new UsageError('--mode straddle needs --position');
    const straddle = { mode, edge: edgeOf(values.edge ?? 'right'), position: numberOf(position, '--position') } as const;
    return pages === undefined ? straddle : { ...straddle, pages };
  }
  if (!['current', 'all', 'range'].includes(mode)) throw new UsageError(`there is no mode "${mode}"`);
  if (at === undefined) {
    if (values.mode !== undefined || values.page !== undefined || pages !== undefined) throw new UsageError('--at is needed');
    return undefined;
  }
  const point = pointOf(at);
  if (mode === 'all') return { mode, at: point };
  if (mode === 'current') return { mode, page: numberOf(values.page ?? '1', '--page'), at: point };
  if (pages === undefined) throw new UsageError('--mode range needs --pages');
  return { mode: 'range', pages, at: point };
}

function pointOf(text: string): SeenPoint {
  const [x, y, ...more] = text.split(',');
  if (x === undefined || y === undefined || more.length > 0) throw new UsageError('--at wants two numbers, such as 150,60');
  return { x: numberOf(x, '--at'), y: numberOf(y, '--at') };
}

function numberOf(text: string, option: string): number {
  if (!/^\s*-?\d+(\.\d+)?\s*$/.test(text)) throw new UsageError(`${option} wants a number, not "${text}"`);
  return Number(text);
}

function edgeOf(text: string): StraddleEdge {
  if (text === 'right' || text === 'left' || text === 'top' || text === 'bottom') return text;
  throw new UsageError(`there is no edge "${text}"`);
}
