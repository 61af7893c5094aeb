import { evenStretch } from './fit-glyph.ts';
import type { GlyphSource } from './glyph-source.ts';
import type { SealPart } from './seal-drawing.ts';
import type { Placed } from './seal-text.ts';
import { placeCharacter, roomOf, sealCharacters } from './seal-text.ts';

export interface Line {
  readonly part: SealPart;
  readonly text: string;
  readonly heightMm: number;
  readonly centreMm: number;
  readonly widthMm: number;
}

const widest = 0.8;
const filled = 0.9;

/** A straight line of text centred on the vertical axis, condensed to the width it is given. */
export function setLine({ part, text, heightMm, centreMm, widthMm }: Line, font: GlyphSource): Placed[] {
  const characters = sealCharacters(text);
  const rooms = characters.map(roomOf);
  const units = rooms.reduce((sum, room) => sum + room, 0);
  const pitch = Math.min(widthMm / units, (widest * heightMm) / filled);
  let x = (-units * pitch) / 2;
  return characters.map((character, i) => {
    const room = (rooms[i] ?? 1) * pitch;
    const middle = x + room / 2;
    x += room;
    return placeCharacter(font, character, [1, 0, 0, 1, middle, centreMm], {
      part,
      cell: { width: room * filled, height: heightMm },
      stretch: evenStretch,
    });
  });
}
