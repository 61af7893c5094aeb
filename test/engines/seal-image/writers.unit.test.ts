import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { drawSeal } from '../../../src/engines/seal-image/draw-seal.ts';
import { pictureToPdfForm } from '../../../src/engines/seal-image/picture-to-pdf-form.ts';
import { readSvg } from '../../../src/engines/seal-image/read-svg.ts';
import type { PdfForm } from '../../../src/engines/seal-image/to-pdf-form.ts';
import { toPdfForm } from '../../../src/engines/seal-image/to-pdf-form.ts';
import { toPng } from '../../../src/engines/seal-image/to-png.ts';
import { toSvg } from '../../../src/engines/seal-image/to-svg.ts';
import { hasTool } from '../../support/tools.ts';
import { samples } from './seal-samples.ts';

/** A one-page PDF that shows nothing but the form. */
async function onePage({ bbox, content, xobjects }: PdfForm): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const { context } = pdf;
  const images: Record<string, ReturnType<typeof context.register>> = {};
  for (const { name, dict, stream, softMask } of xobjects) {
    const token = (values: Readonly<Record<string, string>>) =>
      Object.fromEntries(
        Object.entries(values).map(([key, value]) => [key, value.startsWith('/') ? PDFName.of(value.slice(1)) : Number(value)]),
      );
    const mask =
      softMask === undefined ? {} : { SMask: context.register(PDFRawStream.of(context.obj(token(softMask.dict)), softMask.stream)) };
    images[name] = context.register(PDFRawStream.of(context.obj({ ...token(dict), ...mask }), stream));
  }
  const form = context.stream(content, {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [...bbox],
    Resources: xobjects.length > 0 ? { XObject: images } : {},
  });
  const page = pdf.addPage([bbox[2], bbox[3]]);
  page.node.setXObject(PDFName.of('Seal'), context.register(form));
  page.node.set(PDFName.of('Contents'), context.register(context.stream('/Seal Do')));
  return pdf.save({ useObjectStreams: false });
}

function grey(png: Uint8Array): Promise<Buffer> {
  return sharp(png).flatten({ background: 'white' }).grayscale().raw().toBuffer();
}

async function renderPdf(pdf: Uint8Array, width: number, height: number): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'seal-'));
  try {
    writeFileSync(join(folder, 'in.pdf'), pdf);
    const size = ['-scale-to-x', String(width), '-scale-to-y', String(height)];
    execFileSync('pdftoppm', ['-r', '300', ...size, '-png', '-singlefile', join(folder, 'in.pdf'), join(folder, 'out')]);
    return readFileSync(join(folder, 'out.png'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The share of pixels whose grey differs by less than an edge's anti-aliasing. */
async function sameInk(png: Uint8Array, form: PdfForm): Promise<{ same: number; ink: number }> {
  const { width, height } = await sharp(png).metadata();
  const rendered = await renderPdf(await onePage(form), width, height);
  const [a, b] = [await grey(png), await grey(rendered)];
  expect(a.length).toBe(b.length);
  const equal = a.filter((value, i) => Math.abs(value - (b[i] ?? 0)) < 90).length;
  return { same: equal / a.length, ink: b.filter((value) => value < 128).length / b.length };
}

/** A resolution at which the seal is a whole number of pixels wide, so that no edge is moved by rounding. */
const evenDpi = (widthMm: number) => (600 / widthMm) * 25.4;

describe.skipIf(!hasTool('pdftoppm'))('the PDF form', () => {
  it.each(Object.entries(samples))('of the %s seal shows the same ink as its SVG', async (_kind, design) => {
    const drawing = await drawSeal(design);
    const { same, ink } = await sameInk(await toPng(drawing, evenDpi(drawing.widthMm)), toPdfForm(drawing));
    expect(same).toBeGreaterThan(0.99);
    expect(ink).toBeGreaterThan(0.1);
  });

  it('of a PNG with transparency shows the picture, its soft mask included', async () => {
    const png = await toPng(await drawSeal(samples.official), evenDpi(40));
    const form = await pictureToPdfForm(png, 40);
    expect(form.xobjects[0]?.softMask).toBeDefined();
    const { same, ink } = await sameInk(png, form);
    expect(same).toBeGreaterThan(0.99);
    expect(ink).toBeGreaterThan(0.1);
  });
});

describe('the PDF form of a vector seal', () => {
  it('holds paths and colours only: no image, no resource, no transparency', async () => {
    const form = toPdfForm(await drawSeal(samples.finance));
    expect(form.xobjects).toEqual([]);
    const operators = new Set(
      new TextDecoder()
        .decode(form.content)
        .split(/\s+/)
        .filter((word) => /^[A-Za-z*]+$/.test(word)),
    );
    expect([...operators].toSorted()).toEqual(['Q', 'RG', 'S', 'c', 'cm', 'f', 'h', 'l', 'm', 'q', 'rg', 'w']);
  });

  it('has a BBox of the seal in points', async () => {
    expect(toPdfForm(await drawSeal(samples.official)).bbox).toEqual([0, 0, 113.386, 113.386]);
  });

  it('is the same bytes for the same stored design', async () => {
    const again = await drawSeal(JSON.parse(JSON.stringify(samples.contract)));
    expect(toPdfForm(again).content).toEqual(toPdfForm(await drawSeal(samples.contract)).content);
  });
});

describe('the SVG', () => {
  it('is in millimetres and holds no style, script or reference', async () => {
    const svg = toSvg(await drawSeal(samples.official));
    expect(svg).toContain('viewBox="-20 -20 40 40" width="40mm" height="40mm"');
    expect(svg).not.toMatch(/style|script|href|url\(|NaN|e-\d/);
  });

  it('escapes the texts in its title', async () => {
    const drawing = await drawSeal(samples.official);
    expect(toSvg({ ...drawing, label: '<script>&"' })).toContain('<title>&lt;script&gt;&amp;&quot;</title>');
  });

  it('is read back as the same picture', async () => {
    const svg = toSvg(await drawSeal(samples.official));
    const [once, twice] = [await toPng(await drawSeal(samples.official)), await toPng(readSvg(svg, 40))];
    expect(Buffer.compare(Buffer.from(once), Buffer.from(twice))).toBe(0);
  });
});

describe('the PNG', () => {
  it('of a 40 mm seal has 472 pixels at 300 dpi and a transparent ground', async () => {
    const { width, height, hasAlpha } = await sharp(await toPng(await drawSeal(samples.official), 300)).metadata();
    expect([width, height, hasAlpha]).toEqual([472, 472, true]);
  });

  it('is refused beyond a bounded size', async () => {
    await expect(toPng(await drawSeal(samples.official), 100_000)).rejects.toMatchObject({ code: 'image-too-large' });
  });
});
