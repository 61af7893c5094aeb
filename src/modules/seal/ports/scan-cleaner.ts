/** A stamp freed from its paper, beside what it was. */
export interface CleanedScan {
  /** A small copy of the upload, for showing. */
  readonly before: Uint8Array;
  /** PNG of the stamp alone on a transparent ground. */
  readonly after: Uint8Array;
  readonly heightToWidth: number;
  /** 0 to 1: more shows less. What the picture itself suggested, unless one was given. */
  readonly threshold: number;
}

export abstract class ScanCleaner {
  /** @throws InvalidFields at `picture` when it cannot be read or shows no red stamp */
  abstract clean(picture: Uint8Array, threshold: number | undefined): Promise<CleanedScan>;
}
