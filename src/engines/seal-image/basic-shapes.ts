import type { Point } from './overlap.ts';
import type { Path } from './seal-drawing.ts';

/** Control distance of the cubic curve that comes nearest to a quarter of a circle. */
const quarter = 0.5522847498;

export function ellipsePath(rx: number, ry: number, cx = 0, cy = 0): Path {
  const [kx, ky] = [rx * quarter, ry * quarter];
  return [
    ['M', cx + rx, cy],
    ['C', cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry],
    ['C', cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy],
    ['C', cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry],
    ['C', cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy],
    ['Z'],
  ];
}

export function polygonPath(points: readonly Point[]): Path {
  return [...points.map(([x, y], i): Path[number] => [i === 0 ? 'M' : 'L', x, y]), ['Z']];
}

export function rectanglePath(x: number, y: number, width: number, height: number): Path {
  return polygonPath([
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ]);
}

/** Inner beside outer radius of the regular five-point star whose opposite edges are in line. */
const starInner = 0.381966;

/** The ten corners of the five-point star of diameter `across`, one point up. */
export function starPoints(across: number, centreY: number): Point[] {
  return Array.from({ length: 10 }, (_, i) => {
    const radius = (across / 2) * (i % 2 === 0 ? 1 : starInner);
    const angle = -Math.PI / 2 + (i * Math.PI) / 5;
    return [radius * Math.cos(angle), centreY + radius * Math.sin(angle)];
  });
}
