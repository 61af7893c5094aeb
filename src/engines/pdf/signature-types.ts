import type { ByteRange } from './append-types.ts';

/** A signature or document time-stamp as the document's newest revision shows it. Strings are decoded text. */
export interface PdfSignature {
  /** Full field name, parts joined with dots. */
  readonly fieldName: string;
  readonly kind: 'signature' | 'doc-timestamp';
  /** Object numbers `n g` of the field and of its value; undefined when the value is direct. */
  readonly field: string;
  readonly value: string | undefined;
  readonly filter: string | undefined;
  readonly subFilter: string | undefined;
  readonly byteRange: ByteRange | undefined;
  /** Decoded bytes of /Contents with its padding. */
  readonly contents: Uint8Array;
  readonly name: string | undefined;
  readonly reason: string | undefined;
  readonly location: string | undefined;
  readonly contactInfo: string | undefined;
  /** /M as written and as a time when it can be read. */
  readonly claimedTime: Date | undefined;
  /** DocMDP permission when this is a certification signature. */
  readonly certification: 1 | 2 | 3 | undefined;
  /** FieldMDP: which fields may no longer change. */
  readonly fieldLock: { readonly action: 'All' | 'Include' | 'Exclude'; readonly fields: readonly string[] } | undefined;
  /** Pages (0-based) on which widgets of this field stand and their rectangles. */
  readonly widgets: readonly { readonly pageIndex: number | undefined; readonly rect: readonly number[] }[];
}

export type CoverageProblem =
  | 'no-byte-range'
  | 'byte-range-malformed'
  | 'byte-range-outside-file'
  | 'gap-is-not-the-contents'
  | 'contents-not-strict-hex'
  | 'padding-not-zero'
  | 'end-is-no-revision'
  | 'value-outside-signed-revision'
  | 'repeated-keys';

/** What a signature's ByteRange covers, judged strictly. Only with an empty `problems` may a digest over it be trusted. */
export interface SignatureCoverage {
  readonly problems: readonly CoverageProblem[];
  /** Exactly one revision, with only the hex string of /Contents left out. Same as: no problems. */
  readonly coversWholeRevision: boolean;
  /** The signed revision is the newest and nothing but white space follows it. */
  readonly coversWholeFile: boolean;
  /** Index into `PdfDocument.revisions` of the signed revision. */
  readonly signedRevision: number | undefined;
  /** The DER inside /Contents without padding. */
  readonly der: Uint8Array;
}

export type ChangeKind =
  | 'dss'
  | 'doc-timestamp'
  | 'signature-added'
  | 'signature-field-added'
  | 'signature-changed'
  | 'form-filled'
  | 'form-field-added'
  | 'form-field-removed'
  | 'stamp-reserved'
  | 'stamp-filled'
  | 'annotation'
  | 'page-content'
  | 'page-added'
  | 'page-removed'
  | 'pages-reordered'
  | 'catalog'
  | 'metadata'
  | 'acroform'
  | 'form-defaults-added'
  | 'shadowed-object'
  | 'orphan-object'
  | 'unknown';

/** One object-level change that a revision after the signed one made. */
export interface RevisionChange {
  /** Index into `PdfDocument.revisions`. */
  readonly revision: number;
  readonly kind: ChangeKind;
  /** `n g`, or undefined where no single object is to blame. */
  readonly object: string | undefined;
  /** Dictionary key that changed, path parts joined with `/`. */
  readonly key: string | undefined;
  readonly fieldName: string | undefined;
  /** All fields concerned, where a change in one object shows in several; else undefined. */
  readonly fieldNames?: readonly string[];
  readonly pageIndex: number | undefined;
  /** English, for logs and expert view. */
  readonly description: string;
}
