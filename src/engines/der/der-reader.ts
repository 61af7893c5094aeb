/**
 * A strict, bounded, lazy DER reader. Only definite, minimal lengths and minimal tags are accepted; every value that is looked at
 * counts against the limits, so hostile input costs a bounded amount of work and ends in a `DerError`, never in a hang.
 *
 * Nothing is copied: `raw` and `content` are views of the given bytes, which must not change while nodes are in use.
 */
import { DerError } from './der-error.ts';
import { decodeOidContent } from './oid-codec.ts';
import { Tag, type TagClass } from './tag.ts';
import { decodeAscii, decodeUtf8, decodeUtf16, decodeUtf32 } from './text-codec.ts';
import { parseGeneralizedTime, parseUtcTime } from './time-codec.ts';

export interface DerLimits {
  /** Largest input in octets; default 16 MiB. */
  readonly maxBytes?: number;
  /** Deepest nesting; default 64. */
  readonly maxDepth?: number;
  /** Most values looked at in one tree; default 200,000. */
  readonly maxNodes?: number;
}

interface Budget {
  nodes: number;
  readonly maxDepth: number;
}

const classes = ['universal', 'application', 'context', 'private'] as const;

/** Reads exactly one value that fills `bytes`. Throws `DerError` for anything else, including trailing octets. */
export function readDer(bytes: Uint8Array, limits: DerLimits = {}): DerNode {
  const [node, rest] = readDerPrefix(bytes, limits);
  if (rest.length > 0) throw new DerError('trailing-data', `${rest.length} octets after the value`);
  return node;
}

/** Reads the first value of `bytes` and answers it with what follows it (e.g. the zero padding of a PDF's Contents). */
export function readDerPrefix(bytes: Uint8Array, limits: DerLimits = {}): [DerNode, Buffer] {
  const { maxBytes = 16 * 1024 * 1024, maxDepth = 64, maxNodes = 200_000 } = limits;
  if (bytes.length > maxBytes) throw new DerError('too-large', `more than ${maxBytes} octets`);
  const buffer = asBuffer(bytes);
  const node = readNode(buffer, 0, buffer.length, 0, { nodes: maxNodes, maxDepth });
  return [node, buffer.subarray(node.end)];
}

/** The octets of the header at `start`: tag and length, checked to fit before `end`. Low level; `readDer` is the usual way. */
export function readHeader(
  bytes: Uint8Array,
  start: number,
  end: number,
): { tagOctet: number; tagNumber: number; contentStart: number; end: number } {
  const tagOctet = octet(bytes, start, end);
  let at = start + 1;
  let tagNumber = tagOctet & 0x1f;
  if (tagNumber === 0x1f) {
    tagNumber = 0;
    for (let more = true; more; at++) {
      const next = octet(bytes, at, end);
      if (tagNumber === 0 && next === 0x80) throw new DerError('not-der', 'padded tag number');
      tagNumber = tagNumber * 128 + (next & 0x7f);
      if (tagNumber > 0xff_ffff) throw new DerError('bad-value', 'tag number too large');
      more = (next & 0x80) !== 0;
    }
    if (tagNumber < 31) throw new DerError('not-der', 'long form of a low tag number');
  }
  const first = octet(bytes, at++, end);
  let length = first;
  if (first & 0x80) {
    const octets = first & 0x7f;
    if (octets === 0) throw new DerError('not-der', 'indefinite length');
    if (octets > 4) throw new DerError('too-large', 'length of more than four octets');
    length = 0;
    for (let i = 0; i < octets; i++) length = length * 256 + octet(bytes, at++, end);
    if (length < 0x80 || (octets > 1 && length < 2 ** (8 * (octets - 1)))) throw new DerError('not-der', 'length is not minimal');
  }
  if (length > end - at) throw new DerError('truncated', 'a value reaches beyond its container');
  return { tagOctet, tagNumber, contentStart: at, end: at + length };
}

function readNode(bytes: Buffer, start: number, end: number, depth: number, budget: Budget): DerNode {
  if (--budget.nodes < 0) throw new DerError('too-many-nodes', 'too many values');
  if (depth > budget.maxDepth) throw new DerError('too-deep', 'values are nested too deeply');
  const header = readHeader(bytes, start, end);
  return new DerNode(bytes, start, header.contentStart, header.end, header.tagOctet, header.tagNumber, depth, budget);
}

function octet(bytes: Uint8Array, at: number, end: number): number {
  const value = at < end ? bytes[at] : undefined;
  if (value === undefined) throw new DerError('truncated', 'the value is cut short');
  return value;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** One value: tag, content and, on demand, its children. The `as…` readers check the universal tag and throw `DerError`. */
export class DerNode {
  readonly tagClass: TagClass;
  readonly constructed: boolean;
  #children: readonly DerNode[] | undefined;
  #embedded: DerNode | undefined;

  constructor(
    private readonly bytes: Buffer,
    readonly start: number,
    readonly contentStart: number,
    readonly end: number,
    private readonly tagOctet: number,
    readonly tagNumber: number,
    private readonly depth: number,
    private readonly budget: Budget,
  ) {
    this.tagClass = classes[tagOctet >> 6] ?? 'universal';
    this.constructed = (tagOctet & 0x20) !== 0;
  }

  /** The complete encoding: tag, length, content. */
  get raw(): Buffer {
    return this.bytes.subarray(this.start, this.end);
  }

  /** The content octets. */
  get content(): Buffer {
    return this.bytes.subarray(this.contentStart, this.end);
  }

  /** The values inside a constructed value, whatever its tag. */
  children(): readonly DerNode[] {
    if (this.#children) return this.#children;
    if (!this.constructed) throw new DerError('unexpected-tag', 'a primitive value has no children');
    const children: DerNode[] = [];
    for (let at = this.contentStart; at < this.end; ) {
      const child = readNode(this.bytes, at, this.end, this.depth + 1, this.budget);
      children.push(child);
      at = child.end;
    }
    this.#children = children;
    return children;
  }

  /** The child at `index` (0-based); throws when there is none. */
  child(index: number): DerNode {
    const child = this.children()[index];
    if (!child) throw new DerError('bad-value', `field ${index} is missing`);
    return child;
  }

  /** The only child: what an EXPLICIT tag wraps. */
  onlyChild(): DerNode {
    if (this.children().length !== 1) throw new DerError('bad-value', 'exactly one value expected');
    return this.child(0);
  }

  /** A value whose content octets hold one DER value (an extension's OCTET STRING); shares this tree's limits. */
  embedded(): DerNode {
    if (this.#embedded) return this.#embedded;
    const node = readNode(this.bytes, this.contentStart, this.end, this.depth + 1, this.budget);
    if (node.end !== this.end) throw new DerError('trailing-data', 'octets after the embedded value');
    this.#embedded = node;
    return node;
  }

  isUniversal(tagNumber: number): boolean {
    return this.tagClass === 'universal' && this.tagNumber === tagNumber;
  }

  isContext(tagNumber: number): boolean {
    return this.tagClass === 'context' && this.tagNumber === tagNumber;
  }

  /** The fields of a SEQUENCE. */
  asSequence(): readonly DerNode[] {
    this.#expect(Tag.sequence, true);
    return this.children();
  }

  /** The members of a SET (their order is not checked; compare with `setOf` where it matters). */
  asSet(): readonly DerNode[] {
    this.#expect(Tag.set, true);
    return this.children();
  }

  /** Content octets of an INTEGER as they stand: two's complement, minimal. */
  asIntegerBytes(): Buffer {
    this.#expect(Tag.integer, false);
    return this.integerContent();
  }

  asInteger(): bigint {
    return signed(this.asIntegerBytes());
  }

  /** An INTEGER or ENUMERATED that fits a safe integer, for versions, counts and codes. */
  asSmallInteger(): number {
    this.#expect(this.isUniversal(Tag.enumerated) ? Tag.enumerated : Tag.integer, false);
    return this.smallIntegerContent();
  }

  /** The small INTEGER that an IMPLICIT tag hides. */
  smallIntegerContent(): number {
    const content = this.integerContent();
    if (content.length > 6) throw new DerError('bad-value', 'the integer is too large');
    return content.readIntBE(0, content.length);
  }

  private integerContent(): Buffer {
    const content = this.content;
    const [first, second] = content;
    if (first === undefined) throw new DerError('bad-value', 'an integer has at least one octet');
    const padded = second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
    if (padded) throw new DerError('not-der', 'the integer is not minimal');
    return content;
  }

  asOid(): string {
    this.#expect(Tag.oid, false);
    return decodeOidContent(this.content);
  }

  asOctetString(): Buffer {
    this.#expect(Tag.octetString, false);
    return this.content;
  }

  asBitString(): { readonly unusedBits: number; readonly bytes: Buffer } {
    this.#expect(Tag.bitString, false);
    return this.bitStringContent();
  }

  /** The BIT STRING that an IMPLICIT tag hides. Unused bits must be zero (X.690 11.2.1). */
  bitStringContent(): { readonly unusedBits: number; readonly bytes: Buffer } {
    const content = this.content;
    const unusedBits = content[0];
    if (unusedBits === undefined || unusedBits > 7 || (unusedBits > 0 && content.length === 1))
      throw new DerError('bad-value', 'bad unused bits');
    const last = content.at(-1) ?? 0;
    if (content.length > 1 && (last & ((1 << unusedBits) - 1)) !== 0) throw new DerError('not-der', 'unused bits are not zero');
    return { unusedBits, bytes: content.subarray(1) };
  }

  /** The positions that are set in a BIT STRING with named bits. */
  asNamedBits(): readonly number[] {
    this.#expect(Tag.bitString, false);
    return this.namedBitsContent();
  }

  namedBitsContent(): readonly number[] {
    const { bytes } = this.bitStringContent();
    if (bytes.length > 16) throw new DerError('bad-value', 'too many named bits');
    const positions: number[] = [];
    bytes.forEach((byte, index) => {
      for (let bit = 0; bit < 8; bit++) if (byte & (0x80 >> bit)) positions.push(index * 8 + bit);
    });
    return positions;
  }

  asBoolean(): boolean {
    this.#expect(Tag.boolean, false);
    return this.booleanContent();
  }

  /** The BOOLEAN that an IMPLICIT tag hides; DER knows 00 and FF only. */
  booleanContent(): boolean {
    const content = this.content;
    if (content.length !== 1 || (content[0] !== 0 && content[0] !== 0xff)) throw new DerError('not-der', 'a boolean is 00 or FF');
    return content[0] === 0xff;
  }

  asNull(): null {
    this.#expect(Tag.null, false);
    if (this.content.length > 0) throw new DerError('bad-value', 'a null has no content');
    return null;
  }

  /** UTCTime or GeneralizedTime. */
  asTime(): Date {
    if (this.isUniversal(Tag.utcTime)) return parseUtcTime(this.primitiveContent().toString('latin1'));
    this.#expect(Tag.generalizedTime, false);
    return parseGeneralizedTime(this.content.toString('latin1'));
  }

  /** Any character string type; ill-formed text throws. TeletexString is read as Latin-1, as everybody does. */
  asString(): string {
    const content = this.primitiveContent();
    if (this.tagClass !== 'universal') throw new DerError('unexpected-tag', 'a character string was expected');
    switch (this.tagNumber) {
      case Tag.utf8String:
        return decodeUtf8(content);
      case Tag.printableString:
      case Tag.ia5String:
      case Tag.numericString:
      case Tag.visibleString:
        return decodeAscii(content);
      case Tag.teletexString:
        return content.toString('latin1');
      case Tag.bmpString:
        return decodeUtf16(content);
      case Tag.universalString:
        return decodeUtf32(content);
      default:
        throw new DerError('unexpected-tag', 'a character string was expected');
    }
  }

  /** Content of a primitive value, whatever its tag: what an IMPLICIT tag over a string or octets hides. */
  primitiveContent(): Buffer {
    if (this.constructed) throw new DerError('not-der', 'a primitive encoding was expected');
    return this.content;
  }

  #expect(tagNumber: number, constructed: boolean): void {
    if (this.tagClass !== 'universal' || this.tagNumber !== tagNumber || this.constructed !== constructed) {
      throw new DerError('unexpected-tag', `universal tag ${tagNumber} expected, found octet 0x${this.tagOctet.toString(16)}`);
    }
  }
}

function signed(content: Uint8Array): bigint {
  const value = BigInt(`0x${Buffer.from(content).toString('hex')}`);
  return (content[0] ?? 0) & 0x80 ? value - (1n << BigInt(8 * content.length)) : value;
}
