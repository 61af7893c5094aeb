export type DerErrorCode =
  | 'truncated'
  | 'trailing-data'
  | 'not-der'
  | 'too-large'
  | 'too-deep'
  | 'too-many-nodes'
  | 'unexpected-tag'
  | 'bad-value'
  | 'unencodable';

/** Bytes that are not strict DER, exceed the reader's bounds, or a value that DER cannot carry. `code` is stable. */
export class DerError extends Error {
  override readonly name = 'DerError';

  constructor(
    readonly code: DerErrorCode,
    message: string,
  ) {
    super(message);
  }
}
