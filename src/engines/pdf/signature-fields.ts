import type { Rect, SignatureRequest, Stamp } from './append-types.ts';
import { type FormField, formFields } from './form-fields.ts';
import { pageAt } from './page-tree.ts';
import type { PdfDocument } from './pdf-document.ts';
import { PdfError } from './pdf-error.ts';
import { name, PdfDict, PdfRef } from './pdf-object.ts';
import type { RevisionDraft } from './revision-draft.ts';
import { emptyForm } from './shared-forms.ts';
import { textString } from './text-string.ts';

const PRINT_LOCKED = 132; // ISO 32000-1 table 165
const READ_ONLY_PUSH_BUTTON = (1 << 16) | 1; // tables 221 and 226

/** The names that one signature will use, and which of them exist already. */
export interface FieldPlan {
  readonly fieldName: string;
  readonly existing: FormField | undefined;
  /** One for every stamp after the first. */
  readonly stamps: readonly { readonly name: string; readonly stamp: Stamp; readonly existing: FormField | undefined }[];
}

/** Finds the fields to fill and names for the new ones. Throws `no-such-field`, `field-exists`, `field-already-signed`. */
export function planFields(document: PdfDocument, request: Pick<SignatureRequest, 'fieldName' | 'stamps'>): FieldPlan {
  const fields = new Map(formFields(document).map((field) => [field.name, field]));
  const taken = new Set([...fields.keys()].map((known) => known.split('.')[0] ?? known));
  const fieldName = request.fieldName ?? freeName(taken, 'Signature')();
  if (fieldName === '' || (fieldName.includes('.') && !fields.has(fieldName)))
    throw new PdfError('invalid-request', 'a field name is empty or has a dot');
  const existing = fields.get(fieldName);
  if (existing?.value instanceof PdfDict) throw new PdfError('field-already-signed', `field ${fieldName} is signed already`);
  if (existing && existing.type !== 'Sig') throw new PdfError('field-exists', `field ${fieldName} is no signature field`);
  if (existing && !existing.ref) throw new PdfError('damaged', `field ${fieldName} is no indirect object`);
  taken.add(fieldName);
  const stampName = freeName(taken, `${fieldName}-`);
  const stamps = request.stamps.slice(1).map((stamp) => {
    if (stamp.reservedField === undefined) return { name: stampName(), stamp, existing: undefined };
    const reserved = fields.get(stamp.reservedField);
    if (reserved?.type !== 'Btn' || !reserved.ref) throw new PdfError('no-such-field', `there is no stamp field ${stamp.reservedField}`);
    return { name: stamp.reservedField, stamp, existing: reserved };
  });
  return { fieldName, existing, stamps };
}

/** Answers the next name of the form stem1, stem2, … that no field has. */
function freeName(taken: ReadonlySet<string>, stem: string): () => string {
  let number = 0;
  return () => {
    do number++;
    while (taken.has(`${stem}${number}`));
    return `${stem}${number}`;
  };
}

/** A field with its one widget in one dictionary, entered in the form and on its page. */
export interface NewField {
  readonly kind: 'signature' | 'stamp';
  readonly name: string;
  readonly pageIndex: number;
  readonly rect: Rect;
  /** The form to show; an empty one when absent. */
  readonly form?: PdfRef;
}

/** A third of a micrometre is fine enough, and the file stays small. */
const toThousandth = (value: number): number => Math.round(value * 1000) / 1000;

/** Adds fields to the form and to the pages; each form and page object is rewritten once. */
export class FieldWriter {
  readonly #draft: RevisionDraft;
  readonly #form: { readonly dict: PdfDict; readonly write: () => PdfDict };
  readonly #appearance: 'empty' | 'none';
  #empty: PdfRef | undefined;

  constructor(draft: RevisionDraft, firstSignature: 'first' | 'later', appearance: 'empty' | 'none' = 'empty') {
    this.#draft = draft;
    this.#appearance = appearance;
    this.#form = acroForm(draft);
    const form = this.#form.write();
    form.set('SigFlags', 3);
    // Acrobat would draw the fields anew and so damage later signatures; changing it once signed would damage earlier ones.
    if (firstSignature === 'first') form.delete('NeedAppearances');
  }

  add(field: NewField): PdfRef {
    if (!field.rect.every(Number.isFinite)) throw new PdfError('invalid-request', 'a rectangle is not made of numbers');
    const page = pageAt(this.#draft.document, field.pageIndex).ref;
    const visible = field.rect[0] !== field.rect[2] && field.rect[1] !== field.rect[3];
    const own = field.kind === 'signature' ? { FT: name('Sig') } : { FT: name('Btn'), Ff: READ_ONLY_PUSH_BUTTON };
    const form = field.form ?? (visible && this.#appearance === 'empty' ? this.#emptyForm() : undefined);
    const dict = PdfDict.of({
      Subtype: name('Widget'),
      ...own,
      T: textString(field.name),
      F: PRINT_LOCKED,
      Rect: field.rect.map(toThousandth),
      P: page,
      AP: form && PdfDict.of({ N: form }),
    });
    const ref = this.#draft.add(dict);
    this.#draft.append(this.#form.dict, 'Fields', ref, this.#form.write);
    const pageDict = this.#draft.current(page);
    if (!(pageDict instanceof PdfDict)) throw new PdfError('damaged', 'a page is no dictionary');
    this.#draft.append(pageDict, 'Annots', ref, () => this.#draft.edit(page));
    return ref;
  }

  #emptyForm(): PdfRef {
    this.#empty ??= emptyForm(this.#draft);
    return this.#empty;
  }
}

/** The form's dictionary wherever it is; created as an object of its own when there is none, so that later updates leave the catalog alone. */
function acroForm(draft: RevisionDraft): { dict: PdfDict; write: () => PdfDict } {
  const { document } = draft;
  const catalog = draft.current(document.rootRef);
  const entry = catalog instanceof PdfDict ? catalog.get('AcroForm') : undefined;
  const form = draft.current(entry);
  if (entry instanceof PdfRef && form instanceof PdfDict) return { dict: draft.edit(entry), write: () => draft.edit(entry) };
  if (form instanceof PdfDict) {
    const copy = form.copy();
    draft.edit(document.rootRef).set('AcroForm', copy);
    return { dict: copy, write: () => copy };
  }
  const ref = draft.add(PdfDict.of({ Fields: [] }));
  draft.edit(document.rootRef).set('AcroForm', ref);
  return { dict: draft.edit(ref), write: () => draft.edit(ref) };
}
