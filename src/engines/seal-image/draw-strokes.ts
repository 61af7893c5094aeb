import type { Path, PathCommand, SealDrawing } from './seal-drawing.ts';
import { SealImageError } from './seal-image-error.ts';
import { transformPath } from './transform.ts';

const margin = 0.3;

/** One stroke as a smooth line: through the middles between its points, the points themselves as controls. */
function strokePath(stroke: readonly number[]): Path {
  const points = Array.from({ length: Math.floor(stroke.length / 2) }, (_, i) => [stroke[2 * i] ?? 0, stroke[2 * i + 1] ?? 0] as const);
  const [first, ...rest] = points;
  if (first === undefined) return [];
  const last = rest.at(-1) ?? first;
  const curves = rest.slice(0, -1).map(([x, y], i): PathCommand => {
    const [nx, ny] = rest[i + 1] ?? last;
    return ['Q', x, y, (x + nx) / 2, (y + ny) / 2];
  });
  return [['M', ...first], ...curves, ['L', ...last]];
}

/**
 * A hand-written signature as a drawing, cut to its ink.
 * `strokes` hold x, y, x, y … in millimetres; `color` is #rrggbb.
 * @throws SealImageError when there is no stroke
 */
export function drawStrokes(strokes: readonly (readonly number[])[], strokeMm: number, color: string, label = ''): SealDrawing {
  const paths = strokes.map(strokePath).filter((path) => path.length > 0);
  if (paths.length === 0) throw new SealImageError('empty-name', 'strokes', 'there is nothing written');
  const reach = strokeMm / 2 + margin;
  const [xs, ys] = [0, 1].map((axis) => strokes.flatMap((stroke) => stroke.filter((_, i) => i % 2 === axis)));
  const [left, right] = [least(xs ?? []) - reach, most(xs ?? []) + reach];
  const [top, bottom] = [least(ys ?? []) - reach, most(ys ?? []) + reach];
  const toCentre = [1, 0, 0, 1, -(left + right) / 2, -(top + bottom) / 2] as const;
  const shapes = paths.map((path) => ({ part: 'picture', path: transformPath(path, toCentre), strokeMm, round: true }) as const);
  return { widthMm: right - left, heightMm: bottom - top, color, label, shapes };
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Infinity);
}

function most(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), -Infinity);
}
