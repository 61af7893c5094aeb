import type { PersonalPicture } from '../domain/personal-seal.ts';
import type { SealPicture } from '../domain/seal-picture.ts';

/** An image of a form: dictionary values are PDF tokens, the stream is compressed as its Filter says. */
export interface SealFormImage {
  readonly name: string;
  readonly dict: Readonly<Record<string, string>>;
  readonly stream: Uint8Array;
  readonly softMask?: { readonly dict: Readonly<Record<string, string>>; readonly stream: Uint8Array };
}

/** What a Form XObject needs: its box in points, its operators, and images for scanned pictures only. */
export interface SealForm {
  readonly bbox: readonly [number, number, number, number];
  readonly content: Uint8Array;
  readonly xobjects: readonly SealFormImage[];
}

export abstract class SealForms {
  /** The picture as it goes into documents. The same picture gives the same object while it is remembered: PDF writers compress it once. */
  abstract of(picture: SealPicture | PersonalPicture): Promise<SealForm>;
}
