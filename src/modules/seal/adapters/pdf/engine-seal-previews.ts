import sharp from 'sharp';
import type { Blobs } from '../../../../kernel/blobs.ts';
import type { PersonalPicture } from '../../domain/personal-seal.ts';
import type { SealPicture } from '../../domain/seal-picture.ts';
import { type PreviewPicture, SealPreviews } from '../../ports/seal-previews.ts';
import type { EngineSealDrawings } from '../seal-image/engine-seal-drawings.ts';

const coarseDpi = 96;

export class EngineSealPreviews extends SealPreviews {
  readonly #drawings: EngineSealDrawings;
  readonly #blobs: Blobs;

  constructor(drawings: EngineSealDrawings, blobs: Blobs) {
    super();
    this.#drawings = drawings;
    this.#blobs = blobs;
  }

  override async fine(picture: SealPicture | PersonalPicture): Promise<PreviewPicture> {
    if (picture.way === 'scanned') return { mediaType: 'image/png', bytes: await this.#blobs.bytes(picture.blobId) };
    const svg = picture.way === 'made' ? await this.#drawings.svg(picture.drawing) : this.#drawings.handwritingSvg(picture);
    return { mediaType: 'image/svg+xml', bytes: new TextEncoder().encode(svg) };
  }

  override async coarse(picture: SealPicture | PersonalPicture): Promise<PreviewPicture> {
    if (picture.way === 'made') return { mediaType: 'image/png', bytes: await this.#drawings.png(picture.drawing, coarseDpi) };
    if (picture.way === 'written') return this.fine(picture);
    const width = Math.round((picture.widthMm / 25.4) * coarseDpi);
    return {
      mediaType: 'image/png',
      bytes: await sharp(await this.#blobs.bytes(picture.blobId))
        .resize({ width })
        .png()
        .toBuffer(),
    };
  }
}
