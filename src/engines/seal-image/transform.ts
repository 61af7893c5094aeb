import type { Path, PathCommand } from './seal-drawing.ts';

/** An affine map: x' = a·x + c·y + e, y' = b·x + d·y + f (the order of SVG and PDF matrices). */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** The map that applies `inner` first and `outer` after it. */
export function compose(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [p, q, r, s, t, u] = inner;
  return [a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f];
}

function transformCommand(command: PathCommand, [a, b, c, d, e, f]: Matrix): PathCommand {
  const x = (px: number, py: number) => a * px + c * py + e;
  const y = (px: number, py: number) => b * px + d * py + f;
  switch (command[0]) {
    case 'M':
    case 'L':
      return [command[0], x(command[1], command[2]), y(command[1], command[2])];
    case 'Q': {
      const [, cx, cy, px, py] = command;
      return ['Q', x(cx, cy), y(cx, cy), x(px, py), y(px, py)];
    }
    case 'C': {
      const [, c1x, c1y, c2x, c2y, px, py] = command;
      return ['C', x(c1x, c1y), y(c1x, c1y), x(c2x, c2y), y(c2x, c2y), x(px, py), y(px, py)];
    }
    case 'Z':
      return command;
  }
}

export function transformPath(path: Path, matrix: Matrix): Path {
  return path.map((command) => transformCommand(command, matrix));
}
