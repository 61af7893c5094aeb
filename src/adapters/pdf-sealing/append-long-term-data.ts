import { appendRevision } from '../../engines/pdf/append-revision.ts';
import type { PdfDocument } from '../../engines/pdf/pdf-document.ts';
import { PdfDict, type PdfObject, type PdfRef, PdfStream } from '../../engines/pdf/pdf-object.ts';
import type { PdfSink } from '../../engines/pdf/pdf-sink.ts';
import type { PdfSource } from '../../engines/pdf/pdf-source.ts';
import type { RevisionDraft } from '../../engines/pdf/revision-draft.ts';
import type { LongTermMaterial } from '../pdf-verification/long-term-material.ts';

export interface LongTermRequest {
  readonly input: PdfSource;
  readonly password?: string;
  readonly output: string | PdfSink;
  readonly material: LongTermMaterial;
}

/**
 * Appends validation data to the document security store (ISO 32000-2 12.8.4.3; B-LT) in an update of its own, which leaves every signature
 * valid. What the store holds already is not added again. Throws PdfError; on any error nothing is left at `output`.
 */
export async function appendLongTermData({ material, ...request }: LongTermRequest): Promise<{ readonly bytesAdded: number }> {
  return appendRevision({ ...request, build: (draft) => putStore(draft, material) });
}

function putStore(draft: RevisionDraft, material: LongTermMaterial): void {
  const { document } = draft;
  const store = document.dict(document.catalog.get('DSS'))?.copy() ?? new PdfDict();
  const lists = { Certs: material.certificates, CRLs: material.crls, OCSPs: material.ocsps };
  let added = 0;
  for (const [key, values] of Object.entries(lists)) {
    const present = document.array(store.get(key)) ?? [];
    const fresh = missingOf(document, present, values);
    if (fresh.length === 0) continue;
    added += fresh.length;
    store.set(key, [...present, ...fresh.map((value): PdfRef => draft.addStream(new PdfDict(), value))]);
  }
  if (added > 0) draft.edit(document.rootRef).set('DSS', draft.add(store));
}

function missingOf(document: PdfDocument, present: readonly PdfObject[], values: readonly Uint8Array[]): readonly Uint8Array[] {
  const known = new Set(present.map((item) => textOf(document, item)));
  return values.filter((value) => {
    const text = Buffer.from(value).toString('latin1');
    if (known.has(text)) return false;
    known.add(text);
    return true;
  });
}

function textOf(document: PdfDocument, item: PdfObject): string | undefined {
  const stream = document.resolve(item);
  return stream instanceof PdfStream ? Buffer.from(document.decode(stream)).toString('latin1') : undefined;
}
