import { appendRevision, openForAppending } from './append-revision.ts';
import type { Rect } from './append-types.ts';
import { formFields } from './form-fields.ts';
import { PdfError } from './pdf-error.ts';
import type { PdfSink } from './pdf-sink.ts';
import type { PdfSource } from './pdf-source.ts';
import { FieldWriter } from './signature-fields.ts';
import { signaturesOf } from './signatures.ts';

/** A field that a planned party will sign or show a stamp in. */
export interface Reservation {
  readonly kind: 'signature' | 'stamp';
  /** Without dots, unique in the document. */
  readonly name: string;
  readonly pageIndex: number;
  readonly rect: Rect;
}

/**
 * Reserves the fields of every planned party in one unsigned update, before the first signature: whoever signs later fills fields that the
 * earlier signatures already cover (`fieldName` and `reservedField` of `appendSignature`).
 *
 * Throws `invalid-request`, `field-exists`, `no-such-page`, `certified-no-changes`, and what opening may throw.
 */
export async function appendReservations(request: {
  readonly input: PdfSource;
  readonly password?: string;
  readonly output: string | PdfSink;
  readonly fields: readonly Reservation[];
}): Promise<{ size: number; bytesAdded: number }> {
  const document = openForAppending(request.input, request.password);
  const earlier = signaturesOf(document);
  if (earlier.some(({ certification }) => certification !== undefined))
    throw new PdfError('certified-no-changes', 'the certified document allows no new fields');
  const taken = new Set(formFields(document).map(({ name }) => name));
  for (const { name } of request.fields) {
    if (name === '' || name.includes('.')) throw new PdfError('invalid-request', 'a field name is empty or has a dot');
    if (taken.has(name)) throw new PdfError('field-exists', `there is a field ${name} already`);
    taken.add(name);
  }
  return appendRevision({
    ...request,
    build: (draft) => {
      const writer = new FieldWriter(draft, earlier.length === 0 ? 'first' : 'later');
      for (const field of request.fields) writer.add(field);
    },
  });
}
