/**
 * X.501 names: reading (bounded, every string type), comparing (RFC 5280 7.1) and writing (RFC 5280 4.1.2.4).
 */
import { DerError } from '../der/der-error.ts';
import type { DerNode } from '../der/der-reader.ts';
import { ia5String, oid, printableString, sequence, sequenceOf, setOf, utf8String } from '../der/der-writer.ts';
import { Tag } from '../der/tag.ts';
import { Oid } from './oids.ts';

const shortNames: ReadonlyMap<string, string> = new Map([
  [Oid.commonName, 'CN'],
  [Oid.surname, 'SN'],
  [Oid.serialNumber, 'serialNumber'],
  [Oid.countryName, 'C'],
  [Oid.localityName, 'L'],
  [Oid.stateOrProvinceName, 'ST'],
  [Oid.streetAddress, 'STREET'],
  [Oid.organizationName, 'O'],
  [Oid.organizationalUnitName, 'OU'],
  [Oid.title, 'title'],
  [Oid.givenName, 'GN'],
  [Oid.dnQualifier, 'dnQualifier'],
  [Oid.pseudonym, 'pseudonym'],
  [Oid.organizationIdentifier, 'organizationIdentifier'],
  [Oid.emailAddress, 'emailAddress'],
  [Oid.domainComponent, 'DC'],
  [Oid.userId, 'UID'],
]);
const oidOfShortName: ReadonlyMap<string, string> = new Map([...shortNames].map(([dotted, name]) => [name, dotted]));

// X.520: country, serialNumber and dnQualifier are PrintableString by definition, mail and domain parts IA5String.
const printableTypes: ReadonlySet<string> = new Set([Oid.countryName, Oid.serialNumber, Oid.dnQualifier]);
const ia5Types: ReadonlySet<string> = new Set([Oid.emailAddress, Oid.domainComponent]);
const maxAttributes = 100;

export interface NameAttribute {
  /** `CN`, `O`, `organizationIdentifier` … or a dotted OID. */
  readonly type: string;
  readonly value: string;
}

export interface ReadAttribute extends NameAttribute {
  readonly oid: string;
  /** Universal tag of the value's string type; 0 when it is none and `value` is `#` and the hexadecimal DER. */
  readonly tagNumber: number;
}

/** A name as it was read. `raw` is what is compared byte for byte in signatures; `key` is what names are compared by. */
export class DistinguishedName {
  #key: string | undefined;
  #rdnKeys: readonly string[] | undefined;

  constructor(
    readonly raw: Buffer,
    readonly rdns: readonly (readonly ReadAttribute[])[],
  ) {}

  /** All attributes in the order written. */
  get attributes(): readonly ReadAttribute[] {
    return this.rdns.flat();
  }

  get isEmpty(): boolean {
    return this.rdns.length === 0;
  }

  /** The first value of an attribute type (`CN` or a dotted OID). */
  get(type: string): string | undefined {
    const dotted = oidOfShortName.get(type) ?? type;
    for (const rdn of this.rdns) for (const attribute of rdn) if (attribute.oid === dotted) return attribute.value;
    return undefined;
  }

  /** One comparable string per relative name: case, white space and string type do not matter (RFC 5280 7.1, RFC 4518). */
  get rdnKeys(): readonly string[] {
    this.#rdnKeys ??= this.rdns.map(rdnKey);
    return this.#rdnKeys;
  }

  /** Two names are the same exactly when their keys are. */
  get key(): string {
    this.#key ??= this.rdnKeys.join('\u0002');
    return this.#key;
  }

  equals(other: DistinguishedName): boolean {
    return this.raw.equals(other.raw) || this.key === other.key;
  }

  /** Whether this name lies in the subtree below `base` (RFC 5280 4.2.1.10, directoryName). */
  isWithin(base: DistinguishedName): boolean {
    const mine = this.rdnKeys;
    return base.rdnKeys.length <= mine.length && base.rdnKeys.every((key, index) => key === mine[index]);
  }

  /** The key of the name one level below this one. */
  keyBelow(rdn: readonly ReadAttribute[]): string {
    return [...this.rdnKeys, rdnKey(rdn)].join('\u0002');
  }

  /** For people: RFC 4514 escapes, but in the order written (`C=CN, O=…, CN=…`). */
  toString(): string {
    return this.rdns.map((rdn) => rdn.map((attribute) => `${attribute.type}=${escapeValue(attribute.value)}`).join('+')).join(', ');
  }
}

function rdnKey(rdn: readonly ReadAttribute[]): string {
  return rdn.map(attributeKey).sort().join('\u0001');
}

function attributeKey({ oid: dotted, value, tagNumber }: ReadAttribute): string {
  if (tagNumber === 0) return `${dotted}#${value}`;
  const folded = value.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
  return `${dotted}=${folded.replace(/[\u0001\u0002]/g, '\ufffd')}`;
}

function escapeValue(value: string): string {
  return value
    .replace(/["+,;<>\\]/g, '\\$&')
    .replace(/^[ #]| $/g, '\\$&')
    .replace(/\p{Cc}/gu, '\ufffd');
}

/** Reads a Name value; throws `DerError`. */
export function readName(node: DerNode): DistinguishedName {
  let count = 0;
  const rdns = node.asSequence().map((rdn) => {
    const members = rdn.asSet();
    if (members.length === 0) throw new DerError('bad-value', 'an empty relative name');
    count += members.length;
    if (count > maxAttributes) throw new DerError('too-many-nodes', `a name with more than ${maxAttributes} attributes`);
    return members.map(readAttribute);
  });
  return new DistinguishedName(node.raw, rdns);
}

/** The attributes of a single relative name whose SET an IMPLICIT tag hides (a distribution point relative to its issuer). */
export function readRelativeName(node: DerNode): readonly ReadAttribute[] {
  return node.children().map(readAttribute);
}

function readAttribute(node: DerNode): ReadAttribute {
  const fields = node.asSequence();
  const [type, value] = fields;
  if (!type || !value || fields.length !== 2) throw new DerError('bad-value', 'an attribute is a type and a value');
  const dotted = type.asOid();
  const shown = shortNames.get(dotted) ?? dotted;
  const text = textOf(value);
  // Kept as hexadecimal and compared octet by octet: no character string, or one in another character set than its tag says
  // (deployed certificates carry GBK in UTF8Strings).
  if (text === undefined) return { oid: dotted, type: shown, value: `#${value.raw.toString('hex')}`, tagNumber: 0 };
  return { oid: dotted, type: shown, value: text, tagNumber: value.tagNumber };
}

function textOf(value: DerNode): string | undefined {
  if (value.tagClass !== 'universal' || !textTags.has(value.tagNumber)) return undefined;
  try {
    return value.asString();
  } catch (cause) {
    if (cause instanceof DerError && cause.code === 'bad-value') return undefined;
    throw cause;
  }
}

const textTags: ReadonlySet<number> = new Set([
  Tag.utf8String,
  Tag.printableString,
  Tag.ia5String,
  Tag.numericString,
  Tag.visibleString,
  Tag.teletexString,
  Tag.bmpString,
  Tag.universalString,
]);

/**
 * DER of a Name with one attribute per relative name, in the order given. Values are UTF8String (Chinese text included), but
 * country, serialNumber and dnQualifier PrintableString, mail and domain parts IA5String. Throws `DerError` for an unknown type
 * or a value its string type cannot carry.
 */
export function encodeName(attributes: readonly NameAttribute[]): Buffer {
  return sequenceOf(
    attributes.map(({ type, value }) => {
      const dotted = oidOfShortName.get(type) ?? type;
      return setOf([sequence(oid(dotted), encodeValue(dotted, value))]);
    }),
  );
}

function encodeValue(dotted: string, value: string): Buffer {
  if (value === '') throw new DerError('unencodable', 'an attribute value is empty');
  if (printableTypes.has(dotted)) return printableString(value);
  if (ia5Types.has(dotted)) return ia5String(value);
  return utf8String(value);
}
