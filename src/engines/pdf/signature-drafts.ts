import type { SignatureEntries, SignatureRequest, Stamp } from './append-types.ts';
import type { FormField } from './form-fields.ts';
import type { PdfDocument } from './pdf-document.ts';
import { PdfError } from './pdf-error.ts';
import { name, PdfDict, type PdfObject, PdfRef, PdfStream } from './pdf-object.ts';
import { RevisionDraft } from './revision-draft.ts';
import { appearanceKey, emptyForm, type FormSlots, SharedForms } from './shared-forms.ts';
import { type FieldPlan, FieldWriter } from './signature-fields.ts';
import { lockOfField } from './signature-permission.ts';
import type { PdfSignature } from './signature-types.ts';
import { dateString, textString } from './text-string.ts';
import type { RevisionBytes } from './write-revision.ts';

type Standing = 'first' | 'later';
const INVISIBLE = [0, 0, 0, 0] as const;

/** The unsigned update before a signature with several stamps. */
export interface Preparation {
  readonly bytes: Buffer;
  /** Empty forms for the stamps' appearances: filling these few leaves the many fields alone. */
  readonly slots: FormSlots;
}

/** Reserves the fields; undefined when nothing is to be reserved. */
export function draftPreparation(
  document: PdfDocument,
  plan: FieldPlan,
  stamps: readonly Stamp[],
  standing: Standing,
): Preparation | undefined {
  const missing = plan.stamps.filter(({ existing }) => existing === undefined);
  if (missing.length === 0) return undefined;
  const draft = new RevisionDraft(document);
  const writer = new FieldWriter(draft, standing);
  const slots = new Map<string, PdfRef>();
  const slotOf = (stamp: Stamp): { form?: PdfRef } => {
    if (!stamp.appearance) return {};
    const key = appearanceKey(stamp.appearance);
    const form = slots.get(key) ?? emptyForm(draft);
    slots.set(key, form);
    return { form };
  };
  if (!plan.existing)
    writer.add({ kind: 'signature', name: plan.fieldName, pageIndex: stamps[0]?.pageIndex ?? 0, rect: stamps[0]?.rect ?? INVISIBLE });
  for (const { name: fieldName, stamp } of missing)
    writer.add({ kind: 'stamp', name: fieldName, pageIndex: stamp.pageIndex, rect: stamp.rect, ...slotOf(stamp) });
  return { bytes: draft.write().bytes, slots };
}

type SigningRequest = Omit<SignatureRequest, 'sign'>;

/** The update that holds the signature, with room for /Contents. */
export function draftSignature(
  document: PdfDocument,
  plan: FieldPlan,
  request: SigningRequest,
  situation: { standing: Standing; slots: FormSlots },
): RevisionBytes {
  const { standing, slots } = situation;
  const draft = new RevisionDraft(document);
  const forms = new SharedForms(draft, request.forms, isPdfA1(document) ? 'forbidden' : 'allowed');
  const appearance = (stamp: Stamp | undefined): PdfRef | undefined => stamp?.appearance && forms.appearance(stamp.appearance);
  const first = request.stamps[0];
  const shown = appearance(first);
  const value = draft.addSignature(signatureDict(document, plan, request.signature), request.contentsBytes);
  const field = plan.existing?.ref ?? newField(draft, plan.fieldName, first, standing);
  if (plan.existing) readyForm(draft, standing);
  draft.edit(field).set('V', value);
  if (shown) showOn(draft, plan.existing?.widgets[0]?.ref ?? field, shown);
  const wanted = new Map(
    plan.stamps.flatMap(({ stamp }) => (stamp.appearance ? [[appearanceKey(stamp.appearance), stamp.appearance] as const] : [])),
  );
  for (const [key, slot] of slots) {
    const own = wanted.get(key);
    if (own) forms.fill(slot, own);
  }
  for (const { stamp, existing } of plan.stamps) {
    if (existing === undefined || shownBySlot(existing, slots)) continue;
    const form = appearance(stamp);
    const widget = existing.widgets[0]?.ref ?? existing.ref;
    if (form && widget) showOn(draft, widget, form);
  }
  if (request.signature.certify !== undefined) draft.edit(document.rootRef).set('Perms', PdfDict.of({ DocMDP: value }));
  return draft.write();
}

function newField(draft: RevisionDraft, fieldName: string, stamp: Stamp | undefined, standing: Standing): PdfRef {
  const field = { kind: 'signature' as const, name: fieldName, pageIndex: stamp?.pageIndex ?? 0, rect: stamp?.rect ?? INVISIBLE };
  return new FieldWriter(draft, standing, stamp?.appearance ? 'none' : 'empty').add(field);
}

/** A form whose signature field was made by another program may lack /SigFlags 3 or still ask for new appearances. */
function readyForm(draft: RevisionDraft, standing: Standing): void {
  const { document } = draft;
  const form = document.dict(document.catalog.get('AcroForm'));
  const stale = standing === 'first' && form?.has('NeedAppearances') === true;
  if (stale || document.number(form?.get('SigFlags')) !== 3) new FieldWriter(draft, standing, 'none');
}

function shownBySlot(field: FormField, slots: FormSlots): boolean {
  const appearance = field.dict.get('AP');
  const form = appearance instanceof PdfDict ? appearance.get('N') : undefined;
  return form instanceof PdfRef && [...slots.values()].some(({ num }) => num === form.num);
}

function showOn(draft: RevisionDraft, widget: PdfRef, form: PdfRef): void {
  draft.edit(widget).set('AP', PdfDict.of({ N: form }));
}

function signatureDict(document: PdfDocument, plan: FieldPlan, entries: SignatureEntries): PdfDict {
  const timestamp = entries.subFilter === 'ETSI.RFC3161';
  if (!timestamp && !Number.isFinite(entries.time.getTime())) throw new PdfError('invalid-request', 'the signing time is no time');
  const text = (value: string | undefined): PdfObject | undefined => (value === undefined ? undefined : textString(value));
  const references = [
    ...(entries.certify === undefined ? [] : [reference('DocMDP', PdfDict.of({ P: entries.certify, V: name('1.2') }))]),
    ...fieldMdp(lockOfField(document, plan.existing)),
  ];
  return PdfDict.of({
    Type: name(timestamp ? 'DocTimeStamp' : 'Sig'),
    Filter: name(entries.filter),
    SubFilter: name(entries.subFilter),
    Name: text(entries.name),
    Reason: text(entries.reason),
    Location: text(entries.location),
    ContactInfo: text(entries.contactInfo),
    M: timestamp ? undefined : dateString(entries.time),
    Reference: references.length > 0 ? references : undefined,
  });
}

function reference(method: string, parms: PdfDict): PdfDict {
  return PdfDict.of({ Type: name('SigRef'), TransformMethod: name(method), TransformParams: parms.set('Type', name('TransformParams')) });
}

function fieldMdp(lock: PdfSignature['fieldLock']): PdfDict[] {
  if (!lock) return [];
  const fields = lock.action === 'All' ? undefined : lock.fields.map(textString);
  return [reference('FieldMDP', PdfDict.of({ Action: name(lock.action), Fields: fields, V: name('1.2') }))];
}

/** ISO 19005-1 forbids transparency; parts 2 and later allow it. */
function isPdfA1(document: PdfDocument): boolean {
  const metadata = document.resolve(document.catalog.get('Metadata'));
  if (!(metadata instanceof PdfStream)) return false;
  try {
    const xmp = Buffer.from(document.decode(metadata, 4 << 20)).toString('latin1');
    return /pdfaid:part(?:\s*=\s*["']|\s*>\s*)1\b/.test(xmp);
  } catch (error) {
    if (error instanceof PdfError) return false;
    throw error;
  }
}
