import type { PdfDocument } from '../../engines/pdf/pdf-document.ts';
import { PdfError } from '../../engines/pdf/pdf-error.ts';
import { PdfStream } from '../../engines/pdf/pdf-object.ts';

/** The document security store (ISO 32000-2 12.8.4.3): DER values, unread. */
export interface LongTermData {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
}

const maxValues = 256;
const maxValueBytes = 8 * 1024 * 1024;
const maxTotalBytes = 32 * 1024 * 1024;

/** Reads /DSS of the newest revision; empty when there is none. It only ever helps, so an unreadable part is left out. */
export function longTermDataOf(document: PdfDocument): LongTermData {
  const store = document.dict(document.catalog.get('DSS'));
  const budget = { bytes: maxTotalBytes };
  const values = (key: string) => (store === undefined ? [] : streamsOf(document, key, budget));
  return { certificates: values('Certs'), crls: values('CRLs'), ocsps: values('OCSPs') };
}

function streamsOf(document: PdfDocument, key: string, budget: { bytes: number }): readonly Uint8Array[] {
  const items = document.array(document.dict(document.catalog.get('DSS'))?.get(key)) ?? [];
  const values: Uint8Array[] = [];
  for (const item of items.slice(0, maxValues)) {
    try {
      const stream = document.resolve(item);
      const value = stream instanceof PdfStream ? document.decode(stream, Math.min(maxValueBytes, budget.bytes)) : undefined;
      if (value === undefined) continue;
      budget.bytes -= value.length;
      values.push(value);
    } catch (error) {
      if (!(error instanceof PdfError)) throw error;
    }
  }
  return values;
}
