import { changesSince } from '../../engines/pdf/changes-after.ts';
import type { PdfDocument } from '../../engines/pdf/pdf-document.ts';
import type { RevisionChange, SignatureCoverage } from '../../engines/pdf/signature-types.ts';
import type { InspectedSignature } from './inspected-document.ts';

/** What the revisions of a document changed, each compared once however many signatures ask. */
export class LaterChanges {
  readonly #document: PdfDocument;
  #known: { readonly since: number; readonly changes: readonly RevisionChange[] } | undefined;

  constructor(document: PdfDocument) {
    this.#document = document;
  }

  /**
   * What came after the signed revision, object by object; revisions count from 1. Ask for the oldest signature first. Throws PdfError
   * `too-complex`.
   */
  after({ signedRevision, coversWholeFile }: SignatureCoverage): InspectedSignature['changes'] {
    // Without a signed revision the signature is broken already, and there is nothing to compare with.
    if (signedRevision === undefined || coversWholeFile) return [];
    return this.#since(signedRevision).map(({ pageIndex: _, ...change }) => ({ ...change, revision: change.revision + 1 }));
  }

  #since(signedRevision: number): readonly RevisionChange[] {
    // The newest revision has no later one: only bytes behind it can be wrong, and finding them compares nothing.
    if (signedRevision === this.#document.revisions.length - 1) return changesSince(this.#document, signedRevision);
    if (this.#known === undefined || this.#known.since > signedRevision) {
      this.#known = { since: signedRevision, changes: changesSince(this.#document, signedRevision) };
    }
    return this.#known.changes.filter(({ revision }) => revision > signedRevision);
  }
}
