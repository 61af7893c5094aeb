/** Why a PDF cannot be read, changed or judged. The codes are stable: callers map them to their own words. */
export type PdfErrorCode =
  | 'not-a-pdf'
  | 'damaged'
  | 'too-complex'
  | 'unsupported-filter'
  | 'unsupported-encryption'
  | 'password-needed'
  | 'no-such-page'
  | 'no-such-field'
  | 'field-already-signed'
  | 'field-exists'
  | 'field-locked'
  | 'certified-no-changes'
  | 'rebuilt-and-signed'
  | 'contents-overflow'
  | 'invalid-request'
  | 'source-changed'
  | 'output-failed';

/** Every failure of this engine. `neededBytes` is set for `contents-overflow`: the size that /Contents would have needed. */
export class PdfError extends Error {
  readonly code: PdfErrorCode;
  readonly neededBytes: number | undefined;

  constructor(code: PdfErrorCode, message: string, options: { cause?: unknown; neededBytes?: number } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'PdfError';
    this.code = code;
    this.neededBytes = options.neededBytes;
  }
}
