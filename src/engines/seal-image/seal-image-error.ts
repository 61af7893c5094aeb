export type SealImageErrorCode =
  | 'too-large'
  | 'too-small'
  | 'bad-measure'
  | 'bad-color'
  | 'bad-code'
  | 'empty-name'
  | 'name-too-long'
  | 'missing-glyph'
  | 'parts-overlap'
  | 'unsupported-image'
  | 'image-too-large'
  | 'unsafe-svg';

/** Why a seal cannot be drawn. `subject` names what is at fault: the character, the measure, the part or the element. */
export class SealImageError extends Error {
  constructor(
    readonly code: SealImageErrorCode,
    readonly subject: string,
    message: string,
    options?: { cause: unknown },
  ) {
    super(message, options);
    this.name = 'SealImageError';
  }
}
