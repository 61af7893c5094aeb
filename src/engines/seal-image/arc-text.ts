import { ArcTrack } from './arc-track.ts';
import { evenStretch, noStretch } from './fit-glyph.ts';
import type { GlyphSource } from './glyph-source.ts';
import type { SealDesign } from './seal-design.ts';
import { SealImageError } from './seal-image-error.ts';
import type { Placed } from './seal-text.ts';
import { placeCharacter, roomOf, sealCharacters } from './seal-text.ts';

/** Width of a name's character beside its height: at most, what height is given up for, and at least. */
const widest = 0.82;
const comfortable = 0.5;
const narrowest = 0.45;
/** The share of the way to the neighbour that a character may take; the rest is the gap. */
const filled = 0.88;
const lowestNameMm = 2.4;
const heightStepMm = 0.05;

interface NameLayout {
  readonly track: ArcTrack;
  readonly height: number;
  readonly width: number;
  /** Arc length between two full characters. */
  readonly pitch: number;
}

/** The edge inside the ring(s) and the gap, from which texts hang. */
export function textEdge(design: SealDesign): number {
  const inner = design.innerRingMm > 0 ? design.innerRingGapMm + design.innerRingMm : 0;
  return design.ringMm + inner + design.textGapMm;
}

/** Names of up to twelve characters leave the bottom quarter free; longer ones take what the design allows. */
function sweepFor(count: number, most: number): number {
  return Math.min(most, 236 + Math.max(0, count - 12) * 4);
}

function layOut(design: SealDesign, count: number, units: number, height: number): NameLayout {
  const inset = textEdge(design) + height / 2;
  const track = new ArcTrack(Math.max(1, design.widthMm / 2 - inset), Math.max(1, design.heightMm / 2 - inset));
  const longest = (track.length * sweepFor(count, design.nameSweepDeg)) / 360;
  const pitch = Math.min(units > 0 ? longest / units : longest, (track.length * design.nameStepDeg) / 360);
  const ends = (pitch * units) / 2;
  const sharpest = Math.min(...Array.from({ length: 13 }, (_, i) => track.radiusAt((ends * i) / 12)));
  // at the feet of the characters the arc is shorter than in their middle
  const atFeet = (pitch * Math.max(0, sharpest - height / 2)) / sharpest;
  return { track, height, pitch, width: Math.min(filled * atFeet, widest * height) };
}

function nameLayout(design: SealDesign, count: number, units: number): NameLayout {
  let layout = layOut(design, count, units, design.nameHeightMm);
  while (layout.width < comfortable * layout.height && layout.height - heightStepMm >= lowestNameMm) {
    layout = layOut(design, count, units, layout.height - heightStepMm);
  }
  return layout;
}

/** The name on the upper arc, from left to right, heads outwards, centred at the top. */
export function setName(design: SealDesign, font: GlyphSource): Placed[] {
  const characters = sealCharacters(design.name);
  if (characters.length === 0) throw new SealImageError('empty-name', 'name', 'a seal needs a name');
  const rooms = characters.map(roomOf);
  // distance of each middle from the first one, in full characters
  const middles = rooms.map((room, i) => rooms.slice(0, i).reduce((sum, r) => sum + r, 0) + room / 2 - (rooms[0] ?? 0) / 2);
  const units = middles.at(-1) ?? 0;
  const layout = nameLayout(design, characters.length, units);
  if (layout.width < narrowest * layout.height) {
    throw new SealImageError('name-too-long', design.name, `${characters.length} characters do not fit this seal legibly`);
  }
  return characters.map((character, i) => {
    const s = ((middles[i] ?? 0) - units / 2) * layout.pitch;
    const cell = { width: layout.width * (rooms[i] ?? 1), height: layout.height };
    return placeCharacter(font, character, layout.track.outward(s), { part: 'name', cell, stretch: evenStretch });
  });
}

/** The 13 digits on the lower arc, read from left to right with their heads towards the centre. */
export function setCode(design: SealDesign, font: GlyphSource): Placed[] {
  const digits = [...design.code];
  if (digits.length === 0) return [];
  const inset = textEdge(design) + design.codeHeightMm / 2;
  const track = new ArcTrack(design.widthMm / 2 - inset, design.heightMm / 2 - inset);
  const pitch = (track.length * design.codeSweepDeg) / 360 / (digits.length - 1);
  const cell = { width: Math.min(0.7 * design.codeHeightMm, 0.8 * pitch), height: design.codeHeightMm };
  const bottom = track.length / 2;
  return digits.map((digit, i) => {
    const s = bottom - (i - (digits.length - 1) / 2) * pitch;
    return placeCharacter(font, digit, track.inward(s), { part: 'code', cell, stretch: noStretch });
  });
}
