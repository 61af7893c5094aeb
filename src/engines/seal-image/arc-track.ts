import type { Matrix } from './transform.ts';

const steps = 1440;

/**
 * An ellipse around the centre that text runs along, measured by arc length clockwise from its top.
 * A circle is the ellipse with equal axes.
 */
export class ArcTrack {
  readonly #lengths: readonly number[];

  constructor(
    readonly a: number,
    readonly b: number,
  ) {
    const lengths = [0];
    for (let i = 1; i <= steps; i++) {
      const [x0, y0] = this.#at(((i - 1) / steps) * 2 * Math.PI);
      const [x1, y1] = this.#at((i / steps) * 2 * Math.PI);
      lengths.push((lengths[i - 1] ?? 0) + Math.hypot(x1 - x0, y1 - y0));
    }
    this.#lengths = lengths;
  }

  get length(): number {
    return this.#lengths[steps] ?? 0;
  }

  /** The frame of a character with its head outwards, `s` millimetres clockwise from the top. */
  outward(s: number): Matrix {
    const { x, y, nx, ny } = this.#normal(s);
    return [-ny, nx, -nx, -ny, x, y];
  }

  /** The frame of a character with its head inwards, for text that is read from left to right along the bottom. */
  inward(s: number): Matrix {
    const { x, y, nx, ny } = this.#normal(s);
    return [ny, -nx, nx, ny, x, y];
  }

  /** Radius of curvature in millimetres at arc length `s`. */
  radiusAt(s: number): number {
    const t = this.#parameter(s);
    return Math.hypot(this.a * Math.cos(t), this.b * Math.sin(t)) ** 3 / (this.a * this.b);
  }

  #at(t: number): readonly [number, number] {
    return [this.a * Math.sin(t), -this.b * Math.cos(t)];
  }

  #normal(s: number): { x: number; y: number; nx: number; ny: number } {
    const t = this.#parameter(s);
    const [x, y] = this.#at(t);
    const [nx, ny] = [this.b * Math.sin(t), -this.a * Math.cos(t)];
    const size = Math.hypot(nx, ny);
    return { x, y, nx: nx / size, ny: ny / size };
  }

  #parameter(s: number): number {
    const wanted = ((s % this.length) + this.length) % this.length;
    let low = 0;
    let high = steps;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#lengths[middle] ?? 0) <= wanted) low = middle;
      else high = middle;
    }
    const from = this.#lengths[low] ?? 0;
    const span = (this.#lengths[high] ?? 0) - from;
    return ((low + (span > 0 ? (wanted - from) / span : 0)) / steps) * 2 * Math.PI;
  }
}
