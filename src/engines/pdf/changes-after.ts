import { finding } from './change-finding.ts';
import { changedObjects } from './changed-objects.ts';
import { type EdgeCache, ObjectGraph } from './object-graph.ts';
import { type OpenOptions, openPdf, type PdfDocument } from './pdf-document.ts';
import { PdfError } from './pdf-error.ts';
import { PrefixSource } from './pdf-source.ts';
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
export function changesAfter(document: PdfDocument, signature: PdfSignature, options: OpenOptions = {}): RevisionChange[] {
  const { signedRevision } = coverageOf(document, signature);
  if (signedRevision === undefined) return [{ ...finding('unknown', 'what was signed is no revision of this file'), revision: -1 }];
  return changesSince(document, signedRevision, options);
}

/** As `changesAfter`, from a revision given by its index. */
export function changesSince(document: PdfDocument, signedRevision: number, options: OpenOptions = {}): RevisionChange[] {
  const later = document.revisions.slice(signedRevision + 1);
  if (later.length > MAX_LATER_REVISIONS) throw new PdfError('too-complex', 'too many revisions to be compared');
  const comparer = new Comparer(document, options);
  return [...later.flatMap((revision) => comparer.compare(revision)), ...trailing(document)];
}

function trailing(document: PdfDocument): RevisionChange[] {
  const last = document.revisions[document.revisions.length - 1];
  if (last?.endWithSpace === document.source.size) return [];
  return [{ ...finding('unknown', 'bytes follow the last revision'), revision: document.revisions.length - 1 }];
}

class Comparer {
  readonly #document: PdfDocument;
  readonly #options: OpenOptions;
  readonly #states = new Map<number, PdfDocument>();
  readonly #nodes: EdgeCache = new Map();

  constructor(document: PdfDocument, options: OpenOptions) {
    this.#document = document;
    this.#options = options;
  }

  compare(revision: PdfRevision): RevisionChange[] {
    const unknown = (description: string): RevisionChange[] => [{ ...finding('unknown', description), revision: revision.index }];
    try {
      const before = this.#state(revision.index - 1);
      const after = this.#state(revision.index);
      if (!before || !after) return unknown('the state of the document at this revision cannot be opened');
      const changed = changedObjects(before, after, revision);
      const wanted = new Set(changed.map(({ num }) => num));
      const graphBefore = new ObjectGraph(before, wanted, this.#nodes);
      const graphAfter = new ObjectGraph(after, wanted, this.#nodes);
      const stray = strayBytes(after, revision).map(({ object, description, offset }) => ({
        ...finding(object === undefined ? 'unknown' : 'shadowed-object', `${description} (offset ${offset})`, { object }),
        revision: revision.index,
      }));
      this.#states.delete(revision.index - 1);
      if (before.rebuilt || after.rebuilt) return [...unknown('the cross-reference is damaged'), ...stray];
      return [...revisionChanges({ revision: revision.index, before, after, graphBefore, graphAfter, changed }), ...stray];
    } catch (error) {
      if (error instanceof PdfError && error.code !== 'too-complex') return unknown(`the revision cannot be compared: ${error.message}`);
      throw error;
    }
  }

  /** The document as it stood at the end of a revision; undefined when its bytes do not say the same as the chain of the whole file. */
  #state(index: number): PdfDocument | undefined {
    const known = this.#states.get(index);
    if (known) return known;
    const revision = this.#document.revisions[index];
    if (revision?.endWithSpace === undefined) return undefined;
    const state = openPdf(new PrefixSource(this.#document.source, revision.endWithSpace), this.#options);
    if (state.rebuilt || state.newestSection.offset !== revision.sections[0]?.offset) return undefined;
    this.#states.set(index, state);
    return state;
  }
}
