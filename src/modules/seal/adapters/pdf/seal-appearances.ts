import { createHash } from 'node:crypto';
import { sealAppearance } from '../../../../adapters/pdf-sealing/seal-appearance.ts';
import type { FormContent } from '../../../../engines/pdf/append-types.ts';
import { drawStrokes } from '../../../../engines/seal-image/draw-strokes.ts';
import { pictureToPdfForm } from '../../../../engines/seal-image/picture-to-pdf-form.ts';
import { type PdfForm, pointsPerMm, toPdfForm } from '../../../../engines/seal-image/to-pdf-form.ts';
import type { Blobs } from '../../../../kernel/blobs.ts';
import type { PersonalPicture } from '../../domain/personal-seal.ts';
import type { SealSize } from '../../domain/placement.ts';
import type { SealPicture } from '../../domain/seal-picture.ts';
import type { EngineSealDrawings } from '../seal-image/engine-seal-drawings.ts';

export interface SealAppearance {
  readonly form: FormContent;
  readonly size: SealSize;
}

const mostKept = 64;

/** Seals as forms for documents. They are kept: drawing and deflating one takes longer than a whole signature. */
export class SealAppearances {
  readonly #drawings: EngineSealDrawings;
  readonly #blobs: Blobs;
  readonly #kept = new Map<string, Promise<SealAppearance>>();

  constructor(drawings: EngineSealDrawings, blobs: Blobs) {
    this.#drawings = drawings;
    this.#blobs = blobs;
  }

  of(picture: SealPicture | PersonalPicture): Promise<SealAppearance> {
    const key = createHash('sha256').update(JSON.stringify(picture)).digest('base64');
    const known = this.#kept.get(key) ?? this.#make(picture);
    this.#kept.delete(key);
    this.#kept.set(key, known);
    known.catch(() => this.#kept.delete(key));
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
    return known;
  }

  async #make(picture: SealPicture | PersonalPicture): Promise<SealAppearance> {
    const form = await this.#form(picture);
    const [x0, y0, x1, y1] = form.bbox;
    return { form: await sealAppearance(form), size: { width: (x1 - x0) / pointsPerMm, height: (y1 - y0) / pointsPerMm } };
  }

  async #form(picture: SealPicture | PersonalPicture): Promise<PdfForm> {
    switch (picture.way) {
      case 'made':
        return toPdfForm(await this.#drawings.drawing(picture.drawing));
      case 'written':
        return toPdfForm(drawStrokes(picture.strokes, picture.strokeMm, picture.color));
      case 'scanned':
        return pictureToPdfForm(await this.#blobs.bytes(picture.blobId), picture.widthMm);
    }
  }
}
