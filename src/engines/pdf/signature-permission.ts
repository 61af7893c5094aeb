import type { SignatureRequest } from './append-types.ts';
import type { FormField } from './form-fields.ts';
import type { PdfDocument } from './pdf-document.ts';
import { PdfError } from './pdf-error.ts';
import type { PdfSignature } from './signature-types.ts';
import { lockOf, locks } from './signatures.ts';

type Wish = Pick<SignatureRequest, 'signature' | 'stamps'>;

/**
 * Refuses what earlier signers have forbidden: any change after certification with P = 1 (a document time-stamp excepted, ISO 32000-2
 * 12.8.2.2.2), new stamp fields after certification at all, fields under a FieldMDP lock.
 */
export function mustAllowSigning(
  document: PdfDocument,
  earlier: readonly PdfSignature[],
  request: Wish,
  filled: readonly FormField[],
): void {
  const timestamp = request.signature.subFilter === 'ETSI.RFC3161' && request.stamps.length === 0;
  const certified = earlier.map(({ certification }) => certification).filter((permission) => permission !== undefined);
  if (certified.includes(1) && !timestamp) throw new PdfError('certified-no-changes', 'the document is certified and allows no changes');
  const newStamps = request.stamps.slice(1).some(({ reservedField }) => reservedField === undefined);
  if (certified.length > 0 && newStamps) throw new PdfError('certified-no-changes', 'the certified document allows no new stamp fields');
  if (request.signature.certify !== undefined && earlier.length > 0)
    throw new PdfError('invalid-request', 'only the first signature of a document can certify it');
  for (const field of filled) {
    const locked = earlier.some((signature) => locks(signature.fieldLock, field.name));
    if (locked) throw new PdfError('field-locked', `field ${field.name} is locked by an earlier signature`);
  }
}

/** The lock that an existing signature field carries for whoever signs it. */
export function lockOfField(document: PdfDocument, field: FormField | undefined): PdfSignature['fieldLock'] {
  const lock = document.dict(field?.dict.get('Lock'));
  return lock && lockOf(document, lock);
}
