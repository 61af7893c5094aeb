import { sameValue } from './changed-objects.ts';
import { type FormField, formFields } from './form-fields.ts';
import type { PdfDocument } from './pdf-document.ts';
import { PdfDict, type PdfObject, PdfRef, PdfStream } from './pdf-object.ts';

/** The form in two neighbouring states of a document. */
interface FormPair {
  readonly before: PdfDocument;
  readonly after: PdfDocument;
}

const DEFAULTS: ReadonlySet<string> = new Set(['SigFlags', 'DR', 'DA']);

/**
 * Whether a change of /SigFlags, /DR or /DA only adds what other programs add with their signature and nothing shown depends on it: flags
 * are set, resources get new names, a default appearance is given where none was (ISO 32000-1 table 218).
 */
export function onlyAddsDefaults(pair: FormPair, key: string, before: PdfObject | undefined, after: PdfObject | undefined): boolean {
  if (!DEFAULTS.has(key)) return false;
  const [was, is] = [pair.before.resolve(before), pair.after.resolve(after)];
  if (key === 'SigFlags') return addsFlags(was, is);
  if (showsDefaults(pair.before)) return false;
  if (key === 'DA') return (was ?? null) === null && is !== null && is !== undefined;
  return addsResources(pair, was, is);
}

/** The same for an object within /DR that changed in place: the resources themselves or the names of one category. */
export function onlyAddsResources(pair: FormPair, num: number): boolean {
  const [was, is] = [resourcesOf(pair.before), resourcesOf(pair.after)];
  if (!was || !is) return false;
  const within = [was.holder.get('DR'), ...[...was.resources.entries()].map(([, category]) => category)];
  const isPart = within.some((value) => value instanceof PdfRef && value.num === num);
  return isPart && !showsDefaults(pair.before) && addsResources(pair, was.resources, is.resources);
}

function resourcesOf(document: PdfDocument): { holder: PdfDict; resources: PdfDict } | undefined {
  const holder = document.dict(document.catalog.get('AcroForm'));
  const resources = document.dict(holder?.get('DR'));
  return holder && resources && { holder, resources };
}

function addsFlags(was: PdfObject | undefined, is: PdfObject | undefined): boolean {
  const [old, fresh] = [was ?? 0, is];
  return typeof old === 'number' && typeof fresh === 'number' && [1, 2, 3].includes(fresh) && (old & fresh) === old;
}

function addsResources(pair: FormPair, was: PdfObject | undefined, is: PdfObject | undefined): boolean {
  if (!(is instanceof PdfDict)) return false;
  if (!(was instanceof PdfDict)) return (was ?? null) === null;
  return [...was.entries()].every(([category, names]) => {
    // The same reference says nothing: what it leads to may be what changed.
    const [old, fresh] = [pair.before.resolve(names), pair.after.resolve(is.get(category))];
    if (!(old instanceof PdfDict && fresh instanceof PdfDict)) return sameValue(old, fresh);
    return [...old.entries()].every(([name, value]) => sameValue(value, fresh.get(name)));
  });
}

const known = new WeakMap<PdfDocument, boolean>();

/** Whether a reader must make an appearance from the defaults: it is told to, or a field of its own shape has none. */
function showsDefaults(document: PdfDocument): boolean {
  const answered = known.get(document);
  if (answered !== undefined) return answered;
  const form = document.dict(document.catalog.get('AcroForm'));
  const answer =
    document.resolve(form?.get('NeedAppearances')) === true || formFields(document).some((field) => needsDefaults(document, field));
  known.set(document, answer);
  return answer;
}

function needsDefaults(document: PdfDocument, { type, widgets }: FormField): boolean {
  return type !== 'Sig' && !widgets.every(({ dict }) => hasAppearance(document, dict));
}

function hasAppearance(document: PdfDocument, widget: PdfDict): boolean {
  const normal = document.resolve(document.dict(widget.get('AP'))?.get('N'));
  return normal instanceof PdfStream || normal instanceof PdfDict;
}
