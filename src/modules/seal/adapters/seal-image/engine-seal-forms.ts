import { drawStrokes } from '../../../../engines/seal-image/draw-strokes.ts';
import { rasterToPdfForm } from '../../../../engines/seal-image/raster-to-pdf-form.ts';
import { toPdfForm } from '../../../../engines/seal-image/to-pdf-form.ts';
import type { Blobs } from '../../../../kernel/blobs.ts';
import type { PersonalPicture } from '../../domain/personal-seal.ts';
import type { SealPicture } from '../../domain/seal-picture.ts';
import type { SealForm, SealForms } from '../../ports/seal-forms.ts';
import type { EngineSealDrawings } from './engine-seal-drawings.ts';

const formsKept = 200;

/** Made and written pictures as paths, scanned ones as one image. */
export class EngineSealForms implements SealForms {
  readonly #kept = new Map<string, SealForm>();

  constructor(
    private readonly drawings: EngineSealDrawings,
    private readonly blobs: Blobs,
  ) {}

  async of(picture: SealPicture | PersonalPicture): Promise<SealForm> {
    const key = JSON.stringify(picture.way === 'made' ? picture.drawing : picture);
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const form = await this.#form(picture);
    if (this.#kept.size >= formsKept) this.#kept.clear();
    this.#kept.set(key, form);
    return form;
  }

  async #form(picture: SealPicture | PersonalPicture): Promise<SealForm> {
    switch (picture.way) {
      case 'made':
        return toPdfForm(await this.drawings.drawing(picture.drawing));
      case 'written':
        return toPdfForm(drawStrokes(picture.strokes, picture.strokeMm, picture.color));
      case 'scanned':
        return rasterToPdfForm(await this.blobs.bytes(picture.blobId), picture.widthMm);
    }
  }
}
