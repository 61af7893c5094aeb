import type { SealDrawing } from './seal-drawing.ts';
import { SealImageError } from './seal-image-error.ts';
import { toSvg } from './to-svg.ts';

const mostPixels = 4096;

/** The drawing as a PNG with a transparent ground; 300 dpi gives 472 pixels for 40 mm. */
export async function toPng(drawing: SealDrawing, dpi = 300): Promise<Uint8Array> {
  const width = Math.round((drawing.widthMm / 25.4) * dpi);
  const height = Math.round((drawing.heightMm / 25.4) * dpi);
  if (!(width >= 1 && height >= 1 && width <= mostPixels && height <= mostPixels)) {
    throw new SealImageError('image-too-large', `${width}x${height}`, `a seal picture has 1 to ${mostPixels} pixels a side`);
  }
  const { Resvg } = await import('@resvg/resvg-js');
  const rendered = new Resvg(toSvg(drawing), { font: { loadSystemFonts: false }, fitTo: { mode: 'width', value: width } }).render();
  return rendered.asPng();
}
