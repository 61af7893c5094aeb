import type { PersonalPicture } from '../domain/personal-seal.ts';
import type { SealPicture } from '../domain/seal-picture.ts';

export interface PreviewPicture {
  readonly mediaType: 'image/svg+xml' | 'image/png';
  readonly bytes: Uint8Array;
}

/** How a seal looks on the page before it is applied. */
export abstract class SealPreviews {
  /** As fine as it is. */
  abstract fine(picture: SealPicture | PersonalPicture): Promise<PreviewPicture>;
  /** Good for the eye and too coarse to be used for anything else (SEA-053). */
  abstract coarse(picture: SealPicture | PersonalPicture): Promise<PreviewPicture>;
}
