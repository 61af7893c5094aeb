import { arcCurves } from './arc-curves.ts';
import type { Path, PathCommand } from './seal-drawing.ts';
import { SealImageError } from './seal-image-error.ts';

const operands: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, T: 2, A: 7, Z: 0 };
const token = /[\s,]*(?:([MLHVCSQTAZ])|([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?))/iy;
const flag = /[\s,]*([01])/y;
const mostCommands = 200_000;
const largestNumber = 1e6;

function broken(text: string): SealImageError {
  return new SealImageError('unsafe-svg', text.slice(0, 20), 'the SVG holds a path that cannot be read');
}

class Scanner {
  #at = 0;

  constructor(readonly text: string) {}

  get done(): boolean {
    return /^[\s,]*$/.test(this.text.slice(this.#at, this.#at + 100)) && this.text.length - this.#at < 100;
  }

  /** The next command letter, or undefined when a number follows. */
  letter(): string | undefined {
    token.lastIndex = this.#at;
    const match = token.exec(this.text);
    if (match === null) throw broken(this.text.slice(this.#at));
    if (match[1] !== undefined) this.#at = token.lastIndex;
    return match[1];
  }

  number(): number {
    return this.#next(token, 2);
  }

  /** The flags of an arc may stand without anything between them and the next number. */
  flag(): number {
    return this.#next(flag, 1);
  }

  #next(pattern: RegExp, group: number): number {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text)?.[group];
    const value = Number(found);
    if (found === undefined || !(Math.abs(value) <= largestNumber)) throw broken(this.text.slice(this.#at));
    this.#at = pattern.lastIndex;
    return value;
  }
}

class Pen {
  readonly path: PathCommand[] = [];
  #x = 0;
  #y = 0;
  #startX = 0;
  #startY = 0;
  /** The last control point and the kind of curve it belongs to, for the smooth commands. */
  #control: readonly [string, number, number] | undefined;

  draw(name: string, relative: readonly [number, number], numbers: readonly number[]): void {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0] = numbers;
    const [ox, oy] = relative;
    if (name === 'M') this.#start(a + ox, b + oy);
    else if (name === 'L') this.#to(['L', a + ox, b + oy]);
    else if (name === 'H') this.#to(['L', a + ox, this.#y]);
    else if (name === 'V') this.#to(['L', this.#x, a + oy]);
    else if (name === 'C') this.#to(['C', a + ox, b + oy, c + ox, d + oy, e + ox, f + oy]);
    else if (name === 'S') this.#to(['C', ...this.#mirrored('C'), a + ox, b + oy, c + ox, d + oy]);
    else if (name === 'Q') this.#to(['Q', a + ox, b + oy, c + ox, d + oy]);
    else if (name === 'T') this.#to(['Q', ...this.#mirrored('Q'), a + ox, b + oy]);
    else if (name === 'A') this.#arc([a, b, c], d === 1, e === 1, [f + ox, g + oy]);
    else this.#close();
  }

  get position(): readonly [number, number] {
    return [this.#x, this.#y];
  }

  #start(x: number, y: number): void {
    [this.#startX, this.#startY] = [x, y];
    this.#to(['M', x, y]);
  }

  #to(command: PathCommand): void {
    this.path.push(command);
    const numbers = command.slice(1).map(Number);
    [this.#x, this.#y] = [numbers.at(-2) ?? 0, numbers.at(-1) ?? 0];
    this.#control = numbers.length > 2 ? [command[0], numbers.at(-4) ?? 0, numbers.at(-3) ?? 0] : undefined;
  }

  #mirrored(kind: string): readonly [number, number] {
    if (this.#control === undefined || this.#control[0] !== kind) return [this.#x, this.#y];
    return [2 * this.#x - this.#control[1], 2 * this.#y - this.#control[2]];
  }

  #arc([rx, ry, rotationDeg]: readonly [number, number, number], large: boolean, clockwise: boolean, to: readonly [number, number]): void {
    for (const command of arcCurves({ from: this.position, rx, ry, rotationDeg, large, clockwise, to })) this.#to(command);
    this.#control = undefined;
  }

  #close(): void {
    this.path.push(['Z']);
    [this.#x, this.#y, this.#control] = [this.#startX, this.#startY, undefined];
  }
}

/** Reads the `d` of an SVG path into absolute commands. */
export function parsePathData(text: string): Path {
  const scanner = new Scanner(text);
  const pen = new Pen();
  let current = '';
  while (!scanner.done) {
    const letter = scanner.letter();
    // SVG 1.1 8.3.2: numbers after a moveto are linetos
    current = letter ?? (current === 'M' ? 'L' : current === 'm' ? 'l' : current);
    const name = current.toUpperCase();
    if ((letter === undefined && name === 'Z') || current === '' || (pen.path.length === 0 && name !== 'M')) throw broken(text);
    const numbers = Array.from({ length: operands[name] ?? 0 }, (_, i) =>
      name === 'A' && (i === 3 || i === 4) ? scanner.flag() : scanner.number(),
    );
    pen.draw(name, current === name ? [0, 0] : pen.position, numbers);
    if (pen.path.length > mostCommands) throw new SealImageError('image-too-large', 'path', 'the SVG path is too long for a seal');
  }
  return pen.path;
}
