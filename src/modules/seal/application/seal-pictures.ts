import { type Actor, personOf } from '../../../kernel/actor.ts';
import type { Blobs } from '../../../kernel/blobs.ts';
import { SealNotUsable } from '../domain/seal-errors.ts';
import type { SealPicture } from '../domain/seal-picture.ts';
import type { SealDrawings } from '../ports/seal-drawings.ts';
import type { ViewSeals } from './view-seals.ts';

export interface ShownPicture {
  readonly mediaType: 'image/svg+xml' | 'image/png';
  readonly bytes: Uint8Array;
}

const fineDpi = 600;

/** Pictures of a unit's seals, for who administers the unit (SEA-053: never for members; SEA-057: the legal representative's own for that person alone). */
export class SealPictures {
  constructor(
    private readonly view: ViewSeals,
    private readonly drawings: SealDrawings,
    private readonly blobs: Blobs,
  ) {}

  async forScreen(actor: Actor, sealId: string): Promise<ShownPicture> {
    const picture = await this.#pictureOf(actor, sealId);
    if (picture.way === 'scanned') return { mediaType: 'image/png', bytes: await this.blobs.bytes(picture.blobId) };
    return { mediaType: 'image/svg+xml', bytes: new TextEncoder().encode(await this.drawings.svg(picture.drawing)) };
  }

  async png(actor: Actor, sealId: string): Promise<Uint8Array> {
    const picture = await this.#pictureOf(actor, sealId);
    return picture.way === 'scanned' ? this.blobs.bytes(picture.blobId) : this.drawings.png(picture.drawing, fineDpi);
  }

  async #pictureOf(actor: Actor, sealId: string): Promise<SealPicture> {
    const { ownerId, picture } = (await this.view.one(actor, sealId)).seal;
    if (ownerId !== undefined && ownerId !== personOf(actor).accountId) throw new SealNotUsable('seal.not-yours');
    return picture;
  }
}
