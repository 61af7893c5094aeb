import sharp from 'sharp';
import type { Blobs } from '../../../../kernel/blobs.ts';
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

  override async fine(picture: SealPicture): Promise<PreviewPicture> {
    if (picture.way === 'scanned') return { mediaType: 'image/png', bytes: await this.#blobs.bytes(picture.blobId) };
    return { mediaType: 'image/svg+xml', bytes: new TextEncoder().encode(await this.#drawings.svg(picture.drawing)) };
  }

  override async coarse(picture: SealPicture): Promise<PreviewPicture> {
    if (picture.way === 'made') return { mediaType: 'image/png', bytes: await this.#drawings.png(picture.drawing, coarseDpi) };
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
