import { createHash, type Hash } from 'node:crypto';
import { copyThrough, openForAppending, writeOut } from './append-revision.ts';
import type { SignatureRequest, SignedRevision } from './append-types.ts';
import type { PdfDocument } from './pdf-document.ts';
import { openPdf } from './pdf-document.ts';
import { PdfError } from './pdf-error.ts';
import { ExtendedSource } from './pdf-source.ts';
import { draftPreparation, draftSignature } from './signature-drafts.ts';
import { type FieldPlan, planFields } from './signature-fields.ts';
import { mustAllowSigning } from './signature-permission.ts';
import { signaturesOf } from './signatures.ts';
import type { RevisionBytes } from './write-revision.ts';

/**
 * Seals and signs by incremental update: the original bytes are a prefix of the result. Several stamps make two updates, an unsigned
 * one that reserves the fields and the signed one that fills them.
 *
 * The input is copied and hashed once, in pieces. A CMS that does not fit makes the last update alone be written again with the needed
 * room, and `sign` be asked once more, before `contents-overflow` is given up with.
 *
 * Errors (PdfError): `not-a-pdf`, `damaged`, `password-needed`, `unsupported-encryption`, `rebuilt-and-signed`, `certified-no-changes`,
 * `field-already-signed`, `field-locked`, `no-such-field`, `field-exists`, `no-such-page`, `contents-overflow`, `invalid-request`.
 * What `sign` throws passes through. On any error nothing is left at `output`.
 */
export async function appendSignature(request: SignatureRequest): Promise<SignedRevision> {
  const prepared = prepare(request);
  return writeOut(request.output, async (sink) => {
    const hash = createHash(request.digest);
    await copyThrough(request.input, sink, hash);
    hash.update(prepared.preparation);
    let revision = prepared.revision(request.contentsBytes);
    let cms = await request.sign(digestOf(hash.copy(), revision));
    if (cms.length > room(revision)) {
      revision = prepared.revision(grown(cms.length));
      cms = await request.sign(digestOf(hash.copy(), revision));
    }
    fillContents(revision, cms);
    await sink.write(prepared.preparation, request.input.size);
    await sink.write(revision.bytes, revision.base);
    return signedRevision(request, prepared, revision);
  });
}

/** A document waiting for its signature: plain data, fit to be stored until the signer answers. */
export interface PreparedSignature extends SignedRevision {
  /** What the signer is to sign. */
  readonly digest: Uint8Array;
}

/**
 * The first half of signing when the signer is elsewhere (a person's key): `output` is complete but for /Contents, which is all zero.
 * `completeSignature` fills it. Errors as of `appendSignature`.
 */
export async function prepareSignature(request: Omit<SignatureRequest, 'sign'>): Promise<PreparedSignature> {
  const prepared = prepare(request);
  return writeOut(request.output, async (sink) => {
    const hash = createHash(request.digest);
    await copyThrough(request.input, sink, hash);
    hash.update(prepared.preparation);
    const revision = prepared.revision(request.contentsBytes);
    await sink.write(prepared.preparation, request.input.size);
    await sink.write(revision.bytes, revision.base);
    return { ...signedRevision(request, prepared, revision), digest: digestOf(hash, revision) };
  });
}

interface Prepared {
  readonly plan: FieldPlan;
  readonly document: PdfDocument;
  readonly preparation: Buffer;
  readonly revision: (contentsBytes: number) => RevisionBytes;
}

function prepare(request: Omit<SignatureRequest, 'sign'>): Prepared {
  if (!(request.contentsBytes >= 64 && request.contentsBytes <= 16 << 20))
    throw new PdfError('invalid-request', 'contentsBytes is out of range');
  const document = openForAppending(request.input, request.password);
  const earlier = signaturesOf(document);
  const plan = planFields(document, request);
  const filled = [plan.existing, ...plan.stamps.map(({ existing }) => existing)].filter((field) => field !== undefined);
  mustAllowSigning(document, earlier, request, filled);
  const standing = earlier.length === 0 ? ('first' as const) : ('later' as const);
  const preparation = draftPreparation(document, plan, request.stamps, standing);
  const options = request.password === undefined ? {} : { password: request.password };
  const base = preparation ? openPdf(new ExtendedSource(request.input, preparation.bytes), options) : document;
  const basePlan = preparation ? replan(base, plan) : plan;
  const situation = { standing, slots: preparation?.slots ?? new Map() } as const;
  return {
    plan,
    document,
    preparation: preparation?.bytes ?? Buffer.alloc(0),
    revision: (contentsBytes) => draftSignature(base, basePlan, { ...request, contentsBytes }, situation),
  };
}

/** The same fields, now that they exist. */
function replan(document: PdfDocument, plan: FieldPlan): FieldPlan {
  const stamps = plan.stamps.map(({ name, stamp }) => ({ ...stamp, reservedField: name }));
  const placeholder = { pageIndex: 0, rect: [0, 0, 0, 0] as const };
  return planFields(document, { fieldName: plan.fieldName, stamps: [placeholder, ...stamps] });
}

function contentsOf(revision: RevisionBytes): { start: number; end: number } {
  if (!revision.contents) throw new PdfError('invalid-request', 'the draft holds no signature');
  return revision.contents;
}

function room(revision: RevisionBytes): number {
  const { start, end } = contentsOf(revision);
  return (end - start - 2) / 2;
}

const grown = (needed: number): number => needed + Math.ceil(needed / 10) + 256;

/** `hash` has taken in everything before the revision. */
function digestOf(hash: Hash, revision: RevisionBytes): Buffer {
  const { start, end } = contentsOf(revision);
  return hash
    .update(revision.bytes.subarray(0, start - revision.base))
    .update(revision.bytes.subarray(end - revision.base))
    .digest();
}

function fillContents(revision: RevisionBytes, cms: Uint8Array): void {
  if (cms.length > room(revision))
    throw new PdfError('contents-overflow', `the signature needs ${cms.length} bytes and ${room(revision)} are reserved`, {
      neededBytes: cms.length,
    });
  revision.bytes.write(Buffer.from(cms).toString('hex'), contentsOf(revision).start + 1 - revision.base, 'latin1');
}

function signedRevision(request: Pick<SignatureRequest, 'input'>, prepared: Prepared, revision: RevisionBytes): SignedRevision {
  const contents = contentsOf(revision);
  const size = revision.base + revision.bytes.length;
  return {
    byteRange: [0, contents.start, contents.end, size - contents.end],
    fieldName: prepared.plan.fieldName,
    size,
    bytesAdded: size - request.input.size,
    contents,
    stampFields: prepared.plan.stamps.map(({ name }) => name),
    rebuilt: prepared.document.rebuilt,
  };
}
