import { type ChangedObject, sameValue } from './changed-objects.ts';
import type { ObjectGraph } from './object-graph.ts';
import type { PdfDocument } from './pdf-document.ts';
import type { PdfDict } from './pdf-object.ts';
import type { ChangeKind, RevisionChange } from './signature-types.ts';

/** A document before and after one revision, walked. */
export interface RevisionPair {
  readonly revision: number;
  readonly before: PdfDocument;
  readonly after: PdfDocument;
  readonly graphBefore: ObjectGraph;
  readonly graphAfter: ObjectGraph;
  readonly changed: readonly ChangedObject[];
}

export type Finding = Omit<RevisionChange, 'revision'>;

export const finding = (kind: ChangeKind, description: string, more: Partial<Finding> = {}): Finding => ({
  kind,
  object: undefined,
  key: undefined,
  fieldName: undefined,
  pageIndex: undefined,
  description,
  ...more,
});

export function keysThatDiffer(before: PdfDict, after: PdfDict): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((key) => !sameValue(before.get(key), after.get(key)));
}
