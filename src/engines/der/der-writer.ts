/**
 * A small DER writer (X.690): each function answers the complete encoding of one value, so that structures are written as
 * they read in their ASN.1 module: `sequence(integer(1), oid('1.2.840.113549.1.7.2'), contextExplicit(0, signedData))`.
 *
 * Items that are `undefined` are left out, which is how OPTIONAL fields are written. Values that DER cannot carry throw `DerError`.
 */
import { DerError } from './der-error.ts';
import { encodeOidContent } from './oid-codec.ts';
import { Tag } from './tag.ts';
import { formatGeneralizedTime, formatUtcTime } from './time-codec.ts';

export type DerItem = Uint8Array | undefined;

const constructed = 0x20;
const context = 0x80;

/** Tag octet + definite length + the items one after another. The general form under all the others. */
export function tlv(tagOctet: number, items: readonly DerItem[]): Buffer {
  let length = 0;
  for (const item of items) length += item === undefined ? 0 : item.length;
  const out = Buffer.allocUnsafe(headerLength(length) + length);
  let at = writeHeader(out, tagOctet, length);
  for (const item of items) {
    if (item === undefined) continue;
    out.set(item, at);
    at += item.length;
  }
  return out;
}

/** Octets that tag and length take before `length` content octets. */
export function headerLength(length: number): number {
  if (length < 0x80) return 2;
  if (length < 0x100) return 3;
  if (length < 0x1_0000) return 4;
  if (length < 0x100_0000) return 5;
  if (length <= 0xffff_ffff) return 6;
  throw new DerError('unencodable', 'a value is longer than 4 GiB');
}

/** Writes tag and length at the start of `out` (or at `at`) and answers the offset after them. */
export function writeHeader(out: Uint8Array, tagOctet: number, length: number, at = 0): number {
  const octets = headerLength(length) - 2;
  out[at] = tagOctet;
  out[at + 1] = octets === 0 ? length : 0x80 | octets;
  for (let i = 0; i < octets; i++) out[at + 2 + i] = (length / 2 ** (8 * (octets - 1 - i))) & 0xff;
  return at + 2 + octets;
}

/** SEQUENCE of the given fields. */
export function sequence(...items: DerItem[]): Buffer {
  return tlv(constructed | Tag.sequence, items);
}

/** SEQUENCE OF a list of any length (no argument spreading, so a million items are fine). */
export function sequenceOf(items: readonly DerItem[]): Buffer {
  return tlv(constructed | Tag.sequence, items);
}

/** SET OF: the encodings sorted as DER demands (X.690 11.6). */
export function setOf(items: readonly Uint8Array[]): Buffer {
  return tlv(constructed | Tag.set, items.length < 2 ? items : [...items].sort(Buffer.compare));
}

/** INTEGER. Bytes are an unsigned big-endian magnitude of any length; numbers must be safe integers. */
export function integer(value: number | bigint | Uint8Array): Buffer {
  return tlv(Tag.integer, [integerContent(value)]);
}

/** ENUMERATED. */
export function enumerated(value: number): Buffer {
  return tlv(Tag.enumerated, [integerContent(value)]);
}

function integerContent(value: number | bigint | Uint8Array): Uint8Array {
  if (value instanceof Uint8Array) return unsignedContent(value);
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new DerError('unencodable', 'not a safe integer');
  if (value >= 0 && value < 0x80) return Uint8Array.of(Number(value));
  let left = BigInt(value);
  const end = left < 0n ? -1n : 0n;
  const bytes: number[] = [];
  while (left !== end) {
    bytes.push(Number(left & 0xffn));
    left >>= 8n;
  }
  const sign = end === 0n ? 0 : 0xff;
  if (((bytes.at(-1) ?? ~sign) & 0x80) !== (sign & 0x80)) bytes.push(sign);
  return Uint8Array.from(bytes.reverse());
}

function unsignedContent(magnitude: Uint8Array): Uint8Array {
  let start = 0;
  while (start < magnitude.length && magnitude[start] === 0) start++;
  if (start === magnitude.length) return Uint8Array.of(0);
  if ((magnitude[start] ?? 0) < 0x80) return magnitude.subarray(start);
  const padded = new Uint8Array(magnitude.length - start + 1);
  padded.set(magnitude.subarray(start), 1);
  return padded;
}

const oids = new Map<string, Buffer>();

/** OBJECT IDENTIFIER from its dotted form. Encodings are remembered: treat the answer as read-only. */
export function oid(dotted: string): Buffer {
  const known = oids.get(dotted);
  if (known) return known;
  const encoded = tlv(Tag.oid, [encodeOidContent(dotted)]);
  if (oids.size < 1000) oids.set(dotted, encoded);
  return encoded;
}

/** OCTET STRING around the given items one after another. */
export function octetString(...items: DerItem[]): Buffer {
  return tlv(Tag.octetString, items);
}

/** BIT STRING of whole octets, or with `unusedBits` (0 to 7) zero bits at the end. */
export function bitString(bytes: Uint8Array, unusedBits = 0): Buffer {
  return tlv(Tag.bitString, [Uint8Array.of(unusedBits), bytes]);
}

/** BIT STRING with named bits (X.690 11.2.2): the given positions set, trailing zero bits cut. */
export function namedBitString(positions: readonly number[]): Buffer {
  if (positions.length === 0) return bitString(new Uint8Array(0));
  const last = Math.max(...positions);
  const bytes = new Uint8Array((last >> 3) + 1);
  for (const position of positions) bytes[position >> 3] = (bytes[position >> 3] ?? 0) | (0x80 >> (position & 7));
  return bitString(bytes, 7 - (last & 7));
}

export function utf8String(text: string): Buffer {
  return tlv(Tag.utf8String, [Buffer.from(text, 'utf8')]);
}

/** PrintableString; throws when a character is outside its set (X.680 41.4). */
export function printableString(text: string): Buffer {
  if (!/^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text)) throw new DerError('unencodable', 'not a PrintableString');
  return tlv(Tag.printableString, [Buffer.from(text, 'latin1')]);
}

/** IA5String; throws when a character is not ASCII. */
export function ia5String(text: string): Buffer {
  return tlv(Tag.ia5String, [ia5Content(text)]);
}

/** The content octets of an IA5String, for implicitly tagged GeneralNames. */
export function ia5Content(text: string): Buffer {
  // IA5String is all of ASCII, control characters included.
  if (!/^[\x00-\x7f]*$/.test(text)) throw new DerError('unencodable', 'not an IA5String');
  return Buffer.from(text, 'latin1');
}

export function boolean(value: boolean): Buffer {
  return Buffer.from([Tag.boolean, 1, value ? 0xff : 0]);
}

export function nullValue(): Buffer {
  return Buffer.from([Tag.null, 0]);
}

/** UTCTime, seconds precision; 1950 to 2049 only. */
export function utcTime(at: Date): Buffer {
  return tlv(Tag.utcTime, [Buffer.from(formatUtcTime(at), 'latin1')]);
}

/** GeneralizedTime without parts of a second, as certificates, CRLs, OCSP and CMS want it. */
export function generalizedTime(at: Date): Buffer {
  return tlv(Tag.generalizedTime, [Buffer.from(formatGeneralizedTime(at), 'latin1')]);
}

/** `Time` of RFC 5280 4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050 (and before 1950). */
export function time(at: Date): Buffer {
  const year = at.getUTCFullYear();
  return year >= 1950 && year < 2050 ? utcTime(at) : generalizedTime(at);
}

/** `[n]` constructed around the items: EXPLICIT tagging of one value, or an IMPLICIT SEQUENCE / SET given by its fields. */
export function contextExplicit(tagNumber: number, ...items: DerItem[]): Buffer {
  return tlv(context | constructed | lowTag(tagNumber), items);
}

/** `[n] IMPLICIT`: the same value with its own tag replaced; constructed stays constructed. */
export function contextImplicit(tagNumber: number, value: Uint8Array): Buffer {
  const out = Buffer.from(value);
  out[0] = context | ((value[0] ?? 0) & constructed) | lowTag(tagNumber);
  return out;
}

/** `[n] IMPLICIT` of a primitive value given by its content octets. */
export function contextPrimitive(tagNumber: number, ...contents: DerItem[]): Buffer {
  return tlv(context | lowTag(tagNumber), contents);
}

function lowTag(tagNumber: number): number {
  if (!(Number.isInteger(tagNumber) && tagNumber >= 0 && tagNumber <= 30)) throw new DerError('unencodable', 'tag numbers 0 to 30 only');
  return tagNumber;
}
