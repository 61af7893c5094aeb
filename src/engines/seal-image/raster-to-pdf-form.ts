import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { largestSealMm } from './check-design.ts';
import { SealImageError } from './seal-image-error.ts';
import type { PdfForm, PdfImage } from './to-pdf-form.ts';
import { pointsPerMm } from './to-pdf-form.ts';

const deflated = promisify(deflate);

const mostBytes = 10 * 1024 * 1024;
/** Read at most this many pixels, embed at most this many a side: 45 mm at 600 dpi are 1063. */
const mostPixelsRead = 40_000_000;
const mostSide = 1100;

export interface RasterPixels {
  readonly width: number;
  readonly height: number;
  readonly rgb: Buffer;
  /** Absent when every pixel is opaque. */
  readonly alpha?: Buffer;
}

/** PNG and JPEG by their first bytes; other formats are not decoded at all. */
export function rasterFormat(bytes: Uint8Array): 'png' | 'jpeg' | undefined {
  if (Buffer.from(bytes.subarray(0, 8)).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) return 'png';
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff ? 'jpeg' : undefined;
}

function splitChannels(rgba: Buffer, width: number, height: number): RasterPixels {
  const rgb = Buffer.alloc(width * height * 3);
  const alpha = Buffer.alloc(width * height);
  let opaque = true;
  for (let i = 0; i < alpha.length; i++) {
    rgba.copy(rgb, i * 3, i * 4, i * 4 + 3);
    const value = rgba[i * 4 + 3] ?? 255;
    alpha[i] = value;
    if (value !== 255) opaque = false;
  }
  return opaque ? { width, height, rgb } : { width, height, rgb, alpha };
}

/** Decodes a PNG or JPEG of bounded size into 8-bit RGB and alpha, turned as its EXIF orientation says. */
export async function readRaster(bytes: Uint8Array): Promise<RasterPixels> {
  if (bytes.length > mostBytes)
    throw new SealImageError('image-too-large', `${bytes.length}`, `a seal picture has at most ${mostBytes} bytes`);
  if (rasterFormat(bytes) === undefined) throw new SealImageError('unsupported-image', 'format', 'a seal picture is a PNG or a JPEG');
  const { default: sharp } = await import('sharp');
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: mostPixelsRead, failOn: 'error', pages: 1 })
      .rotate()
      .resize({ width: mostSide, height: mostSide, fit: 'inside', withoutEnlargement: true })
      .toColorspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return splitChannels(data, info.width, info.height);
  } catch (cause) {
    const large = cause instanceof Error && cause.message.includes('exceeds pixel limit');
    throw new SealImageError(large ? 'image-too-large' : 'unsupported-image', 'pixels', 'the seal picture cannot be read', { cause });
  }
}

async function imagePart(pixels: Buffer, width: number, height: number, colorSpace: string): Promise<Pick<PdfImage, 'dict' | 'stream'>> {
  const dict = {
    Type: '/XObject',
    Subtype: '/Image',
    Width: String(width),
    Height: String(height),
    ColorSpace: colorSpace,
    BitsPerComponent: '8',
    Filter: '/FlateDecode',
  };
  return { dict, stream: new Uint8Array(await deflated(pixels, { level: 9 })) };
}

/**
 * A scanned seal as a PDF form `widthMm` wide: one Flate RGB image and, where it has transparent pixels, its soft mask.
 * @throws SealImageError for other formats, pictures that are too large, and sizes over the national limit.
 */
export async function rasterToPdfForm(bytes: Uint8Array, widthMm: number): Promise<PdfForm> {
  const { width, height, rgb, alpha } = await readRaster(bytes);
  const heightMm = (widthMm * height) / width;
  if (!(widthMm >= 1 && heightMm >= 1)) throw new SealImageError('too-small', 'widthMm', 'a seal is at least 1 mm wide and high');
  if (widthMm > largestSealMm || heightMm > largestSealMm) {
    throw new SealImageError('too-large', widthMm > largestSealMm ? 'widthMm' : 'heightMm', `a seal is at most ${largestSealMm} mm`);
  }
  const [w, h] = [widthMm * pointsPerMm, heightMm * pointsPerMm];
  const image = await imagePart(rgb, width, height, '/DeviceRGB');
  const softMask = alpha === undefined ? {} : { softMask: await imagePart(alpha, width, height, '/DeviceGray') };
  const content = new TextEncoder().encode(`q\n${w.toFixed(3)} 0 0 ${h.toFixed(3)} 0 0 cm\n/SealImage Do\nQ\n`);
  const bbox = [0, 0, Math.round(w * 1000) / 1000, Math.round(h * 1000) / 1000] as const;
  return { bbox, content, xobjects: [{ name: 'SealImage', ...image, ...softMask }] };
}
