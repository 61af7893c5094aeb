export type Point = readonly [number, number];

/** Whether a line along an edge of `first` has both convex outlines on its two sides (separating axis). */
function edgeSeparates(first: readonly Point[], second: readonly Point[]): boolean {
  return first.some(([x0, y0], i) => {
    const [x1, y1] = first[(i + 1) % first.length] ?? [x0, y0];
    const [nx, ny] = [y1 - y0, x0 - x1];
    const along = (points: readonly Point[]) => points.map(([x, y]) => x * nx + y * ny);
    const [a, b] = [along(first), along(second)];
    return Math.max(...a) <= Math.min(...b) || Math.max(...b) <= Math.min(...a);
  });
}

/** Whether two convex outlines share more than an edge. */
export function outlinesOverlap(first: readonly Point[], second: readonly Point[]): boolean {
  return !edgeSeparates(first, second) && !edgeSeparates(second, first);
}
