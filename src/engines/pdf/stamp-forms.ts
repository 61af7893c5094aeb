import { formFields } from './form-fields.ts';
import { isStampField } from './object-graph.ts';
import type { PdfDocument } from './pdf-document.ts';
import { PdfRef } from './pdf-object.ts';

const known = new WeakMap<PdfDocument, ReadonlyMap<number, readonly string[]>>();

/** Names of the stamp fields that show the form with this object number; stamps that look the same share one. */
export function stampsShowing(document: PdfDocument, form: number): readonly string[] {
  const index = known.get(document) ?? indexOf(document);
  known.set(document, index);
  return index.get(form) ?? [];
}

function indexOf(document: PdfDocument): ReadonlyMap<number, readonly string[]> {
  const index = new Map<number, string[]>();
  for (const { name, dict } of formFields(document)) {
    const shown = isStampField(document, dict) ? document.dict(dict.get('AP'))?.get('N') : undefined;
    if (!(shown instanceof PdfRef)) continue;
    const names = index.get(shown.num) ?? [];
    names.push(name);
    index.set(shown.num, names);
  }
  return index;
}
