import { setCode, setName } from './arc-text.ts';
import { ellipsePath, polygonPath, rectanglePath, starPoints } from './basic-shapes.ts';
import { checkDesign } from './check-design.ts';
import type { GlyphSource } from './glyph-source.ts';
import { setLine } from './line-text.ts';
import { outlinesOverlap } from './overlap.ts';
import type { SealDesign } from './seal-design.ts';
import type { Path, SealDrawing, SealShape } from './seal-drawing.ts';
import { sealFont } from './seal-font.ts';
import { SealImageError } from './seal-image-error.ts';
import type { Placed } from './seal-text.ts';
import { setSquare } from './square-text.ts';

function ringAt({ shape, widthMm, heightMm }: SealDesign, inset: number): Path {
  const [w, h] = [widthMm / 2 - inset, heightMm / 2 - inset];
  return shape === 'square' ? rectanglePath(-w, -h, 2 * w, 2 * h) : ellipsePath(w, h);
}

function rings(design: SealDesign): SealShape[] {
  const { ringMm, innerRingMm, innerRingGapMm } = design;
  const outer: SealShape = { part: 'ring', strokeMm: ringMm, path: ringAt(design, ringMm / 2) };
  if (innerRingMm === 0) return [outer];
  return [outer, { part: 'ring', strokeMm: innerRingMm, path: ringAt(design, ringMm + innerRingGapMm + innerRingMm / 2) }];
}

function star({ starMm, starCentreMm }: SealDesign): Placed[] {
  if (starMm === 0) return [];
  const points = starPoints(starMm, starCentreMm);
  return [{ shape: { part: 'star', path: polygonPath(points) }, outline: points.filter((_, i) => i % 2 === 0) }];
}

function lines(design: SealDesign, font: GlyphSource): Placed[] {
  const { middle, middleHeightMm, middleCentreMm, middleWidthMm, title, titleHeightMm, titleCentreMm, titleWidthMm } = design;
  return [
    ...setLine({ part: 'middle', text: middle, heightMm: middleHeightMm, centreMm: middleCentreMm, widthMm: middleWidthMm }, font),
    ...setLine({ part: 'title', text: title, heightMm: titleHeightMm, centreMm: titleCentreMm, widthMm: titleWidthMm }, font),
  ];
}

function refuseOverlaps(placed: readonly Placed[]): void {
  placed.forEach((first, i) => {
    const second = placed.slice(i + 1).find((other) => outlinesOverlap(first.outline, other.outline));
    if (second === undefined) return;
    const parts = `${first.shape.part}/${second.shape.part}`;
    throw new SealImageError('parts-overlap', parts, `${parts} of the seal run into each other`);
  });
}

/** Every corner must be inside the ring's inner edge (scaled to a unit circle for ellipses). */
function refuseOutside({ shape, widthMm, heightMm, ringMm }: SealDesign, placed: readonly Placed[]): void {
  const [w, h] = [widthMm / 2 - ringMm, heightMm / 2 - ringMm];
  for (const { shape: drawn, outline } of placed) {
    const outside = outline.some(
      ([x, y]) => (shape === 'square' ? Math.max(Math.abs(x) / w, Math.abs(y) / h) : Math.hypot(x / w, y / h)) > 1,
    );
    if (outside) throw new SealImageError('parts-overlap', `ring/${drawn.part}`, `the ${drawn.part} of the seal runs into the ring`);
  }
}

/**
 * Computes the geometry of a seal with the glyphs of `font`.
 * @throws SealImageError for measures no seal may have, texts that do not fit, parts that overlap and missing glyphs.
 */
export function layOutSeal(design: SealDesign, font: GlyphSource): SealDrawing {
  checkDesign(design);
  const placed =
    design.shape === 'square'
      ? setSquare(design, font)
      : [...star(design), ...setName(design, font), ...lines(design, font), ...setCode(design, font)];
  refuseOutside(design, placed);
  refuseOverlaps(placed);
  return {
    widthMm: design.widthMm,
    heightMm: design.heightMm,
    color: design.color,
    label: [design.name, design.middle, design.title, design.code].filter((text) => text !== '').join(' '),
    shapes: [...rings(design), ...placed.map(({ shape }) => shape)],
  };
}

/** The geometry of a seal in the seal typeface; the same design gives the same drawing, always. */
export async function drawSeal(design: SealDesign): Promise<SealDrawing> {
  checkDesign(design);
  return layOutSeal(design, await sealFont(design.weight));
}
