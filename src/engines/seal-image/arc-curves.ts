import type { PathCommand } from './seal-drawing.ts';

export interface Arc {
  readonly from: readonly [number, number];
  readonly rx: number;
  readonly ry: number;
  readonly rotationDeg: number;
  readonly large: boolean;
  readonly clockwise: boolean;
  readonly to: readonly [number, number];
}

/** An SVG elliptical arc as cubic curves of at most a quarter turn (SVG 1.1 appendix F.6). */
export function arcCurves({ from, rx, ry, rotationDeg, large, clockwise, to }: Arc): PathCommand[] {
  if (rx === 0 || ry === 0) return [['L', to[0], to[1]]];
  if (from[0] === to[0] && from[1] === to[1]) return [];
  const phi = (rotationDeg * Math.PI) / 180;
  const [cos, sin] = [Math.cos(phi), Math.sin(phi)];
  const [dx, dy] = [(from[0] - to[0]) / 2, (from[1] - to[1]) / 2];
  const [x1, y1] = [cos * dx + sin * dy, -sin * dx + cos * dy];
  // F.6.6: radii that are too small are scaled up
  const grow = Math.max(1, Math.sqrt((x1 / rx) ** 2 + (y1 / ry) ** 2));
  const [a, b] = [Math.abs(rx) * grow, Math.abs(ry) * grow];
  const below = (a * y1) ** 2 + (b * x1) ** 2;
  const root = Math.sqrt(Math.max(0, ((a * b) ** 2 - below) / below)) * (large === clockwise ? -1 : 1);
  const [ux, uy] = [(root * a * y1) / b, (-root * b * x1) / a];
  const centre = [cos * ux - sin * uy + (from[0] + to[0]) / 2, sin * ux + cos * uy + (from[1] + to[1]) / 2] as const;
  const start = Math.atan2((y1 - uy) / b, (x1 - ux) / a);
  const turn = Math.atan2((-y1 - uy) / b, (-x1 - ux) / a) - start;
  const sweep = clockwise ? (turn < 0 ? turn + 2 * Math.PI : turn) : turn > 0 ? turn - 2 * Math.PI : turn;
  return quarters({ a, b, cos, sin, centre, start, sweep });
}

interface Centred {
  readonly a: number;
  readonly b: number;
  readonly cos: number;
  readonly sin: number;
  readonly centre: readonly [number, number];
  readonly start: number;
  readonly sweep: number;
}

function quarters({ a, b, cos, sin, centre, start, sweep }: Centred): PathCommand[] {
  const count = Math.max(1, Math.ceil(Math.abs(sweep) / (Math.PI / 2) - 1e-9));
  const step = sweep / count;
  const reach = (4 / 3) * Math.tan(step / 4);
  const at = (x: number, y: number): readonly [number, number] => [
    centre[0] + cos * a * x - sin * b * y,
    centre[1] + sin * a * x + cos * b * y,
  ];
  return Array.from({ length: count }, (_, i): PathCommand => {
    const [t0, t1] = [start + i * step, start + (i + 1) * step];
    const first = at(Math.cos(t0) - reach * Math.sin(t0), Math.sin(t0) + reach * Math.cos(t0));
    const second = at(Math.cos(t1) + reach * Math.sin(t1), Math.sin(t1) - reach * Math.cos(t1));
    return ['C', ...first, ...second, ...at(Math.cos(t1), Math.sin(t1))];
  });
}
