import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { drawSeal } from '../../../src/engines/seal-image/draw-seal.ts';
import { pathBox, pathPoints } from '../../../src/engines/seal-image/path-box.ts';
import type { SealDesign } from '../../../src/engines/seal-image/seal-design.ts';
import { sealDesign } from '../../../src/engines/seal-image/seal-design.ts';
import type { SealDrawing, SealShape } from '../../../src/engines/seal-image/seal-drawing.ts';
import { toPng } from '../../../src/engines/seal-image/to-png.ts';
import { code, company, nameOf, samples } from './seal-samples.ts';

const letters = (drawing: SealDrawing) => drawing.shapes.filter((shape) => shape.part !== 'ring');
const partsOf = (drawing: SealDrawing, part: SealShape['part']) => drawing.shapes.filter((shape) => shape.part === part);
const middle = (shape: SealShape) => {
  const { left, right, top, bottom } = pathBox(shape.path);
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
};

/** How many shapes ink each pixel at most: drawn one by one, so that this does not trust the layout's own check. */
async function mostInkLayers(drawing: SealDrawing): Promise<number> {
  const layers: Uint8Array[] = [];
  for (const shape of drawing.shapes) {
    const { data } = await sharp(await toPng({ ...drawing, shapes: [shape] }, 150))
      .extractChannel('alpha')
      .raw()
      .toBuffer({ resolveWithObject: true });
    layers.push(data);
  }
  const counts = new Uint8Array(layers[0]?.length ?? 0);
  for (const layer of layers) for (let i = 0; i < counts.length; i++) if ((layer[i] ?? 0) > 140) counts[i] = (counts[i] ?? 0) + 1;
  return counts.reduce((most, count) => Math.max(most, count), 0);
}

function expectInside(drawing: SealDrawing, ringMm: number): void {
  const [w, h] = [drawing.widthMm / 2 - ringMm, drawing.heightMm / 2 - ringMm];
  for (const shape of letters(drawing)) {
    for (const [x, y] of pathPoints(shape.path)) expect(Math.hypot(x / w, y / h), shape.text ?? shape.part).toBeLessThan(1);
  }
}

describe('a round seal', () => {
  it.each(Array.from({ length: 33 }, (_, i) => i + 4))(
    'holds a name of %i characters inside its ring, in order, evenly spread',
    async (count) => {
      const drawing = await drawSeal(sealDesign('official', { name: nameOf(count), code }));
      expectInside(drawing, 1);
      const name = partsOf(drawing, 'name');
      expect(name.map((shape) => shape.text).join('')).toBe(nameOf(count));
      const angles = name.map((shape) => (Math.atan2(middle(shape).x, -middle(shape).y) * 180) / Math.PI);
      const stepsApart = angles.slice(1).map((angle, i) => angle - (angles[i] ?? 0));
      const step = ((angles.at(-1) ?? 0) - (angles[0] ?? 0)) / (count - 1);
      for (const apart of stepsApart) expect(Math.abs(apart - step)).toBeLessThan(Math.max(2.2, step * 0.25));
      expect(Math.abs((angles[0] ?? 0) + (angles.at(-1) ?? 0))).toBeLessThan(4);
      expect(Math.max(...angles)).toBeLessThan(135);
    },
  );

  it.each([4, 8, 12, 17, 24, 30, 36])('lets no two characters of a name of %i touch', async (count) => {
    expect(await mostInkLayers(await drawSeal(sealDesign('official', { name: nameOf(count), code })))).toBe(1);
  });

  it.each(Object.entries(samples))('draws the %s kind without anything touching', async (_kind, design) => {
    expect(await mostInkLayers(await drawSeal(design))).toBe(1);
  });

  it('is exactly as large as its design, ring included', async () => {
    const drawing = await drawSeal(samples.official);
    const ring = partsOf(drawing, 'ring')[0];
    const box = pathBox(ring?.path ?? []);
    expect(box.right - box.left + (ring?.strokeMm ?? 0)).toBeCloseTo(40, 6);
    expect([drawing.widthMm, drawing.heightMm]).toEqual([40, 40]);
  });

  it('has a five-point star 14 mm across with one point up', async () => {
    const [star] = partsOf(await drawSeal(samples.official), 'star');
    const radii = pathPoints(star?.path ?? []).map(([x, y]) => Math.hypot(x, y));
    expect(radii).toHaveLength(10);
    radii.forEach((radius, i) => expect(radius).toBeCloseTo(i % 2 === 0 ? 7 : 7 * 0.381966, 6));
    expect(pathPoints(star?.path ?? [])[0]).toEqual([expect.closeTo(0, 6), expect.closeTo(-7, 6)]);
  });

  it('has its 13 digits on the lower arc, read from left to right', async () => {
    const digits = partsOf(await drawSeal(samples.official), 'code');
    expect(digits.map((digit) => digit.text).join('')).toBe(code);
    const places = digits.map(middle);
    expect(places.every(({ y }) => y > 13)).toBe(true);
    expect(places.map(({ x }) => x)).toEqual(places.map(({ x }) => x).toSorted((a, b) => a - b));
    expect(Math.abs((places[0]?.x ?? 0) + (places.at(-1)?.x ?? 0))).toBeLessThan(0.2);
  });

  it('sets the title line below the centre', async () => {
    const title = partsOf(await drawSeal(samples.finance), 'title');
    expect(title.map((shape) => shape.text).join('')).toBe('财务专用章');
    for (const shape of title) expect(middle(shape).y).toBeGreaterThan(6);
  });

  it('sets ASCII brackets as the full-width ones of Chinese names', async () => {
    const drawing = await drawSeal(sealDesign('official', { name: '澄州科技 (集团) 公司', code }));
    expect(
      partsOf(drawing, 'name')
        .map((shape) => shape.text)
        .join(''),
    ).toBe('澄州科技（集团）公司');
  });

  it('draws the same design the same way every time', async () => {
    const stored: SealDesign = JSON.parse(JSON.stringify(samples.official));
    expect(await drawSeal(stored)).toEqual(await drawSeal(samples.official));
  });
});

describe('an invoice seal', () => {
  it('is an ellipse of 40 by 30 mm with everything inside', async () => {
    const drawing = await drawSeal(samples.invoice);
    expect([drawing.widthMm, drawing.heightMm]).toEqual([40, 30]);
    expectInside(drawing, 1);
  });
});

describe('a square seal', () => {
  const order = async (name: string) => {
    const shapes = partsOf(await drawSeal(sealDesign('legal-representative', { name })), 'name');
    return shapes.map((shape) => ({ text: shape.text, ...middle(shape) }));
  };

  it('reads its columns from right to left, each from top to bottom', async () => {
    const [first, second, third, fourth] = await order('陆知遥印');
    expect([first?.text, second?.text, third?.text, fourth?.text]).toEqual(['陆', '知', '遥', '印']);
    expect([first?.x, second?.x, third?.x, fourth?.x].map((x) => Math.sign(x ?? 0))).toEqual([1, 1, -1, -1]);
    expect([first?.y, second?.y, third?.y, fourth?.y].map((y) => Math.sign(y ?? 0))).toEqual([-1, 1, -1, 1]);
  });

  it('gives the surname of a three-character name the whole right column', async () => {
    const [surname, ...given] = await order('陆知遥');
    expect(surname?.x).toBeGreaterThan(0);
    expect(Math.abs(surname?.y ?? 9)).toBeLessThan(1.5);
    expect(given.every(({ x }) => x < 0)).toBe(true);
  });

  it.each(['印', '王二', '陆知遥', '陆知遥印', '欧阳一川印', '欧阳一川之印', '阿卜杜拉买买提'])(
    'keeps %s inside its ring without touching',
    async (name) => {
      const drawing = await drawSeal(sealDesign('name', { name }));
      for (const shape of letters(drawing)) {
        for (const point of pathPoints(shape.path)) expect(Math.max(...point.map(Math.abs))).toBeLessThan(9 - 1);
      }
      expect(await mostInkLayers(drawing)).toBe(1);
    },
  );
});

describe('a seal that must not be', () => {
  const refusal = (design: SealDesign) =>
    drawSeal(design).then(
      () => 'drawn',
      (error) => [error.code, error.subject],
    );

  it('is refused over 45 mm', async () => {
    expect(await refusal({ ...samples.official, widthMm: 45.1, heightMm: 45.1 })).toEqual(['too-large', 'widthMm']);
    expect(await refusal({ ...samples.invoice, heightMm: 46 })).toEqual(['too-large', 'heightMm']);
    expect(await refusal({ ...samples.official, widthMm: 45, heightMm: 45 })).toBe('drawn');
  });

  it('names the character that the typeface lacks instead of drawing a box', async () => {
    expect(await refusal({ ...samples.official, name: '澄州\u{30EDE}公司' })).toEqual(['missing-glyph', '\u{30EDE}']);
    expect(await refusal({ ...samples.official, name: '澄州\u{1F600}公司' })).toEqual(['missing-glyph', '\u{1F600}']);
  });

  it.each([
    ['no name', { name: '  ' }, 'empty-name'],
    ['a name of 60 characters', { name: '澄'.repeat(60) }, 'name-too-long'],
    ['a text of a thousand characters', { title: '章'.repeat(1000) }, 'name-too-long'],
    ['a code of 12 digits', { code: '123456789012' }, 'bad-code'],
    ['a colour that is no colour', { color: 'red"/><script>' }, 'bad-color'],
    ['a star over the name', { starMm: 25, nameHeightMm: 7 }, 'parts-overlap'],
    ['a title through the star', { title: '专用章', titleCentreMm: 0 }, 'parts-overlap'],
    ['a measure that is not a number', { ringMm: Number.NaN }, 'bad-measure'],
    ['a negative ring', { ringMm: -1 }, 'bad-measure'],
    ['an endless size', { widthMm: Number.POSITIVE_INFINITY }, 'too-large'],
    ['a round seal that is not round', { heightMm: 30 }, 'bad-measure'],
  ])('is refused with %s', async (_what, change, expected) => {
    expect((await refusal({ ...samples.official, ...change }))[0]).toBe(expected);
  });

  it('is drawn for the usual company name, so that the refusals above are not for something else', async () => {
    expect(await refusal(samples.official)).toBe('drawn');
    expect(company).toHaveLength(12);
  });
});
