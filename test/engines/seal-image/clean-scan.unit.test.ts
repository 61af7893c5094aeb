import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { cleanScan } from '../../../src/engines/seal-image/clean-scan.ts';
import { drawSeal } from '../../../src/engines/seal-image/draw-seal.ts';
import { toPng } from '../../../src/engines/seal-image/to-png.ts';
import { samples } from './seal-samples.ts';

/** A photo of a stamp on paper that is lit from one side, with black print across it. */
async function photo(): Promise<Buffer> {
  const light =
    '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="700"><defs><linearGradient id="g"><stop offset="0" stop-color="#fdf6ea"/><stop offset="1" stop-color="#a7a096"/></linearGradient></defs><rect width="800" height="700" fill="url(#g)"/></svg>';
  const print =
    '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="700"><path stroke="#222" stroke-width="10" d="M0 300H800M0 650H800"/></svg>';
  const stamp = await sharp(await toPng(await drawSeal(samples.official), 300)).toBuffer();
  return sharp(Buffer.from(light))
    .composite([
      { input: stamp, left: 150, top: 80, blend: 'multiply' },
      { input: Buffer.from(print), blend: 'multiply' },
    ])
    .blur(0.7)
    .jpeg({ quality: 85 })
    .toBuffer();
}

const alphaAt = async (png: Uint8Array, x: number, y: number) => {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  return data[(y * info.width + x) * info.channels + 3] ?? 0;
};

describe('a photo of a red stamp (SEA-005)', () => {
  it('becomes the stamp alone, cropped to its edge', async () => {
    const clean = await cleanScan(await photo());
    expect(Math.abs(clean.width - 480)).toBeLessThan(12);
    expect(Math.abs(clean.height - 480)).toBeLessThan(12);
    const middle = [Math.round(clean.width / 2), Math.round(clean.height / 2) - 10] as const;
    expect(await alphaAt(clean.png, ...middle)).toBeGreaterThan(240);
  });

  it('is the stamp that was photographed, pixel beside pixel', async () => {
    const clean = await cleanScan(await photo());
    const ink = async (png: Uint8Array) =>
      (await sharp(png).trim().resize(300, 300, { fit: 'fill' }).extractChannel('alpha').raw().toBuffer()).map((value) =>
        value > 127 ? 1 : 0,
      );
    const [expected, found] = [await ink(await toPng(await drawSeal(samples.official), 300)), await ink(clean.png)];
    expect(found.length).toBe(expected.length);
    const [both, either] = expected.reduce(
      ([and, or], value, i) => [and + (value & (found[i] ?? 0)), or + (value | (found[i] ?? 0))],
      [0, 0],
    );
    expect(both / either).toBeGreaterThan(0.8);
  });

  it('loses the paper, its shadow and the black print', async () => {
    const { png, width, height } = await cleanScan(await photo());
    expect(await alphaAt(png, 2, 2)).toBe(0);
    expect(await alphaAt(png, width - 4, height - 4)).toBe(0);
    expect(await alphaAt(png, Math.round(width * 0.75), 224)).toBeLessThan(20);
  });

  it('shows less with a higher threshold and more with a lower one', async () => {
    const picture = await photo();
    const ink = async (threshold: number) => (await sharp((await cleanScan(picture, threshold)).png).stats()).channels[3]?.sum ?? 0;
    const [low, high] = [await ink(0.2), await ink(0.7)];
    expect(low).toBeGreaterThan(high * 1.05);
  });

  it('is refused when there is no red in it', async () => {
    const grey = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#ddd' } })
      .png()
      .toBuffer();
    await expect(cleanScan(grey)).rejects.toMatchObject({ code: 'unsupported-image', subject: 'ink' });
  });
});
