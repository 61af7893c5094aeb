import { PdfError, type PdfErrorCode } from '../../../../engines/pdf/pdf-error.ts';
import { type DocumentRefusal, DocumentRefused } from '../../domain/document-errors.ts';

const refusals: Readonly<Partial<Record<PdfErrorCode, DocumentRefusal>>> = {
  'not-a-pdf': 'seal.document-not-a-pdf',
  damaged: 'seal.document-damaged',
  'unsupported-filter': 'seal.document-damaged',
  'no-such-page': 'seal.document-damaged',
  'too-complex': 'seal.document-too-complex',
  'password-needed': 'seal.document-password',
  'unsupported-encryption': 'seal.document-encryption',
  'certified-no-changes': 'seal.document-locked',
  'field-locked': 'seal.document-locked',
  'rebuilt-and-signed': 'seal.document-rebuilt-and-signed',
};

/** What the engine says of a document, in the words of this module; what is no fault of the document is answered as it is. */
export function refusalOf(error: unknown): unknown {
  const code = error instanceof PdfError ? refusals[error.code] : undefined;
  return code === undefined ? error : new DocumentRefused(code, { cause: error });
}
