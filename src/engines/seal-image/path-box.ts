import type { Box } from './glyph-source.ts';
import type { Path } from './seal-drawing.ts';

/** All points of a path, control points included: their hull holds the whole outline. */
export function pathPoints(path: Path): (readonly [number, number])[] {
  const points: (readonly [number, number])[] = [];
  for (const [, ...numbers] of path) {
    for (let i = 0; i + 1 < numbers.length; i += 2) points.push([numbers[i] ?? 0, numbers[i + 1] ?? 0]);
  }
  return points;
}

/** The rectangle around all points of a path; it may be a little larger than the ink where control points stand off. */
export function pathBox(path: Path): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of pathPoints(path)) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { left, top, right, bottom };
}
