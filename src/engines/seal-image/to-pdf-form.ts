import type { PathCommand, SealDrawing, SealShape } from './seal-drawing.ts';
import { mergeFills, millimetres } from './to-svg.ts';

export const pointsPerMm = 72 / 25.4;

/** An image XObject as plain data: dictionary values are PDF tokens, the stream is already compressed as `Filter` says. */
export interface PdfImage {
  readonly name: string;
  readonly dict: Readonly<Record<string, string>>;
  readonly stream: Uint8Array;
  /** To be embedded first and referenced as /SMask. */
  readonly softMask?: { readonly dict: Readonly<Record<string, string>>; readonly stream: Uint8Array };
}

/**
 * What a Form XObject needs: /BBox in points (origin at the lower left), the uncompressed content stream and, for pictures
 * only, the images that go under /Resources /XObject. A vector seal has none and needs no resources at all.
 */
export interface PdfForm {
  readonly bbox: readonly [number, number, number, number];
  readonly content: Uint8Array;
  readonly xobjects: readonly PdfImage[];
}

function colorOperands(color: string): string {
  return [1, 3, 5].map((at) => String(Math.round((parseInt(color.slice(at, at + 2), 16) / 255) * 1000) / 1000)).join(' ');
}

class PathWriter {
  readonly #out: string[] = [];
  #x = 0;
  #y = 0;

  add(command: PathCommand): void {
    switch (command[0]) {
      case 'M':
        this.#write([command[1], command[2]], 'm');
        break;
      case 'L':
        this.#write([command[1], command[2]], 'l');
        break;
      case 'Q':
        this.#quadratic(command[1], command[2], command[3], command[4]);
        break;
      case 'C':
        this.#write(command.slice(1).map(Number), 'c');
        break;
      case 'Z':
        this.#out.push('h');
        break;
    }
  }

  /** ISO 32000-1 8.5.2: PDF has cubic curves only. */
  #quadratic(cx: number, cy: number, x: number, y: number): void {
    const third = (from: number, to: number) => from + (2 / 3) * (to - from);
    this.#write([third(this.#x, cx), third(this.#y, cy), third(x, cx), third(y, cy), x, y], 'c');
  }

  #write(numbers: readonly number[], operator: string): void {
    this.#out.push(`${numbers.map(millimetres).join(' ')} ${operator}`);
    this.#x = numbers.at(-2) ?? 0;
    this.#y = numbers.at(-1) ?? 0;
  }

  toString(): string {
    return this.#out.join('\n');
  }
}

function shapeOperators({ path, strokeMm, round, color }: SealShape, usual: string): string {
  const writer = new PathWriter();
  for (const command of path) writer.add(command);
  const paint = colorOperands(color ?? usual);
  return strokeMm === undefined
    ? `${paint} rg\n${writer}\nf`
    : `${paint} RG ${millimetres(strokeMm)} w${round ? ' 1 J 1 j' : ''}\n${writer}\nS`;
}

/** The content is in the drawing's own millimetres; one matrix turns them into points with the origin at the lower left. */
export function toPdfForm(drawing: SealDrawing): PdfForm {
  const [width, height] = [drawing.widthMm * pointsPerMm, drawing.heightMm * pointsPerMm].map((x) => Math.round(x * 1000) / 1000);
  const [w, h] = [width ?? 0, height ?? 0];
  const scale = pointsPerMm.toFixed(6);
  const shapes = mergeFills(drawing.shapes).map((shape) => shapeOperators(shape, drawing.color));
  const content = `q\n${scale} 0 0 -${scale} ${(w / 2).toFixed(4)} ${(h / 2).toFixed(4)} cm\n${shapes.join('\n')}\nQ\n`;
  return { bbox: [0, 0, w, h], content: new TextEncoder().encode(content), xobjects: [] };
}
