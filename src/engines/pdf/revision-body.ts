import { isWhite, Keyword, Lexer } from './lexer.ts';
import type { PdfDocument } from './pdf-document.ts';
import { PdfError } from './pdf-error.ts';
import type { PdfRevision } from './xref-chain.ts';
import { findInSection } from './xref-section.ts';

/** Something in the bytes of a revision that its cross-reference does not account for. */
export interface StrayBytes {
  readonly offset: number;
  readonly object: string | undefined;
  readonly description: string;
}

const MAX_OBJECTS = 200_000;

/**
 * Reads the bytes of an update from start to end. Every object in them must be listed by the update's own cross-reference at that
 * very place: a reader that rebuilds the cross-reference would find unlisted ones and show something else.
 */
export function strayBytes(document: PdfDocument, revision: PdfRevision): StrayBytes[] {
  const stray: StrayBytes[] = [];
  let at = revision.start;
  try {
    for (let count = 0; count < MAX_OBJECTS; count++) {
      at = skipSpace(document, at);
      const section = revision.sections.find(({ offset }) => offset === at);
      if (section) at = section.end;
      else if (isWord(document, at, 'startxref')) {
        if (revision.end !== undefined && at < revision.end) return stray;
        throw new PdfError('damaged', 'the revision ends elsewhere');
      } else {
        const object = document.readAt(at);
        const listed = revision.sections.some((own) => {
          if (own.trailer.get('XRefStm') === at) return true;
          const entry = findInSection(own, object.num);
          return entry?.type === 'offset' && entry.offset === at;
        });
        if (!listed)
          stray.push({
            offset: at,
            object: `${object.num} ${object.gen}`,
            description: 'an object that the cross-reference does not list',
          });
        at = object.end;
      }
    }
    return [...stray, { offset: at, object: undefined, description: 'too many objects in one revision' }];
  } catch (error) {
    if (!(error instanceof PdfError)) throw error;
    return [...stray, { offset: at, object: undefined, description: `bytes that are no objects: ${error.message}` }];
  }
}

function skipSpace(document: PdfDocument, from: number): number {
  for (let at = from; ; at += 64) {
    const bytes = document.source.read(at, 64);
    const index = bytes.findIndex((byte) => !isWhite(byte));
    if (index >= 0) return at + index;
    if (bytes.length < 64) throw new PdfError('damaged', 'the revision has no end');
  }
}

function isWord(document: PdfDocument, at: number, word: string): boolean {
  const token = new Lexer(document.source.read(at, 64), { complete: true }).next();
  return token instanceof Keyword && token.word === word;
}
