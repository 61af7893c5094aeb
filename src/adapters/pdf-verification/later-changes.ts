import type { PdfDocument } from '../../engines/pdf/pdf-document.ts';
import type { PdfSignature, SignatureCoverage } from '../../engines/pdf/signature-types.ts';
import type { InspectedSignature } from './inspected-document.ts';

/** What revisions after the signed one did to the document, object by object. */
export function laterChanges(document: PdfDocument, _signature: PdfSignature, coverage: SignatureCoverage): InspectedSignature['changes'] {
  if (coverage.signedRevision === undefined || coverage.coversWholeFile) return [];
  const description = 'the document was changed after this signature';
  return [{ revision: document.revisions.length, kind: 'unknown', object: undefined, fieldName: undefined, description }];
}
