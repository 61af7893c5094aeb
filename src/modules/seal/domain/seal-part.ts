/** The part of the seal a mark shows, as fractions of its width and height from the left and the top. */
export interface SealPart {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const wholeSeal: SealPart = { left: 0, top: 0, right: 1, bottom: 1 };
