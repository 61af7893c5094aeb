import { changesAfter } from '../../engines/pdf/changes-after.ts';
import type { OpenOptions, PdfDocument } from '../../engines/pdf/pdf-document.ts';
import type { PdfSignature, SignatureCoverage } from '../../engines/pdf/signature-types.ts';
import type { InspectedSignature } from './inspected-document.ts';

/** What revisions after the signed one did to the document, object by object; revisions count from 1. */
export function laterChanges(
  document: PdfDocument,
  signature: PdfSignature,
  coverage: SignatureCoverage,
  options: OpenOptions,
): InspectedSignature['changes'] {
  // Without a signed revision the signature is broken already, and there is nothing to compare with.
  if (coverage.signedRevision === undefined || coverage.coversWholeFile) return [];
  return changesAfter(document, signature, options).map(({ revision, kind, object, key, fieldName, description }) => {
    return { revision: revision + 1, kind, object, key, fieldName, description };
  });
}
