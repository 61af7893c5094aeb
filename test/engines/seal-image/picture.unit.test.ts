import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { arcCurves } from '../../../src/engines/seal-image/arc-curves.ts';
import { parsePathData } from '../../../src/engines/seal-image/parse-path-data.ts';
import { pathBox } from '../../../src/engines/seal-image/path-box.ts';
import { pictureToPdfForm } from '../../../src/engines/seal-image/picture-to-pdf-form.ts';
import { readSvg } from '../../../src/engines/seal-image/read-svg.ts';
import { toPng } from '../../../src/engines/seal-image/to-png.ts';

const svg = (inside: string, attributes = 'viewBox="0 0 100 100"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inside}</svg>`;
const blank = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#c8161d' } });
const bytes = (text: string) => new TextEncoder().encode(text);
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'read',
    (error) => error.code,
  );

describe('an SVG seal', () => {
  it('is put on its width with the origin in the centre', () => {
    const drawing = readSvg(svg('<rect x="25" y="0" width="50" height="100" fill="#f00"/>', 'viewBox="0 0 100 50"'), 40);
    expect(drawing.heightMm).toBe(20);
    expect(drawing.shapes[0]?.color).toBe('#ff0000');
    expect(pathBox(drawing.shapes[0]?.path ?? [])).toEqual({ left: -10, top: -10, right: 10, bottom: 30 });
  });

  it('is drawn as an SVG renderer draws it, transforms, groups and strokes included', async () => {
    const source = svg(
      '<g transform="translate(50 50) rotate(30)" stroke="#c8161d" fill="none"><ellipse rx="40" ry="25" stroke-width="4"/><path fill="#c8161d" stroke="none" d="M-20-5h10v10h-10zm30 0a5 5 0 1 1 0 10a5,5 0 01 0-10s3 3 6 0t-6 0q3-8 8 0T30 2"/></g><polygon fill="#000" points="1,1 9,1 5,9"/><line stroke="blue" stroke-width="3" x1="90" y1="90" x2="99" y2="99"/>',
    );
    const { Resvg } = await import('@resvg/resvg-js');
    const pixels = (png: Uint8Array) => sharp(png).flatten({ background: 'white' }).grayscale().raw().toBuffer();
    const expected = await pixels(new Resvg(source, { fitTo: { mode: 'width', value: 400 } }).render().asPng());
    const drawn = await pixels(await toPng(readSvg(source, 40), (400 / 40) * 25.4));
    expect(drawn.length).toBe(expected.length);
    expect(expected.filter((value) => value < 200).length).toBeGreaterThan(5000);
    expect(drawn.filter((value, i) => Math.abs(value - (expected[i] ?? 0)) > 90).length).toBeLessThan(expected.length / 500);
  });

  it.each([
    ['a script', '<script>alert(1)</script>'],
    ['an event handler', '<path onload="alert(1)" d="M0 0L1 1"/>'],
    ['a style', '<path style="fill:url(http://x)" d="M0 0L1 1"/>'],
    ['a style sheet', '<style>@import "http://x";</style>'],
    ['an outside picture', '<image href="http://x/a.png"/>'],
    ['a reference', '<use href="#a"/>'],
    ['foreign content', '<foreignObject><p>x</p></foreignObject>'],
    ['a paint server', '<path fill="url(#a)" d="M0 0L1 1"/>'],
    ['text, which depends on fonts', '<text x="1" y="1">章</text>'],
    ['an animation', '<path d="M0 0L1 1"><animate attributeName="d"/></path>'],
    ['a filter', '<g filter="url(#f)"><path d="M0 0L1 1"/></g>'],
    ['an entity', '<!ENTITY x "y">'],
    ['a CDATA section', '<![CDATA[x]]>'],
    ['nothing', ''],
    ['broken nesting', '<g><path d="M0 0L1 1"/></svg></g>'],
    ['a path of not-a-number', '<path d="M0 0LNaN 1"/>'],
    ['a path that starts nowhere', '<path d="L1 1"/>'],
    ['numbers beyond bounds', '<path d="M0 0L1e300 1"/>'],
    ['an attribute twice', '<path d="M0 0L1 1" d="M0 0L2 2"/>'],
  ])('is refused with %s', (_what, inside) => {
    expect(() => readSvg(svg(inside), 40)).toThrow(expect.objectContaining({ code: 'unsafe-svg' }));
  });

  it('is refused with a document type', () => {
    expect(() => readSvg(`<!DOCTYPE svg [<!ENTITY a "b">]>${svg('<path d="M0 0L1 1"/>')}`, 40)).toThrow(
      expect.objectContaining({ code: 'unsafe-svg' }),
    );
  });

  it('is refused over 45 mm in either direction', () => {
    const tall = svg('<path d="M0 0L1 1"/>', 'viewBox="0 0 10 20"');
    expect(() => readSvg(tall, 40)).toThrow(expect.objectContaining({ code: 'too-large' }));
    expect(() => readSvg(tall, 46)).toThrow(expect.objectContaining({ code: 'too-large' }));
  });

  it.each([
    ['deep nesting', '<g>'.repeat(100_000)],
    ['a flood of elements', '<path d="M0 0L1 1"/>'.repeat(50_000)],
    ['a very long path', `<path d="M0 0${'L1 1'.repeat(300_000)}"/>`],
    ['long runs of white space', `<path ${' '.repeat(500_000)}d `],
    ['an unfinished attribute', `<path d="${'M0 0 '.repeat(200_000)}`],
    ['unfinished attributes', `<path${' a="1"'.repeat(200_000)}`],
    ['a long unfinished number', `<path d="M0 ${'1'.repeat(1_000_000)}x"/>`],
  ])('is refused in no time with %s', (_what, inside) => {
    const started = performance.now();
    expect(() => readSvg(svg(inside), 40)).toThrow(expect.objectContaining({ name: 'SealImageError' }));
    expect(performance.now() - started).toBeLessThan(30_000); // quadratic work takes minutes
  });
});

describe('path data', () => {
  it('continues a moveto with linetos and takes flags of arcs without separators', () => {
    expect(parsePathData('m1 2 3 4')).toEqual([
      ['M', 1, 2],
      ['L', 4, 6],
    ]);
    expect(parsePathData('M0 0a5 5 0 0110 0').at(-1)).toEqual([
      'C',
      ...Array(4).fill(expect.any(Number)),
      expect.closeTo(10, 9),
      expect.closeTo(0, 9),
    ]);
  });

  it('mirrors the control point of smooth curves only after a curve of the same kind', () => {
    expect(parsePathData('M0 0C0 1 1 1 1 0S2-1 2 0')[2]).toEqual(['C', 1, -1, 2, -1, 2, 0]);
    expect(parsePathData('M0 0L1 0S2-1 2 0')[2]).toEqual(['C', 1, 0, 2, -1, 2, 0]);
  });

  it('scales up the radii of an arc that cannot reach its end', () => {
    const curves = arcCurves({ from: [0, 0], rx: 1, ry: 1, rotationDeg: 0, large: false, clockwise: true, to: [10, 0] });
    expect(pathBox([['M', 0, 0], ...curves]).top).toBeLessThan(-4.9);
    expect(curves.every((curve) => curve.slice(1).every(Number.isFinite))).toBe(true);
  });
});

describe('a scanned seal', () => {
  it('becomes one Flate image of its pixels', async () => {
    const form = await pictureToPdfForm(await blank(200, 100).png().toBuffer(), 40);
    expect(form.bbox).toEqual([0, 0, 113.386, 56.693]);
    expect(form.xobjects[0]?.dict).toMatchObject({
      Subtype: '/Image',
      Width: '200',
      Height: '100',
      ColorSpace: '/DeviceRGB',
      Filter: '/FlateDecode',
    });
    expect(form.xobjects[0]?.softMask).toBeUndefined();
  });

  it('from a JPEG is taken too, and made smaller than 45 mm at 600 dpi need', async () => {
    const form = await pictureToPdfForm(await blank(3000, 3000).jpeg().toBuffer(), 40);
    expect(Number(form.xobjects[0]?.dict['Width'])).toBe(1100);
  });

  it.each([
    ['a GIF', () => blank(10, 10).gif().toBuffer(), 40, 'unsupported-image'],
    [
      'noise behind a PNG signature',
      async () => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(200, 7)]),
      40,
      'unsupported-image',
    ],
    ['a cut-off PNG', async () => (await blank(500, 500).png().toBuffer()).subarray(0, 60), 40, 'unsupported-image'],
    ['plain bytes', async () => bytes('hello'), 40, 'unsupported-image'],
    ['nothing', async () => new Uint8Array(), 40, 'unsupported-image'],
    ['an SVG that is not UTF-8', async () => Buffer.from('<svg>\xff</svg>', 'latin1'), 40, 'unsupported-image'],
    ['a picture of 49 million pixels', () => blank(7000, 7000).png().toBuffer(), 40, 'image-too-large'],
    [
      'eleven megabytes',
      async () => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(11_000_000)]),
      40,
      'image-too-large',
    ],
    ['a width over 45 mm', () => blank(10, 10).png().toBuffer(), 46, 'too-large'],
    ['a height over 45 mm', () => blank(10, 20).png().toBuffer(), 30, 'too-large'],
    ['no width', () => blank(10, 10).png().toBuffer(), Number.NaN, 'too-small'],
  ])('is refused from %s', async (_what, make, widthMm, expected) => {
    expect(await refusal(pictureToPdfForm(await make(), widthMm))).toBe(expected);
  });
});
