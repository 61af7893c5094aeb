import type { SealDesign } from './seal-design.ts';

/** Every drawing parameter, resolved when the seal was made, so that the same lines can be drawn again whatever changes since. */
export type DrawingParameters = Readonly<Record<string, string | number>>;

/** A seal drawn by its parameters. */
export interface DrawnPicture {
  readonly way: 'made';
  readonly design: SealDesign;
  readonly drawing: DrawingParameters;
}

/** A stamp freed from its paper: a stored PNG and the width it has in life. */
export interface ScannedPicture {
  readonly way: 'scanned';
  readonly blobId: string;
  readonly widthMm: number;
}

export type SealPicture = DrawnPicture | ScannedPicture;
