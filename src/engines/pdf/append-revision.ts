import type { Hash } from 'node:crypto';
import type { PdfDocument } from './pdf-document.ts';
import { openPdf } from './pdf-document.ts';
import { PdfError } from './pdf-error.ts';
import { FileSink, type PdfSink } from './pdf-sink.ts';
import type { PdfSource } from './pdf-source.ts';
import { RevisionDraft } from './revision-draft.ts';
import { signaturesOf } from './signatures.ts';

export interface RevisionRequest {
  readonly input: PdfSource;
  readonly password?: string;
  readonly output: string | PdfSink;
  /** Puts objects into the draft. Nothing put: the result is a plain copy. */
  readonly build: (draft: RevisionDraft) => void;
}

/**
 * Appends one unsigned incremental update (validation data, metadata …). The original bytes are a prefix of the result.
 * Errors as of `openPdf`, and `rebuilt-and-signed`; what `build` throws passes through and nothing is left at `output`.
 */
export async function appendRevision(request: RevisionRequest): Promise<{ size: number; bytesAdded: number }> {
  const document = openForAppending(request.input, request.password);
  const draft = new RevisionDraft(document);
  request.build(draft);
  const bytes = draft.changed ? draft.write().bytes : Buffer.alloc(0);
  await writeOut(request.output, async (sink) => {
    await copyThrough(request.input, sink, undefined);
    await sink.write(bytes, request.input.size);
  });
  return { size: request.input.size + bytes.length, bytesAdded: bytes.length };
}

/** Opens a document that is to be extended. A damaged file with signatures is refused: what they cover could not be told from the damage. */
export function openForAppending(input: PdfSource, password: string | undefined): PdfDocument {
  const document = openPdf(input, password === undefined ? {} : { password });
  const signed = signaturesOf(document).length > 0; // walks the form, which may bring damage to light
  if (document.rebuilt && signed) throw new PdfError('rebuilt-and-signed', 'the file is damaged and already signed');
  return document;
}

/** Runs `write` on the sink; on any failure nothing is left behind. */
export async function writeOut<T>(output: string | PdfSink, write: (sink: PdfSink) => Promise<T>): Promise<T> {
  const sink = typeof output === 'string' ? await FileSink.create(output) : output;
  try {
    const result = await write(sink);
    await sink.commit();
    return result;
  } catch (error) {
    await sink.discard();
    throw error;
  }
}

/** Copies the input and hashes it on the way. */
export async function copyThrough(input: PdfSource, sink: PdfSink, hash: Hash | undefined): Promise<void> {
  let at = 0;
  for await (const piece of input.chunks(0, input.size)) {
    const writing = sink.write(piece, at); // while it is written, it is hashed, and the next piece is read
    hash?.update(piece);
    await writing;
    at += piece.length;
  }
}
