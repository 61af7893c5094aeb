import type { PdfDocument } from './pdf-document.ts';
import { PdfError } from './pdf-error.ts';
import { type PdfDict, type PdfObject, PdfRef } from './pdf-object.ts';
import { decodeText } from './text-string.ts';

/** A terminal form field with the widgets that show it. */
export interface FormField {
  /** Partial names from the root, joined with dots. */
  readonly name: string;
  readonly ref: PdfRef | undefined;
  readonly dict: PdfDict;
  /** /FT, inherited. */
  readonly type: string | undefined;
  readonly flags: number;
  /** /V, inherited, resolved. */
  readonly value: PdfObject | undefined;
  readonly widgets: readonly { readonly ref: PdfRef | undefined; readonly dict: PdfDict }[];
}

const MAX_FIELDS = 200_000;
const MAX_KIDS = 2_000_000;
const MAX_DEPTH = 64;

interface Inheritance {
  readonly name: string;
  readonly type: string | undefined;
  readonly flags: number;
  readonly value: PdfObject | undefined;
}

/** All terminal fields of the form, in document order. Throws `damaged` on loops, `too-complex` beyond the limits. */
export function formFields(document: PdfDocument): FormField[] {
  const form = document.dict(document.catalog.get('AcroForm'));
  const fields: FormField[] = [];
  const seen = new Set<number>();
  let kidsLeft = MAX_KIDS;
  const walk = (value: PdfObject, parent: Inheritance, depth: number): void => {
    const dict = document.dict(value);
    if (!dict) return;
    if (depth > MAX_DEPTH) throw new PdfError('too-complex', 'form fields are nested too deep');
    if (fields.length > MAX_FIELDS) throw new PdfError('too-complex', 'too many form fields');
    if (value instanceof PdfRef) {
      if (seen.has(value.num)) return;
      seen.add(value.num);
    }
    const here = inherit(document, dict, parent);
    const kids = document.array(dict.get('Kids')) ?? [];
    kidsLeft -= kids.length;
    if (kidsLeft < 0) throw new PdfError('too-complex', 'too many form fields');
    const children = kids.filter((kid) => document.dict(kid)?.has('T') === true);
    for (const child of children) walk(child, here, depth + 1);
    if (children.length > 0) return;
    const shown = kids.flatMap((kid) => {
      const widget = document.dict(kid);
      return widget ? [{ ref: kid instanceof PdfRef ? kid : undefined, dict: widget }] : [];
    });
    const ref = value instanceof PdfRef ? value : undefined;
    const widgets = kids.length > 0 ? shown : document.name(dict.get('Subtype')) === 'Widget' ? [{ ref, dict }] : [];
    fields.push({ ...here, ref, dict, widgets });
  };
  for (const field of document.array(form?.get('Fields')) ?? []) walk(field, { name: '', type: undefined, flags: 0, value: undefined }, 0);
  return fields;
}

function inherit(document: PdfDocument, dict: PdfDict, parent: Inheritance): Inheritance {
  const own = document.string(dict.get('T'));
  const partial = own ? decodeText(own) : undefined;
  return {
    name: partial === undefined ? parent.name : parent.name === '' ? partial : `${parent.name}.${partial}`,
    type: document.name(dict.get('FT')) ?? parent.type,
    flags: document.number(dict.get('Ff')) ?? parent.flags,
    value: document.resolve(dict.get('V')) ?? parent.value,
  };
}
