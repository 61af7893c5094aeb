import { type Finding, finding, keysThatDiffer, type RevisionPair } from './change-finding.ts';
import { fieldTypeOf, isStampField } from './object-graph.ts';
import { inherited } from './page-tree.ts';
import type { PdfDocument } from './pdf-document.ts';
import { PdfDict, type PdfObject, PdfStream } from './pdf-object.ts';
import type { ChangeKind } from './signature-types.ts';
import { decodeText } from './text-string.ts';

export interface FieldContext {
  readonly pageIndex: number | undefined;
  readonly fieldType: string | undefined;
}

const FILLED = new Set(['V', 'AP', 'AS', 'I', 'RV', 'TI', 'M']);

/** A field (its widget included) that a revision brought. */
export function newFieldChanges(document: PdfDocument, dict: PdfDict, { pageIndex, fieldType }: FieldContext): Finding[] {
  const own = { pageIndex, fieldName: fieldNameOf(document, dict) };
  if (fieldType === 'Sig') {
    const value = document.dict(dict.get('V'));
    return value
      ? [signatureAdded(document, value, own)]
      : [finding('signature-field-added', 'an unsigned signature field was added', own)];
  }
  if (!isStampField(document, dict))
    return [finding(fieldType === undefined ? 'annotation' : 'form-field-added', 'a form field was added', own)];
  const reserved = finding('stamp-reserved', 'a field was reserved for a stamp', own);
  return isEmptyAppearance(document, dict)
    ? [reserved]
    : [reserved, finding('stamp-filled', 'a stamp field was added with its stamp', own)];
}

/** A field or annotation that was there before. */
export function fieldChanges(pair: RevisionPair, before: PdfDict, after: PdfDict, context: FieldContext): Finding[] {
  const own = { pageIndex: context.pageIndex, fieldName: fieldNameOf(pair.after, after) };
  const keys = keysThatDiffer(before, after);
  const isField = context.fieldType !== undefined;
  const wasType = fieldTypeOf(pair.before, before);
  if (isField && wasType !== context.fieldType) return [finding('acroform', 'a field became one of another type', { ...own, key: 'FT' })];
  if (!isField) return keys.map((key) => finding('annotation', `an annotation changed: ${key}`, { ...own, key }));
  const stamp = isStampField(pair.before, before) && isStampField(pair.after, after);
  return keys.flatMap((key) => {
    const named = { ...own, key };
    if (context.fieldType === 'Sig') return signatureFieldKey(pair, before, after, key, named);
    if (stamp && key === 'AP') {
      return isEmptyAppearance(pair.before, before)
        ? [finding('stamp-filled', 'a reserved stamp field was filled', named)]
        : [finding('signature-changed', 'a stamp was given another appearance', named)];
    }
    return [finding(otherFieldKey(key, stamp), `a field changed: ${key}`, named)];
  });
}

function otherFieldKey(key: string, stamp: boolean): ChangeKind {
  if (!stamp && FILLED.has(key)) return 'form-filled';
  if (key === 'Kids') return 'form-field-added';
  return ['Rect', 'F', 'P', 'Subtype', 'OC', 'MK', 'AP', 'AS', 'Parent'].includes(key) ? 'annotation' : 'acroform';
}

function signatureFieldKey(pair: RevisionPair, before: PdfDict, after: PdfDict, key: string, named: Partial<Finding>): Finding[] {
  const was = pair.before.resolve(inherited(pair.before, before, 'V'));
  const value = pair.after.dict(inherited(pair.after, after, 'V'));
  if (was instanceof PdfDict) return [finding('signature-changed', `the field of a signature changed: ${key}`, named)];
  if (key === 'V')
    return value ? [signatureAdded(pair.after, value, named)] : [finding('acroform', 'a signature field was given a strange value', named)];
  // Signing fills in what the field shows; only together with a signature is that part of it.
  if (value && ['AP', 'M', 'MK', 'AS'].includes(key)) return [];
  return [finding(key === 'Lock' || key === 'SV' ? 'acroform' : 'annotation', `an unsigned signature field changed: ${key}`, named)];
}

function signatureAdded(document: PdfDocument, value: PdfDict, own: Partial<Finding>): Finding {
  const timestamp = document.name(value.get('Type')) === 'DocTimeStamp' || document.name(value.get('SubFilter')) === 'ETSI.RFC3161';
  return timestamp
    ? finding('doc-timestamp', 'a document time-stamp was added', own)
    : finding('signature-added', 'a signature was added', own);
}

function isEmptyAppearance(document: PdfDocument, dict: PdfDict): boolean {
  const appearance = document.dict(dict.get('AP'));
  if (!appearance) return true;
  return appearance.size === 1 && isEmptyForm(document, document.resolve(appearance.get('N')));
}

/** Whether a form draws nothing at all. */
export function isEmptyForm(document: PdfDocument, form: PdfObject | undefined): boolean {
  return form instanceof PdfStream && Buffer.from(document.decode(form)).toString('latin1').trim() === '';
}

/** The full name: partial names of the ancestors, joined with dots. */
function fieldNameOf(document: PdfDocument, dict: PdfDict): string | undefined {
  const parts: string[] = [];
  let node: PdfDict | undefined = dict;
  for (let depth = 0; node && depth < 32; depth++) {
    const partial = document.string(node.get('T'));
    if (partial) parts.unshift(decodeText(partial));
    node = document.dict(node.get('Parent'));
  }
  return parts.length > 0 ? parts.join('.') : undefined;
}
