import type { PdfDict } from './pdf-object.ts';
import type { PdfSink } from './pdf-sink.ts';
import type { PdfSource } from './pdf-source.ts';

/** [x1 y1 x2 y2] in PDF user space units of the page (1/72 inch times /UserUnit), origin as in the page's own MediaBox. */
export type Rect = readonly [number, number, number, number];
/** [a b c d e f] as in the `cm` operator. */
export type Matrix = readonly [number, number, number, number, number, number];

/** A raster inside a form: 8-bit samples, 3 (rgb) or 1 (gray) a pixel; `alpha` one byte a pixel. */
export interface FormImage {
  readonly width: number;
  readonly height: number;
  readonly color: 'rgb' | 'gray';
  readonly samples: Uint8Array;
  readonly alpha?: Uint8Array;
}

/** One Form XObject, written once and shared by every stamp that shows it. Pass the same `content` object to reuse its deflated form. */
export interface FormContent {
  readonly bbox: Rect;
  /** PDF operators, not compressed. */
  readonly content: Uint8Array;
  readonly resources?: PdfDict;
  /** Images by resource name: `/Im0 Do` in the content needs the key `Im0`. */
  readonly images?: Readonly<Record<string, FormImage>>;
  /** `multiply` keeps text under the seal readable (left out in PDF/A-1, where transparency is forbidden). Default `multiply`. */
  readonly blend?: 'multiply' | 'normal';
}

/** Where a seal shows. `bbox` takes a slice of the form (in the form's own units); `matrix` turns it (rotated pages). */
export interface Stamp {
  readonly pageIndex: number;
  readonly rect: Rect;
  readonly appearance?: { readonly form: number; readonly bbox?: Rect; readonly matrix?: Matrix };
  /** An already reserved button field to fill instead of a new one; not for the first stamp (that is `fieldName`). */
  readonly reservedField?: string;
}

export type DigestName = 'sha256' | 'sha384' | 'sha512' | 'sm3';

export interface SignatureEntries {
  readonly filter: 'Adobe.PPKLite';
  /** `ETSI.RFC3161` makes a document time-stamp (/Type /DocTimeStamp, no /M). */
  readonly subFilter: 'ETSI.CAdES.detached' | 'adbe.pkcs7.detached' | 'ETSI.RFC3161';
  readonly name?: string;
  readonly reason?: string;
  readonly location?: string;
  readonly contactInfo?: string;
  /** Claimed signing time, written to /M in UTC. */
  readonly time: Date;
  /** Makes a certification signature with DocMDP permission P; only as the first signature of a document. */
  readonly certify?: 1 | 2 | 3;
}

export interface SignatureRequest {
  readonly input: PdfSource;
  /** Password of an encrypted input; the empty user password is tried by itself. */
  readonly password?: string;
  /** A path (written to a temporary file beside it, synced, renamed) or a sink. */
  readonly output: string | PdfSink;
  /** Existing unsigned signature field to fill, or the name of the new one. Default: the first free `SignatureN`. */
  readonly fieldName?: string;
  readonly signature: SignatureEntries;
  /** The first is the signature's own widget, the others become reserved button fields; empty: invisible signature. */
  readonly stamps: readonly Stamp[];
  readonly forms: readonly FormContent[];
  /** Room for the DER in /Contents, in bytes. Too small: the last revision alone is written again, once, with the needed size. */
  readonly contentsBytes: number;
  readonly digest: DigestName;
  /** Gets the digest of the byte ranges, answers the CMS (or the time-stamp token) in DER. */
  readonly sign: (digest: Uint8Array) => Promise<Uint8Array>;
}

export type ByteRange = readonly [number, number, number, number];

export interface SignedRevision {
  readonly byteRange: ByteRange;
  readonly fieldName: string;
  /** Size of the whole result and how much of it is new. */
  readonly size: number;
  readonly bytesAdded: number;
  /** First byte of the hex string including `<`, and one past `>`. */
  readonly contents: { readonly start: number; readonly end: number };
  /** Names of the button fields that show the other stamps. */
  readonly stampFields: readonly string[];
  /** The input's cross-reference was damaged and had to be found again by scanning. */
  readonly rebuilt: boolean;
}
