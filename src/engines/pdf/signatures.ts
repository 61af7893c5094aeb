import type { ByteRange } from './append-types.ts';
import { type FormField, formFields } from './form-fields.ts';
import { allPageRefs } from './page-tree.ts';
import type { PdfDocument } from './pdf-document.ts';
import { PdfDict, PdfRef } from './pdf-object.ts';
import type { PdfSignature } from './signature-types.ts';
import { decodeDate, decodeText } from './text-string.ts';

/** The signed signature fields of the document, in the order in which they were made (by the end of their ByteRange). */
export function signaturesOf(document: PdfDocument): PdfSignature[] {
  const signed = formFields(document).filter((field) => field.type === 'Sig' && field.value instanceof PdfDict);
  if (signed.length === 0) return [];
  const pageIndexes = new Map(allPageRefs(document).map((ref, index) => [ref.num, index]));
  const signatures = signed.map((field) => readSignature(document, field, pageIndexes));
  return signatures.sort((a, b) => endOf(a) - endOf(b));
}

function endOf({ byteRange }: PdfSignature): number {
  return byteRange ? byteRange[2] + byteRange[3] : Number.MAX_SAFE_INTEGER;
}

function readSignature(document: PdfDocument, field: FormField, pageIndexes: ReadonlyMap<number, number>): PdfSignature {
  const value = field.value instanceof PdfDict ? field.value : new PdfDict();
  const text = (key: string): string | undefined => {
    const string = document.string(value.get(key));
    return string && decodeText(string);
  };
  const own = field.dict.get('V');
  const subFilter = document.name(value.get('SubFilter'));
  const timestamp = document.name(value.get('Type')) === 'DocTimeStamp' || subFilter === 'ETSI.RFC3161';
  return {
    fieldName: field.name,
    kind: timestamp ? 'doc-timestamp' : 'signature',
    field: field.ref?.toString() ?? '',
    value: own instanceof PdfRef ? own.toString() : undefined,
    filter: document.name(value.get('Filter')),
    subFilter,
    byteRange: byteRangeOf(value),
    contents: document.string(value.get('Contents'))?.bytes ?? new Uint8Array(0),
    name: text('Name'),
    reason: text('Reason'),
    location: text('Location'),
    contactInfo: text('ContactInfo'),
    claimedTime: decodeDate(document.string(value.get('M'))),
    certification: certificationOf(document, value),
    fieldLock: fieldLockOf(document, value),
    widgets: field.widgets.map(({ dict }) => {
      const page = dict.get('P');
      const rect = (document.array(dict.get('Rect')) ?? []).map((item) => document.number(item) ?? 0);
      return { pageIndex: page instanceof PdfRef ? pageIndexes.get(page.num) : undefined, rect };
    }),
  };
}

/** Only a direct array of four whole numbers counts: anything else could be changed without touching the dictionary. */
export function byteRangeOf(value: PdfDict): ByteRange | undefined {
  const range = value.get('ByteRange');
  if (!Array.isArray(range) || range.length !== 4) return undefined;
  const [a, b, c, d] = range;
  const whole = (item: unknown): item is number => typeof item === 'number' && Number.isSafeInteger(item) && item >= 0;
  return whole(a) && whole(b) && whole(c) && whole(d) ? [a, b, c, d] : undefined;
}

function transform(document: PdfDocument, value: PdfDict, method: string): PdfDict | undefined {
  for (const item of document.array(value.get('Reference')) ?? []) {
    const reference = document.dict(item);
    if (document.name(reference?.get('TransformMethod')) === method)
      return document.dict(reference?.get('TransformParams')) ?? new PdfDict();
  }
  return undefined;
}

function certificationOf(document: PdfDocument, value: PdfDict): 1 | 2 | 3 | undefined {
  const parms = transform(document, value, 'DocMDP');
  if (!parms) return undefined;
  const permission = document.number(parms.get('P'));
  return permission === 1 || permission === 3 ? permission : 2; // ISO 32000-1 table 254: default 2
}

function fieldLockOf(document: PdfDocument, value: PdfDict): PdfSignature['fieldLock'] {
  const parms = transform(document, value, 'FieldMDP');
  return parms && lockOf(document, parms);
}

/** Reads /Action and /Fields of a FieldMDP transform or a signature field's /Lock. */
export function lockOf(document: PdfDocument, parms: PdfDict): PdfSignature['fieldLock'] {
  const action = document.name(parms.get('Action'));
  const fields = (document.array(parms.get('Fields')) ?? []).flatMap((item) => {
    const string = document.string(item);
    return string ? [decodeText(string)] : [];
  });
  return { action: action === 'Include' || action === 'Exclude' ? action : 'All', fields };
}

/** Whether a lock forbids to change a field; a name locks what stands below it too. */
export function locks(lock: PdfSignature['fieldLock'], fieldName: string): boolean {
  if (!lock) return false;
  const listed = lock.fields.some((field) => fieldName === field || fieldName.startsWith(`${field}.`));
  return lock.action === 'All' || (lock.action === 'Include' ? listed : !listed);
}
