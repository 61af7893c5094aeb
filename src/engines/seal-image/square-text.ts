import { textEdge } from './arc-text.ts';
import { sealStretch } from './fit-glyph.ts';
import type { GlyphSource } from './glyph-source.ts';
import type { SealDesign } from './seal-design.ts';
import { SealImageError } from './seal-image-error.ts';
import type { Placed } from './seal-text.ts';
import { placeCharacter, sealCharacters } from './seal-text.ts';

const gapMm = 0.8;
const mostCharacters = 16;

/** How many characters stand in each column, from the right; a short column comes first, as a surname does. */
export function columnsOf(count: number): number[] {
  if (count <= 2) return [count];
  const columns = count <= 4 ? 2 : Math.ceil(Math.sqrt(count));
  const used = Math.ceil(count / Math.ceil(count / columns));
  const short = Math.floor(count / used);
  const tall = count % used;
  return Array.from({ length: used }, (_, i) => (i < used - tall ? short : short + 1));
}

/** The characters of a square seal in columns from right to left, each column from top to bottom and filled to its height. */
export function setSquare(design: SealDesign, font: GlyphSource): Placed[] {
  const characters = sealCharacters(design.name).filter((character) => character !== '·');
  if (characters.length === 0) throw new SealImageError('empty-name', 'name', 'a seal needs a name');
  if (characters.length > mostCharacters) {
    throw new SealImageError('name-too-long', design.name, `a square seal has room for ${mostCharacters} characters`);
  }
  const inset = textEdge(design);
  const [width, height] = [design.widthMm - 2 * inset, design.heightMm - 2 * inset];
  const columns = columnsOf(characters.length);
  const columnWidth = (width - gapMm * (columns.length - 1)) / columns.length;
  let next = 0;
  return columns.flatMap((rows, column) => {
    const rowHeight = (height - gapMm * (rows - 1)) / rows;
    const x = width / 2 - columnWidth / 2 - column * (columnWidth + gapMm);
    return Array.from({ length: rows }, (_, row) => {
      const y = -height / 2 + rowHeight / 2 + row * (rowHeight + gapMm);
      const cell = { width: columnWidth, height: rowHeight };
      return placeCharacter(font, characters[next++] ?? '', [1, 0, 0, 1, x, y], { part: 'name', cell, stretch: sealStretch });
    });
  });
}

/** The text of a personal seal as it is usually cut: two characters with 之印, three with 印, others as they are. */
export function personalSealText(name: string): string {
  const count = sealCharacters(name).filter((character) => character !== '·').length;
  if (count === 2) return `${name}之印`;
  return count === 3 ? `${name}印` : name;
}
