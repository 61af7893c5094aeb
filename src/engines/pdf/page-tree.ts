import type { PdfDocument } from './pdf-document.ts';
import { PdfError } from './pdf-error.ts';
import { type PdfArray, PdfDict, type PdfObject, PdfRef } from './pdf-object.ts';

/** What placement needs to know of a page. Boxes are [x1 y1 x2 y2], normalised, in user space units. */
export interface PageInfo {
  readonly index: number;
  readonly ref: PdfRef;
  readonly dict: PdfDict;
  readonly mediaBox: readonly [number, number, number, number];
  /** The CropBox cut to the MediaBox; the MediaBox when there is none. */
  readonly cropBox: readonly [number, number, number, number];
  /** Clockwise, 0, 90, 180 or 270. */
  readonly rotate: 0 | 90 | 180 | 270;
  /** Size of a user space unit in 1/72 inch. */
  readonly userUnit: number;
}

const MAX_DEPTH = 64;
const MAX_PAGES = 1_000_000;
const LETTER = [0, 0, 612, 792] as const;

/** Number of pages as the tree's root counts them. */
export function pageCount(document: PdfDocument): number {
  const count = document.number(rootNode(document).get('Count'));
  if (count !== undefined && Number.isInteger(count) && count >= 0 && count <= MAX_PAGES) return count;
  throw new PdfError('damaged', 'the page tree has no usable /Count');
}

/** A page by index from 0, found by descending the tree with /Count. Throws `no-such-page`. */
export function pageAt(document: PdfDocument, index: number): PageInfo {
  if (!Number.isInteger(index) || index < 0 || index >= pageCount(document))
    throw new PdfError('no-such-page', `the document has no page ${index + 1}`);
  const known = listOnceWorthIt(document);
  const listed = known?.[index];
  if (listed) return pageInfo(document, index, listed);
  let node = rootNode(document);
  let left = index;
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const step = descend(document, node, left);
    if ('leaf' in step) return pageInfo(document, index, step.leaf);
    node = step.node;
    left = step.left;
  }
  throw new PdfError('too-complex', 'the page tree is too deep');
}

const visits = new WeakMap<PdfDocument, { count: number; list: readonly PdfRef[] | undefined }>();
const WORTH_LISTING = 16;

/** Whoever asks for many pages gets them from one walk of the tree, if the tree holds as many as it says. */
function listOnceWorthIt(document: PdfDocument): readonly PdfRef[] | undefined {
  const visit = visits.get(document) ?? { count: 0, list: undefined };
  visits.set(document, visit);
  visit.count++;
  if (visit.count === WORTH_LISTING) {
    const list = allPageRefs(document);
    if (list.length === pageCount(document)) visit.list = list;
  }
  return visit.list;
}

function rootNode(document: PdfDocument): PdfDict {
  const root = document.dict(document.catalog.get('Pages'));
  if (!root) throw new PdfError('damaged', 'the page tree is missing');
  return root;
}

function descend(document: PdfDocument, node: PdfDict, index: number): { leaf: PdfRef } | { node: PdfDict; left: number } {
  const kids = kidsOf(document, node) ?? [];
  let left = index;
  // As many kids as pages below: all are leaves, no need to look at the others.
  const direct = document.number(node.get('Count')) === kids.length ? kids[left] : undefined;
  const shortcut = document.dict(direct);
  if (direct instanceof PdfRef && shortcut && !shortcut.has('Kids')) return { leaf: direct };
  for (const kid of kids) {
    const dict = document.dict(kid);
    if (!dict) continue;
    const pages = dict.has('Kids') ? (document.number(dict.get('Count')) ?? 0) : 1;
    if (left >= pages) {
      left -= pages;
      continue;
    }
    if (dict.has('Kids')) return { node: dict, left };
    if (kid instanceof PdfRef) return { leaf: kid };
  }
  throw new PdfError('damaged', 'the page tree does not hold as many pages as it says');
}

function kidsOf(document: PdfDocument, node: PdfDict): PdfArray | undefined {
  return document.array(node.get('Kids'));
}

/** All pages in order, by walking the whole tree (verification; placement uses `pageAt`). */
export function allPageRefs(document: PdfDocument): PdfRef[] {
  const pages: PdfRef[] = [];
  const seen = new Set<number>();
  const walk = (value: PdfObject, depth: number): void => {
    const dict = document.dict(value);
    if (!dict || !(value instanceof PdfRef)) return;
    if (depth > MAX_DEPTH) throw new PdfError('too-complex', 'the page tree is too deep');
    const kids = kidsOf(document, dict);
    if (!kids) {
      if (pages.length >= MAX_PAGES) throw new PdfError('too-complex', 'too many pages');
      pages.push(value);
      return;
    }
    if (seen.has(value.num)) throw new PdfError('damaged', 'the page tree holds a loop');
    seen.add(value.num);
    for (const kid of kids) walk(kid, depth + 1);
  };
  const root = document.catalog.get('Pages');
  if (root !== undefined) walk(root, 0);
  return pages;
}

/** An attribute of a page or the nearest ancestor that has it (ISO 32000-1 7.7.3.4). */
export function inherited(document: PdfDocument, page: PdfDict, key: string): PdfObject | undefined {
  let node: PdfDict | undefined = page;
  for (let depth = 0; node && depth < MAX_DEPTH; depth++) {
    const value = document.resolve(node.get(key));
    if (value !== undefined && value !== null) return value;
    node = document.dict(node.get('Parent'));
  }
  return undefined;
}

function pageInfo(document: PdfDocument, index: number, ref: PdfRef): PageInfo {
  const dict = document.dict(ref) ?? new PdfDict();
  const mediaBox = box(document, inherited(document, dict, 'MediaBox')) ?? LETTER;
  const crop = box(document, inherited(document, dict, 'CropBox'));
  const unit = document.number(dict.get('UserUnit'));
  const turned = document.number(inherited(document, dict, 'Rotate')) ?? 0;
  const quarter = ((Math.round(turned / 90) % 4) + 4) % 4;
  return {
    index,
    ref,
    dict,
    mediaBox,
    cropBox: (crop && intersection(crop, mediaBox)) ?? mediaBox,
    rotate: ([0, 90, 180, 270] as const)[quarter] ?? 0,
    userUnit: unit !== undefined && unit > 0 && unit <= 1e6 ? unit : 1,
  };
}

type Box = readonly [number, number, number, number];

function box(document: PdfDocument, value: PdfObject | undefined): Box | undefined {
  const [a, b, c, d] = (document.array(value) ?? []).map((item) => document.number(item));
  if (a === undefined || b === undefined || c === undefined || d === undefined) return undefined;
  const normal = [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)] as const;
  return normal[2] > normal[0] && normal[3] > normal[1] ? normal : undefined;
}

function intersection(a: Box, b: Box): Box | undefined {
  const cut = [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])] as const;
  return cut[2] > cut[0] && cut[3] > cut[1] ? cut : undefined;
}
