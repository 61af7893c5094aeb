import { ALL_ROLES, type HolderKind, type Role, SKELETON, step } from './object-roles.ts';
import { allPageRefs } from './page-tree.ts';
import type { PdfDocument } from './pdf-document.ts';
import { PdfError } from './pdf-error.ts';
import { isArray, nameOf, type PdfArray, PdfDict, type PdfObject, PdfRef, PdfStream } from './pdf-object.ts';
import type { XrefEntry } from './xref-section.ts';

/** One use of an object: its role, and the page and the annotation or field it belongs to. */
export interface ObjectUse {
  readonly role: Role;
  readonly page: number | undefined;
  readonly owner: number | undefined;
}

interface Edge {
  readonly path: readonly string[];
  readonly target: number;
}

interface Node {
  readonly edges: readonly Edge[];
  readonly holder: HolderKind;
}

/** What the walks through several states of one file share. */
export class WalkMemory {
  /** What objects point to, by where they stand in the file: bytes that two revisions share are read once. */
  readonly nodes = new Map<number, Node>();
  visitsLeft = MAX_VISITS;
}

const MAX_VISITS = 30_000_000;
const MAX_MEMBERS = 1 << 20;
const EMPTY: Node = { edges: [], holder: 'annotation' };
const NO_FOLLOW: ReadonlySet<Role> = new Set([
  'document',
  'structure',
  'annot-part',
  'acroform-part',
  'signature-value',
  'metadata',
  'info',
  'extensions',
]);

/** The uses of objects in one state of a document, found by walking all that its trailer reaches. */
export class ObjectGraph {
  /** Object numbers of the pages, in order. */
  readonly pages: readonly number[];
  readonly #document: PdfDocument;
  readonly #memory: WalkMemory;
  readonly #wanted: ReadonlySet<number>;
  readonly #uses = new Map<number, ObjectUse[]>();
  readonly #visited = new Set<number>();
  readonly #pageIndex: ReadonlyMap<number, number>;
  readonly #identities = new Set<number>();
  #skeleton: { num: number; use: ObjectUse }[] = [];
  #rest: { num: number; use: ObjectUse }[] = [];

  /** Records the uses of the `wanted` object numbers. Throws `too-complex` for monstrous files. */
  constructor(document: PdfDocument, wanted: ReadonlySet<number>, memory: WalkMemory) {
    this.#document = document;
    this.#wanted = wanted;
    this.#memory = memory;
    this.pages = allPageRefs(document).map(({ num }) => num);
    this.#pageIndex = new Map(this.pages.map((num, index) => [num, index]));
    this.#walk();
  }

  usesOf(num: number): readonly ObjectUse[] {
    return this.#uses.get(num) ?? [];
  }

  pageOf(num: number): number | undefined {
    return this.#pageIndex.get(num);
  }

  #walk(): void {
    this.#follow(undefined, nodeOf(this.#document, this.#document.trailer), { role: 'trailer', page: undefined, owner: undefined });
    for (let item = this.#skeleton.pop(); item; item = this.#skeleton.pop()) this.#visit(item.num, item.use);
    for (let item = this.#rest.pop(); item; item = this.#rest.pop()) {
      this.#visit(item.num, item.use);
      for (let inner = this.#skeleton.pop(); inner; inner = this.#skeleton.pop()) this.#visit(inner.num, inner.use);
    }
  }

  #visit(num: number, arriving: ObjectUse): void {
    const use = this.#asPage(num, arriving);
    if (this.#isIdentity(num, use.role)) return;
    const mark = markOf(num, use.role);
    if (this.#visited.has(mark)) return;
    this.#visited.add(mark);
    if (--this.#memory.visitsLeft < 0) throw new PdfError('too-complex', 'the document has too many objects to be compared');
    if (SKELETON.has(use.role)) this.#identities.add(num);
    if (this.#wanted.has(num)) this.#uses.set(num, [...(this.#uses.get(num) ?? []), use]);
    this.#follow(num, this.#node(num), use);
  }

  /** A reference that only says which page, field or catalog is meant leads nowhere new. */
  #isIdentity(num: number, role: Role): boolean {
    if (num === this.#document.rootRef.num) return role !== 'catalog';
    if (this.#pageIndex.has(num)) return role !== 'page';
    return NO_FOLLOW.has(role) && this.#identities.has(num);
  }

  #asPage(num: number, use: ObjectUse): ObjectUse {
    const index = this.#pageIndex.get(num);
    return use.role === 'pages' && index !== undefined ? { role: 'page', page: index, owner: undefined } : use;
  }

  #follow(num: number | undefined, node: Node, use: ObjectUse): void {
    const owner = use.role === 'annot' || use.role === 'field' ? num : use.owner;
    let walked: readonly string[] | undefined;
    let next: ObjectUse | undefined;
    for (const { path, target } of node.edges) {
      if (path !== walked) {
        const role = roleAt(use.role, path, node.holder); // the elements of an array share their path
        next = role === undefined ? undefined : { role, page: use.page, owner };
        walked = path;
      }
      if (!next || this.#visited.has(markOf(target, next.role))) continue;
      (SKELETON.has(next.role) ? this.#skeleton : this.#rest).push({ num: target, use: next });
    }
  }

  #node(num: number): Node {
    const entry = this.#document.lookup(num);
    if (!entry || entry.type === 'free') return EMPTY;
    const key = this.#place(entry);
    const known = this.#memory.nodes.get(key);
    if (known) return known;
    const node = nodeOf(this.#document, this.#document.get(num));
    this.#memory.nodes.set(key, node);
    return node;
  }

  /** A number for the place of an object in the file: its offset, or negative its container's offset and its index there. */
  #place(entry: Exclude<XrefEntry, { type: 'free' }>): number {
    if (entry.type === 'offset') return entry.offset;
    const container = this.#document.lookup(entry.stream);
    return container?.type === 'offset' ? -(container.offset * MAX_MEMBERS + entry.index) - 1 : Number.NaN;
  }
}

const ROLE_NUMBERS = new Map(ALL_ROLES.map((role, index) => [role, index]));

const markOf = (num: number, role: Role): number => num * ALL_ROLES.length + (ROLE_NUMBERS.get(role) ?? 0);

function roleAt(from: Role, path: readonly string[], holder: HolderKind): Role | undefined {
  let role: Role | undefined = from;
  for (const key of path) if (role !== undefined) role = step(role, key, holder);
  return role;
}

function nodeOf(document: PdfDocument, value: PdfObject): Node {
  const edges: Edge[] = [];
  const collect = (item: PdfObject, path: readonly string[]): void => {
    if (item instanceof PdfRef) edges.push({ path, target: item.num });
    else if (isArray(item)) collectAll(item, [...path, '*']);
    else if (item instanceof PdfStream) collect(item.dict, path);
    else if (item instanceof PdfDict) for (const [key, entry] of item.entries()) collect(entry, [...path, key]);
  };
  const collectAll = (items: PdfArray, path: readonly string[]): void => {
    for (const item of items) collect(item, path);
  };
  collect(value, []);
  if (edges.length === 0) return EMPTY;
  return { edges, holder: value instanceof PdfDict ? holderKind(document, value) : 'annotation' };
}

function holderKind(document: PdfDocument, dict: PdfDict): HolderKind {
  const type = fieldTypeOf(document, dict);
  if (type === undefined) return 'annotation';
  if (type === 'Sig') return 'signature';
  return isStampField(document, dict) ? 'stamp' : 'field';
}

const READ_ONLY = 1;
const PUSH_BUTTON = 1 << 16;

/** What signing reserves for further stamps: a read-only push button without an action. */
export function isStampField(document: PdfDocument, dict: PdfDict): boolean {
  const flags = document.number(dict.get('Ff')) ?? 0;
  const pushButton = (flags & READ_ONLY) !== 0 && (flags & PUSH_BUTTON) !== 0;
  return document.name(dict.get('FT')) === 'Btn' && pushButton && !dict.has('A') && !dict.has('AA') && !dict.has('Kids');
}

/** /FT of a field or widget, inherited. */
export function fieldTypeOf(document: PdfDocument, field: PdfDict): string | undefined {
  let node: PdfDict | undefined = field;
  for (let depth = 0; node && depth < 32; depth++) {
    const type = document.name(node.get('FT'));
    if (type !== undefined || !(node.has('Kids') || node.has('T') || nameOf(node.get('Subtype')) === 'Widget')) return type;
    node = document.dict(node.get('Parent'));
  }
  return undefined;
}
