import type { Glyph } from './glyph-source.ts';
import type { Matrix } from './transform.ts';

/** What the ink of a full character takes of the em, and where its middle is (y down from the baseline). */
export interface UsualInk {
  readonly width: number;
  readonly height: number;
  readonly middle: number;
}

export const chineseInk: UsualInk = { width: 0.92, height: 0.92, middle: -0.38 };
export const bracketInk: UsualInk = { width: 0.46, height: 1, middle: -0.38 };
/** Digits and capitals: as high as a Chinese character where they stand in one line with it. */
export const latinInk: UsualInk = { width: 0.6, height: 0.76, middle: -0.37 };

export interface Cell {
  readonly width: number;
  readonly height: number;
}

/** How far a character that leaves its cell empty is widened towards the edges. */
export interface Stretch {
  readonly across: number;
  readonly up: number;
}

export const evenStretch: Stretch = { across: 1.06, up: 1.1 };
export const sealStretch: Stretch = { across: 1.35, up: 1.35 };
export const noStretch: Stretch = { across: 1, up: 1 };

function scaleTo(size: number, usualSize: number, inkSize: number, most: number): number {
  return Math.min((size / usualSize) * most, size / Math.max(inkSize, 1e-6));
}

/** The map that sets a glyph into a cell around the origin: condensed to the cell, never beyond it, centred by its ink. */
export function fitGlyph(glyph: Glyph, usual: UsualInk, cell: Cell, stretch: Stretch): Matrix {
  const { left, right, top, bottom } = glyph.ink;
  const across = scaleTo(cell.width, usual.width, right - left, stretch.across);
  const up = scaleTo(cell.height, usual.height, bottom - top, stretch.up);
  const middle = (left + right) / 2;
  // characters keep their own height above the middle (一 stays in the middle, 丶 on top) as long as the cell holds them
  const highest = cell.height / 2 - bottom * up;
  const lowest = -cell.height / 2 - top * up;
  const down = Math.min(highest, Math.max(lowest, -usual.middle * up));
  return [across, 0, 0, up, -middle * across, down];
}
