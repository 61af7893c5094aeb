import type { Path } from './seal-drawing.ts';

/** A rectangle given by its edges; y grows downwards. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** One character as an outline in units of the em, origin at the left end of the baseline, y down. */
export interface Glyph {
  readonly path: Path;
  readonly ink: Box;
}

/** Where the layout gets its outlines from. */
export interface GlyphSource {
  /** @throws SealImageError `missing-glyph` naming the character when the typeface has none. */
  glyph(character: string): Glyph;
}
