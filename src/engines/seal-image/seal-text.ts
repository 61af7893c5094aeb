import type { Cell, Stretch, UsualInk } from './fit-glyph.ts';
import { bracketInk, chineseInk, fitGlyph, latinInk } from './fit-glyph.ts';
import type { GlyphSource } from './glyph-source.ts';
import type { Point } from './overlap.ts';
import type { SealPart, SealShape } from './seal-drawing.ts';
import type { Matrix } from './transform.ts';
import { compose, transformPath } from './transform.ts';

/** A shape on its place with the corners of its ink, by which overlaps are found. */
export interface Placed {
  readonly shape: SealShape;
  readonly outline: readonly Point[];
}

const narrow = /^[\p{Script=Latin}\d]$/u;
const brackets = /^[（）〔〕【】《》]$/u;

/** The characters of a text: whitespace left out, ASCII brackets as the full-width ones that Chinese names are written with. */
export function sealCharacters(text: string): string[] {
  const plain = text.normalize('NFC').replaceAll(/\s/gu, '').replaceAll('(', '（').replaceAll(')', '）').replaceAll(/[•・]/gu, '·');
  return [...plain];
}

/** The room a character takes beside a Chinese character, which takes 1. */
export function roomOf(character: string): number {
  if (brackets.test(character)) return 0.6;
  if (character === '·' || character === '、') return 0.5;
  return narrow.test(character) ? 0.66 : 1;
}

function usualInkOf(character: string): UsualInk {
  if (brackets.test(character)) return bracketInk;
  return narrow.test(character) ? latinInk : chineseInk;
}

export interface Setting {
  readonly part: SealPart;
  readonly cell: Cell;
  readonly stretch: Stretch;
}

/** One character in its cell, turned and moved by `frame`. */
export function placeCharacter(font: GlyphSource, character: string, frame: Matrix, { part, cell, stretch }: Setting): Placed {
  const glyph = font.glyph(character);
  const matrix = compose(frame, fitGlyph(glyph, usualInkOf(character), cell, stretch));
  const { left, right, top, bottom } = glyph.ink;
  const corner = (x: number, y: number): Point => {
    const [a, b, c, d, e, f] = matrix;
    return [a * x + c * y + e, b * x + d * y + f];
  };
  return {
    shape: { part, text: character, path: transformPath(glyph.path, matrix) },
    outline: [corner(left, top), corner(right, top), corner(right, bottom), corner(left, bottom)],
  };
}
