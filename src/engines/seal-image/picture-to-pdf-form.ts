import { rasterFormat, rasterToPdfForm } from './raster-to-pdf-form.ts';
import { readSvg } from './read-svg.ts';
import { SealImageError } from './seal-image-error.ts';
import type { PdfForm } from './to-pdf-form.ts';
import { toPdfForm } from './to-pdf-form.ts';

/**
 * A person's own seal picture (SVG, PNG or JPEG, told apart by content) as a PDF form `widthMm` wide.
 * SVG stays vector; pictures become one image.
 */
export async function pictureToPdfForm(bytes: Uint8Array, widthMm: number): Promise<PdfForm> {
  if (rasterFormat(bytes) !== undefined) return rasterToPdfForm(bytes, widthMm);
  if (!/^\uFEFF?\s*</.test(new TextDecoder().decode(bytes.subarray(0, 200)))) {
    throw new SealImageError('unsupported-image', 'format', 'a seal picture is an SVG, a PNG or a JPEG');
  }
  try {
    return toPdfForm(readSvg(new TextDecoder('utf-8', { fatal: true }).decode(bytes), widthMm));
  } catch (cause) {
    if (cause instanceof SealImageError) throw cause;
    throw new SealImageError('unsupported-image', 'encoding', 'the SVG is not UTF-8', { cause });
  }
}
