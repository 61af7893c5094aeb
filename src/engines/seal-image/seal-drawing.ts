/** One step of an outline in millimetres: move, line, quadratic curve, cubic curve, close. */
export type PathCommand =
  | readonly ['M', number, number]
  | readonly ['L', number, number]
  | readonly ['Q', number, number, number, number]
  | readonly ['C', number, number, number, number, number, number]
  | readonly ['Z'];

export type Path = readonly PathCommand[];

/** What a shape is for; tests and the overlap check tell the parts of a seal apart by it. */
export type SealPart = 'ring' | 'star' | 'name' | 'middle' | 'title' | 'code' | 'picture';

/** A filled outline (non-zero rule) or, with `strokeMm`, a line of that width. `text` is the character it shows. */
export interface SealShape {
  readonly part: SealPart;
  readonly path: Path;
  readonly strokeMm?: number;
  /** Lines with round ends and corners, as a pen draws them. */
  readonly round?: true;
  readonly text?: string;
  readonly color?: string;
}

/**
 * The one vector geometry of a seal, from which the SVG, the PNG and the PDF form are written.
 * Millimetres, origin in the centre, x to the right, y down; `color` is #rrggbb.
 */
export interface SealDrawing {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly color: string;
  readonly label: string;
  readonly shapes: readonly SealShape[];
}
