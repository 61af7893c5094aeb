import type { PdfDocument } from './pdf-document.ts';
import { PdfError } from './pdf-error.ts';
import type { PdfSignature } from './signature-types.ts';
import { signaturesOf } from './signatures.ts';

const MAX_REVISIONS = 400;

/**
 * Signatures that an earlier revision has and the newest no longer shows, because a later revision took the field or its value away.
 * Signatures of the newest revision come from `signaturesOf`. Throws `too-complex` for files with too many revisions.
 */
export function removedSignatures(document: PdfDocument): PdfSignature[] {
  const earlier = document.revisions.slice(0, -1).map(({ index }) => index);
  if (earlier.length > MAX_REVISIONS) throw new PdfError('too-complex', 'too many revisions to be searched');
  const known = new Set(signaturesOf(document).map(key));
  const removed: PdfSignature[] = [];
  for (const index of earlier.reverse())
    for (const signature of signaturesAt(document, index)) {
      if (known.has(key(signature))) continue;
      known.add(key(signature));
      removed.push(signature);
    }
  return removed;
}

const key = ({ byteRange, value }: PdfSignature): string => `${value}|${byteRange?.join(' ')}`;

function signaturesAt(document: PdfDocument, index: number): PdfSignature[] {
  try {
    const state = document.stateAt(index);
    return state && !state.rebuilt ? signaturesOf(state) : [];
  } catch (error) {
    if (error instanceof PdfError && error.code !== 'too-complex') return []; // a state that cannot be read shows nothing
    throw error;
  }
}
