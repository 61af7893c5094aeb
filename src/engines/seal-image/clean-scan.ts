import type { RasterPixels } from './raster-to-pdf-form.ts';
import { readRaster } from './raster-to-pdf-form.ts';
import { SealImageError } from './seal-image-error.ts';

export interface CleanScan {
  /** The stamp alone, cropped, in one red on a transparent ground. */
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** The redness (0 to 1) from which a pixel counts as ink; pass it back changed to see more or less of the stamp. */
  readonly threshold: number;
}

const levels = 256;
/** Half the width of the soft edge between paper and ink. */
const softness = 0.06;
const leastInk = 0.002;
const margin = 1;

/** How much redder than grey a pixel is, beside its own brightness: shadows on the paper change it little. */
function redness({ rgb, width, height }: RasterPixels): Uint8Array {
  const result = new Uint8Array(width * height);
  for (let i = 0; i < result.length; i++) {
    const [r, g, b] = [rgb[i * 3] ?? 0, rgb[i * 3 + 1] ?? 0, rgb[i * 3 + 2] ?? 0];
    result[i] = Math.max(0, Math.round(((r - Math.max(g, b)) / Math.max(r, 40)) * (levels - 1)));
  }
  return result;
}

/** The level that parts paper from ink best (Otsu: greatest variance between the two classes). */
function otsu(values: Uint8Array): number {
  const counts = new Float64Array(levels);
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  const total = counts.reduce((sum, count, level) => sum + count * level, 0);
  let [best, bestVariance, below, belowSum] = [0, -1, 0, 0];
  for (let level = 0; level < levels - 1; level++) {
    below += counts[level] ?? 0;
    belowSum += (counts[level] ?? 0) * level;
    const above = values.length - below;
    if (below === 0 || above === 0) continue;
    const variance = below * above * (belowSum / below - (total - belowSum) / above) ** 2;
    if (variance > bestVariance) [best, bestVariance] = [level, variance];
  }
  return (best + 0.5) / (levels - 1);
}

interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** First and last index whose count is more than a speck. */
function extent(counts: Uint32Array): readonly [number, number] {
  const speck = Math.max(1, counts.length / 200);
  return [counts.findIndex((count) => count > speck), counts.findLastIndex((count) => count > speck)];
}

function inkArea(alpha: Buffer, width: number, height: number): Area {
  const [columns, rows] = [new Uint32Array(width), new Uint32Array(height)];
  let ink = 0;
  alpha.forEach((value, i) => {
    if (value < 128) return;
    ink++;
    const [x, y] = [i % width, Math.floor(i / width)];
    columns[x] = (columns[x] ?? 0) + 1;
    rows[y] = (rows[y] ?? 0) + 1;
  });
  const [[left, right], [top, bottom]] = [extent(columns), extent(rows)];
  if (ink < leastInk * alpha.length || left < 0 || top < 0) {
    throw new SealImageError('unsupported-image', 'ink', 'there is no red stamp in this picture');
  }
  const [x, y] = [Math.max(0, left - margin), Math.max(0, top - margin)];
  return { left: x, top: y, width: Math.min(width, right + margin + 1) - x, height: Math.min(height, bottom + margin + 1) - y };
}

/** The area in one colour, as see-through as its pixels are paper. */
function painted(alpha: Buffer, width: number, area: Area, color: string): Buffer {
  const rgba = Buffer.alloc(area.width * area.height * 4);
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  for (let y = 0; y < area.height; y++) {
    for (let x = 0; x < area.width; x++) {
      const to = (y * area.width + x) * 4;
      rgba[to] = red ?? 0;
      rgba[to + 1] = green ?? 0;
      rgba[to + 2] = blue ?? 0;
      rgba[to + 3] = alpha[(area.top + y) * width + area.left + x] ?? 0;
    }
  }
  return rgba;
}

/**
 * Frees the red stamp in a photo or scan from its paper: black print, shadows and the paper's own tone become transparent.
 * `threshold` is found by the picture itself unless given.
 * @throws SealImageError when the picture cannot be read or holds no red stamp.
 */
export async function cleanScan(bytes: Uint8Array, threshold?: number, color = '#c8161d'): Promise<CleanScan> {
  const pixels = await readRaster(bytes);
  const { width, height } = pixels;
  const red = redness(pixels);
  const level = Math.min(0.95, Math.max(0.08, threshold ?? otsu(red)));
  const alpha = Buffer.alloc(width * height);
  red.forEach((value, i) => {
    const over = (value / (levels - 1) - level + softness) / (2 * softness);
    alpha[i] = Math.round(Math.min(1, Math.max(0, over)) * (pixels.alpha?.[i] ?? 255));
  });
  const area = inkArea(alpha, width, height);
  const { default: sharp } = await import('sharp');
  const raw = { width: area.width, height: area.height, channels: 4 } as const;
  const png = await sharp(painted(alpha, width, area, color), { raw })
    .png()
    .toBuffer();
  return { png: new Uint8Array(png), width: area.width, height: area.height, threshold: level };
}
