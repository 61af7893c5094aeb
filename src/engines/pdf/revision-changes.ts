import { type Finding, finding, keysThatDiffer, type RevisionPair } from './change-finding.ts';
import { type ChangedObject, isContainer, isObjectStream, sameValue } from './changed-objects.ts';
import { type FieldContext, fieldChanges, isEmptyForm, newFieldChanges } from './field-changes.ts';
import { onlyAddsDefaults, onlyAddsResources } from './form-defaults.ts';
import { fieldTypeOf, type ObjectUse } from './object-graph.ts';
import type { PdfDocument } from './pdf-document.ts';
import { PdfDict, type PdfObject, PdfRef } from './pdf-object.ts';
import type { RevisionChange } from './signature-types.ts';
import { stampsShowing } from './stamp-forms.ts';

/** Names every change of one revision by what the changed objects are to the document, before and after. */
export function revisionChanges(pair: RevisionPair): RevisionChange[] {
  const findings = [...trailerChanges(pair), ...pageListChanges(pair), ...pair.changed.flatMap((object) => objectChanges(pair, object))];
  const unique = new Map(findings.map((item) => [`${item.kind}|${item.object}|${item.key}|${item.description}`, item]));
  return [...unique.values()].map((item) => ({ ...item, revision: pair.revision }));
}

function trailerChanges({ before, after }: RevisionPair): Finding[] {
  const found: Finding[] = [];
  const differs = (key: string): boolean => !sameValue(before.trailer.get(key), after.trailer.get(key));
  if (differs('Root')) found.push(finding('catalog', 'the trailer names another catalog', { key: 'Root' }));
  if (differs('Info')) found.push(finding('metadata', 'the trailer names another information dictionary', { key: 'Info' }));
  if (differs('Encrypt')) found.push(finding('unknown', 'the encryption dictionary is another one', { key: 'Encrypt' }));
  const [sizeBefore, sizeAfter] = [before, after].map((document) => document.number(document.trailer.get('Size')) ?? 0);
  // 7.5.5: objects numbered from /Size on count as missing, so a smaller one hides them.
  if ((sizeAfter ?? 0) < (sizeBefore ?? 0)) found.push(finding('shadowed-object', 'a smaller /Size hides objects', { key: 'Size' }));
  const [first] = [before, after].map((document) => document.array(document.trailer.get('ID'))?.[0]);
  if (first !== undefined && !sameValue(first, after.array(after.trailer.get('ID'))?.[0]))
    found.push(finding('unknown', 'the permanent file identifier is another one', { key: 'ID' }));
  return found;
}

function pageListChanges({ graphBefore, graphAfter }: RevisionPair): Finding[] {
  const was = new Map(graphBefore.pages.map((num, index) => [num, index]));
  const is = new Map(graphAfter.pages.map((num, index) => [num, index]));
  const added = graphAfter.pages
    .filter((num) => !was.has(num))
    .map((num) => finding('page-added', 'a page was added', { object: `${num} 0`, pageIndex: is.get(num) }));
  const removed = graphBefore.pages
    .filter((num) => !is.has(num))
    .map((num) => finding('page-removed', 'a page was removed', { object: `${num} 0`, pageIndex: was.get(num) }));
  const left = graphBefore.pages.filter((num) => is.has(num));
  const stayed = graphAfter.pages.filter((num) => was.has(num));
  const repeated = graphAfter.pages.length - new Set(graphAfter.pages).size !== graphBefore.pages.length - new Set(graphBefore.pages).size;
  const moved = repeated || left.some((num, index) => stayed[index] !== num);
  return [...added, ...removed, ...(moved ? [finding('pages-reordered', 'the pages stand in another order')] : [])];
}

function objectChanges(pair: RevisionPair, object: ChangedObject): Finding[] {
  const usesBefore = pair.graphBefore.usesOf(object.num);
  const usesAfter = pair.graphAfter.usesOf(object.num);
  const own = { object: `${object.num} ${object.gen}` };
  const container = replacedContainer(object).map((item) => ({ ...item, ...own }));
  if (usesBefore.length + usesAfter.length === 0)
    return container.length > 0 ? container : unreachable(object).map((item) => ({ ...item, ...own }));
  // What is new is explained by whatever came to point to it; only skeleton objects speak for themselves.
  const fresh = object.before === null && usesBefore.length === 0;
  const uses = new Map([...usesBefore, ...usesAfter].map((use) => [use.role, use]));
  const found = fresh ? newObject(pair, object, uses) : [...uses.values()].flatMap((use) => changeByRole(pair, object, use));
  return [...container, ...found.map((item) => ({ ...item, ...own }))];
}

/** Whoever replaces an object stream replaces every object in it, without naming one of them. */
function replacedContainer({ before }: ChangedObject): Finding[] {
  return isObjectStream(before) ? [finding('shadowed-object', 'a container of signed objects was replaced')] : [];
}

function unreachable(object: ChangedObject): Finding[] {
  const bookKeeping = isContainer(object.after) && (object.before === null || isContainer(object.before));
  if (bookKeeping) return [];
  if (object.before === null) return [finding('orphan-object', 'a new object that nothing points to')];
  return [finding('shadowed-object', 'an object that nothing points to was given another value')];
}

function newObject(pair: RevisionPair, object: ChangedObject, uses: ReadonlyMap<string, ObjectUse>): Finding[] {
  const annot = uses.get('annot');
  const field = uses.get('field');
  if (!annot && !field) return uses.has('dss') ? [finding('dss', 'validation data was added')] : [];
  const dict = object.after instanceof PdfDict ? object.after : new PdfDict();
  const context: FieldContext = contextOf(pair, object, annot ?? field);
  if (!field) return [finding('annotation', 'an annotation was added', { pageIndex: annot?.page })];
  return newFieldChanges(pair.after, dict, context);
}

function contextOf(pair: RevisionPair, object: ChangedObject, use: ObjectUse | undefined): FieldContext {
  const dict = object.after instanceof PdfDict ? object.after : object.before instanceof PdfDict ? object.before : new PdfDict();
  const page = dict.get('P');
  const pageIndex = (page instanceof PdfRef ? pair.graphAfter.pageOf(page.num) : undefined) ?? use?.page;
  return { pageIndex, fieldType: fieldTypeOf(pair.after, dict) };
}

function changeByRole(pair: RevisionPair, object: ChangedObject, use: ObjectUse): Finding[] {
  const page = { pageIndex: use.page };
  switch (use.role) {
    case 'catalog':
      return dictChanges(object, (key, a, b) => catalogKey(pair, key, a, b));
    case 'pages':
      return dictChanges(object, (key) => pagesKey(pair, key));
    case 'page':
      return dictChanges(object, (key, a, b) =>
        key === 'Annots' ? annotListChanges(pair, a, b, use.page) : [finding('page-content', `a page changed: ${key}`, { ...page, key })],
      );
    case 'annots':
      return annotListChanges(pair, object.before, object.after, use.page);
    case 'annot':
    case 'field':
      return widgetChanges(pair, object, use);
    case 'stamp-appearance':
      return [stampFormChange(pair, object, use)];
    case 'field-appearance':
    case 'field-value':
      return [finding('form-filled', 'what a field holds or shows changed in place', page)];
    case 'annotation-appearance':
    case 'annot-part':
      return [finding('annotation', 'what an annotation shows or does changed', page)];
    case 'signature-appearance':
    case 'signature-value':
    case 'perms':
      return [finding('signature-changed', 'what a signature holds or shows changed in place', page)];
    case 'acroform':
      return dictChanges(object, (key, a, b) => formKey(pair, key, a, b));
    case 'acroform-part':
      return [
        onlyAddsResources(pair, object.num)
          ? finding('form-defaults-added', 'resources of the form got new names')
          : finding('acroform', 'a part of the form changed'),
      ];
    case 'fields':
      return fieldListChanges(pair, object.before, object.after);
    case 'content':
      return [finding('page-content', 'what a page shows changed', page)];
    case 'dss':
      return [finding('dss', 'validation data changed')];
    case 'metadata':
    case 'info':
      return [finding('metadata', 'the metadata changed')];
    case 'extensions':
      return [finding('catalog', 'the extensions changed', { key: 'Extensions' })];
    case 'structure':
      return [finding('catalog', 'the structure tree changed', { key: 'StructTreeRoot' })];
    case 'document':
      return [finding('catalog', 'something that the catalog points to changed')];
    case 'encrypt':
    case 'trailer':
      return [finding('unknown', 'the encryption changed', { key: 'Encrypt' })];
    default:
      return [finding('unknown', 'an object changed')];
  }
}

/** Compares key by key when both are dictionaries of the same kind; otherwise the whole object is the change. */
function dictChanges(
  object: ChangedObject,
  judge: (key: string, before: PdfObject | undefined, after: PdfObject | undefined) => Finding[],
): Finding[] {
  const { before, after } = object;
  if (!(before instanceof PdfDict && after instanceof PdfDict))
    return [finding('unknown', 'an object of the document’s structure appeared, vanished or became something else')];
  return keysThatDiffer(before, after).flatMap((key) => judge(key, before.get(key), after.get(key)));
}

/** A tree that was changed must show in its pages; if it does not, some readers see what others do not. */
function pagesKey(pair: RevisionPair, key: string): Finding[] {
  if (!['Kids', 'Count', 'Parent'].includes(key)) return [finding('page-content', `what all pages inherit changed: ${key}`, { key })];
  return pageListChanges(pair).length > 0 ? [] : [finding('pages-reordered', `the page tree was rearranged: ${key}`, { key })];
}

function catalogKey(pair: RevisionPair, key: string, before: PdfObject | undefined, after: PdfObject | undefined): Finding[] {
  if (key === 'DSS')
    return after === undefined
      ? [finding('catalog', 'validation data was removed', { key })]
      : [finding('dss', 'validation data was added', { key })];
  if (key === 'Metadata') return [finding('metadata', 'the metadata stream is another one', { key })];
  if (key === 'AcroForm') {
    const [was, is] = [pair.before.dict(before) ?? new PdfDict(), pair.after.dict(after)];
    if (!is) return [finding('acroform', 'the form was removed', { key })];
    return keysThatDiffer(was, is).flatMap((inner) => formKey(pair, inner, was.get(inner), is.get(inner)));
  }
  if (key === 'Extensions') {
    const [was, is] = [pair.before.dict(before) ?? new PdfDict(), pair.after.dict(after) ?? new PdfDict()];
    return keysThatDiffer(was, is).map((inner) => finding('catalog', `an extension was declared: ${inner}`, { key: `${key}/${inner}` }));
  }
  return [finding('catalog', `the catalog changed: ${key}`, { key })];
}

function formKey(pair: RevisionPair, key: string, before: PdfObject | undefined, after: PdfObject | undefined): Finding[] {
  if (key === 'Fields') return fieldListChanges(pair, before, after);
  const kind = onlyAddsDefaults(pair, key, before, after) ? 'form-defaults-added' : 'acroform';
  return [finding(kind, `the form changed: ${key}`, { key: `AcroForm/${key}` })];
}

/** Only an empty form can be filled; another picture in the place of a stamp changes what was signed. */
function stampFormChange(pair: RevisionPair, { num, before }: ChangedObject, { page }: ObjectUse): Finding {
  if (!isEmptyForm(pair.before, before)) return finding('signature-changed', 'what a stamp shows was changed', { pageIndex: page });
  const names = stampsShowing(pair.before, num);
  const named = names.length === 0 ? {} : { fieldName: names[0], fieldNames: names };
  return finding('stamp-filled', 'the form of a reserved stamp field was filled', { pageIndex: page, ...named });
}

interface Listed {
  readonly refs: ReadonlySet<number>;
  /** Elements that are no references, as text. */
  readonly direct: readonly string[];
}

function listed(document: PdfDocument, value: PdfObject | undefined): Listed {
  const items = document.array(value) ?? [];
  const refs = items.filter((item) => item instanceof PdfRef);
  const direct = items
    .filter((item) => !(item instanceof PdfRef) && item !== null)
    .map((item) => JSON.stringify(item instanceof PdfDict ? [...item.entries()] : String(item)));
  return { refs: new Set(refs.map(({ num }) => num)), direct };
}

function listChanges(
  pair: RevisionPair,
  before: PdfObject | undefined,
  after: PdfObject | undefined,
): { gone: number[]; old: number[]; direct: boolean; moved: boolean } {
  const [was, is] = [listed(pair.before, before), listed(pair.after, after)];
  const stayed = [...is.refs].filter((num) => was.refs.has(num));
  return {
    gone: [...was.refs].filter((num) => !is.refs.has(num)),
    // New objects speak for themselves; an old object that only now is listed was prepared in the signed bytes.
    old: [...is.refs].filter((num) => !was.refs.has(num) && pair.before.get(num) !== null),
    direct: was.direct.join() !== is.direct.join(),
    moved: [...was.refs].filter((num) => is.refs.has(num)).some((num, index) => stayed[index] !== num),
  };
}

function annotListChanges(
  pair: RevisionPair,
  before: PdfObject | undefined,
  after: PdfObject | undefined,
  pageIndex: number | undefined,
): Finding[] {
  const change = listChanges(pair, before, after);
  const own = { key: 'Annots', pageIndex };
  return [
    ...change.gone.map((num) => finding('annotation', `annotation ${num} was removed from a page`, own)),
    ...change.old.map((num) => finding('annotation', `existing object ${num} was made an annotation`, own)),
    ...(change.direct ? [finding('annotation', 'annotations within a page changed', own)] : []),
    ...(change.moved ? [finding('annotation', 'the annotations of a page stand in another order', own)] : []),
  ];
}

function fieldListChanges(pair: RevisionPair, before: PdfObject | undefined, after: PdfObject | undefined): Finding[] {
  const change = listChanges(pair, before, after);
  const own = { key: 'Fields' };
  return [
    ...change.gone.map((num) => finding('form-field-removed', `field ${num} was removed`, own)),
    ...change.old.map((num) => finding('form-field-added', `existing object ${num} was made a field`, own)),
    ...(change.direct ? [finding('acroform', 'fields within the form changed', own)] : []),
  ];
}

function widgetChanges(pair: RevisionPair, object: ChangedObject, use: ObjectUse): Finding[] {
  const context = contextOf(pair, object, use);
  if (object.before instanceof PdfDict && object.after instanceof PdfDict) return fieldChanges(pair, object.before, object.after, context);
  if (object.before === null && object.after instanceof PdfDict) return newFieldChanges(pair.after, object.after, context);
  const kind = use.role === 'field' ? 'form-field-removed' : 'annotation';
  return [finding(kind, 'a field or annotation vanished or became something else', { pageIndex: context.pageIndex })];
}
