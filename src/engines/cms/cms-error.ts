export type CmsErrorCode =
  | 'malformed-cms'
  | 'malformed-time-stamp'
  | 'malformed-certificate'
  | 'unsupported-content'
  | 'wrong-digest-length'
  | 'bad-signer-answer';

/** Bytes that are not the CMS structure they should be, or a structure that cannot be built. `code` is stable. */
export class CmsError extends Error {
  override readonly name = 'CmsError';

  constructor(
    readonly code: CmsErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
