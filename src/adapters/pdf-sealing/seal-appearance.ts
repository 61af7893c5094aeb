import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import type { FormContent, FormImage, Matrix, Stamp } from '../../engines/pdf/append-types.ts';
import type { PdfForm, PdfImage } from '../../engines/seal-image/to-pdf-form.ts';

const inflated = promisify(inflate);

/** One picture of the seal: page from 1, user space rectangle, the page's own rotation, the part shown (fractions from left and top). */
export interface SealMark {
  readonly page: number;
  readonly rect: readonly [number, number, number, number];
  readonly rotate: 0 | 90 | 180 | 270;
  readonly part: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
}

/**
 * The seal as a form for the document. Keep the answer and use it for every document the seal goes on: its compressed form is remembered.
 */
export async function sealAppearance(form: PdfForm): Promise<FormContent> {
  const images: Record<string, FormImage> = {};
  for (const image of form.xobjects) images[image.name] = await formImage(image);
  const base = { bbox: form.bbox, content: form.content, blend: 'multiply' as const };
  return form.xobjects.length === 0 ? base : { ...base, images };
}

async function formImage(image: PdfImage): Promise<FormImage> {
  const samples = await inflated(image.stream);
  const alpha = image.softMask === undefined ? {} : { alpha: await inflated(image.softMask.stream) };
  const color = image.dict['ColorSpace'] === '/DeviceGray' ? 'gray' : 'rgb';
  return { width: Number(image.dict['Width']), height: Number(image.dict['Height']), color, samples, ...alpha };
}

/** Turns the picture against the page's clockwise rotation, so that it is seen upright. */
const uprightOn: Readonly<Record<SealMark['rotate'], Matrix | undefined>> = {
  0: undefined,
  90: [0, 1, -1, 0, 0, 0],
  180: [-1, 0, 0, -1, 0, 0],
  270: [0, -1, 1, 0, 0, 0],
};

/** A mark as the stamp that shows form 0 of the request, whole or in part. */
export function stampOf(mark: SealMark, appearance: FormContent): Stamp {
  const { left, top, right, bottom } = mark.part;
  const [x0, y0, x1, y1] = appearance.bbox;
  const whole = left === 0 && top === 0 && right === 1 && bottom === 1;
  const x = (fraction: number) => x0 + fraction * (x1 - x0);
  const y = (fraction: number) => y1 - fraction * (y1 - y0);
  const bbox = whole ? {} : { bbox: [x(left), y(bottom), x(right), y(top)] as const };
  const matrix = uprightOn[mark.rotate];
  return { pageIndex: mark.page - 1, rect: mark.rect, appearance: { form: 0, ...bbox, ...(matrix === undefined ? {} : { matrix }) } };
}
