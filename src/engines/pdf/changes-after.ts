import { finding } from './change-finding.ts';
import { type ChangedObject, changedObjects } from './changed-objects.ts';
import { ObjectGraph, WalkMemory } from './object-graph.ts';
import type { PdfDocument } from './pdf-document.ts';
import { PdfError } from './pdf-error.ts';
import { strayBytes } from './revision-body.ts';
import { revisionChanges } from './revision-changes.ts';
import { coverageOf } from './signature-coverage.ts';
import type { PdfSignature, RevisionChange } from './signature-types.ts';
import type { PdfRevision } from './xref-chain.ts';

const MAX_LATER_REVISIONS = 400;

/**
 * Everything that later revisions did to the document after it was signed, object by object, oldest revision first. Empty means: the
 * document is as the signer saw it. Each state is opened as the bytes of that time and walked from its trailer, so an object is named by
 * what it is to the document before and after. What cannot be compared is an `unknown` change, never silence.
 *
 * Throws PdfError `too-complex` only.
 */
export function changesAfter(document: PdfDocument, signature: PdfSignature): RevisionChange[] {
  const { signedRevision } = coverageOf(document, signature);
  if (signedRevision === undefined) return [{ ...finding('unknown', 'what was signed is no revision of this file'), revision: -1 }];
  return changesSince(document, signedRevision);
}

/** As `changesAfter`, from a revision given by its index. */
export function changesSince(document: PdfDocument, signedRevision: number): RevisionChange[] {
  const later = document.revisions.slice(signedRevision + 1);
  if (later.length > MAX_LATER_REVISIONS) throw new PdfError('too-complex', 'too many revisions to be compared');
  const states = new States(document, signedRevision);
  return [...later.flatMap((revision) => compare(states, revision)), ...trailing(document)];
}

function trailing(document: PdfDocument): RevisionChange[] {
  const last = document.revisions[document.revisions.length - 1];
  if (last?.endWithSpace === document.source.size) return [];
  return [{ ...finding('unknown', 'bytes follow the last revision'), revision: document.revisions.length - 1 }];
}

function compare(states: States, revision: PdfRevision): RevisionChange[] {
  const unknown = (description: string): RevisionChange[] => [{ ...finding('unknown', description), revision: revision.index }];
  try {
    const before = states.at(revision.index - 1);
    const after = states.at(revision.index);
    if (!before || !after) return unknown('the state of the document at this revision cannot be opened');
    const graphBefore = states.graphOf(before, revision.index - 1);
    const graphAfter = states.graphOf(after, revision.index);
    const changed = states.changedIn(revision.index);
    const changes = revisionChanges({ revision: revision.index, before, after, graphBefore, graphAfter, changed });
    const stray = strayBytes(after, revision).map(({ object, description, offset }) => ({
      ...finding(object === undefined ? 'unknown' : 'shadowed-object', `${description} (offset ${offset})`, { object }),
      revision: revision.index,
    }));
    states.forget(revision.index - 1);
    if (before.rebuilt || after.rebuilt) return [...unknown('the cross-reference is damaged'), ...stray];
    return [...changes, ...stray];
  } catch (error) {
    if (error instanceof PdfError && error.code !== 'too-complex') return unknown(`the revision cannot be compared: ${error.message}`);
    throw error;
  }
}

/** The states of a document from the signed one on; each is walked once, for the changes on both sides of it. */
class States {
  readonly #document: PdfDocument;
  readonly #opened = new Map<number, PdfDocument | undefined>();
  readonly #changed = new Map<number, readonly ChangedObject[]>();
  readonly #graphs = new Map<number, ObjectGraph>();
  readonly #memory = new WalkMemory();
  readonly #first: number;

  constructor(document: PdfDocument, first: number) {
    this.#document = document;
    this.#first = first;
  }

  at(index: number): PdfDocument | undefined {
    if (!this.#opened.has(index)) this.#opened.set(index, this.#document.stateAt(index));
    const state = this.#opened.get(index);
    return state?.rebuilt ? undefined : state;
  }

  /** What revision `index` changed; nothing for the signed revision itself and where states cannot be opened. */
  changedIn(index: number): readonly ChangedObject[] {
    const known = this.#changed.get(index);
    if (known) return known;
    const revision = this.#document.revisions[index];
    const inScope = revision && index > this.#first;
    const [before, after] = inScope ? [this.at(index - 1), this.at(index)] : [];
    const changed = inScope && before && after ? changedObjects(before, after, revision) : [];
    this.#changed.set(index, changed);
    return changed;
  }

  graphOf(state: PdfDocument, index: number): ObjectGraph {
    const known = this.#graphs.get(index);
    if (known) return known;
    const wanted = new Set([...this.changedIn(index), ...this.#tryChangedIn(index + 1)].map(({ num }) => num));
    const graph = new ObjectGraph(state, wanted, this.#memory);
    this.#graphs.set(index, graph);
    return graph;
  }

  /** The next revision may be damaged: that is for its own comparison to say. */
  #tryChangedIn(index: number): readonly ChangedObject[] {
    try {
      return this.changedIn(index);
    } catch (error) {
      if (error instanceof PdfError && error.code !== 'too-complex') return [];
      throw error;
    }
  }

  forget(index: number): void {
    this.#opened.delete(index);
    this.#graphs.delete(index);
    this.#changed.delete(index);
  }
}
