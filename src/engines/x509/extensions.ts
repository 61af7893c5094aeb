/** Typed readers for the certificate extensions of RFC 5280 4.2. Each takes the extension's value and throws `DerError`. */
import { DerError } from '../der/der-error.ts';
import { DerFields } from '../der/der-fields.ts';
import type { DerNode } from '../der/der-reader.ts';
import { Tag } from '../der/tag.ts';
import { type ReadAttribute, readRelativeName } from './distinguished-name.ts';
import { type GeneralName, readGeneralName, readGeneralNames } from './general-name.ts';
import { type KeyUsage, keyUsages } from './key-usage.ts';
import { Oid } from './oids.ts';

export interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  /** DER of the extension's value (content of the OCTET STRING). */
  readonly value: Buffer;
  /** `critical` is written although it is FALSE, its default: not DER, but common. */
  readonly writesDefault: boolean;
  readonly node: DerNode;
}

export interface BasicConstraints {
  readonly ca: boolean;
  readonly pathLength: number | undefined;
}

const maxExtensions = 100;

/** Reads an Extensions sequence in its order, duplicates included. */
export function readExtensions(node: DerNode): readonly Extension[] {
  const list = node.asSequence();
  if (list.length === 0) throw new DerError('bad-value', 'an empty list of extensions');
  if (list.length > maxExtensions) throw new DerError('too-many-nodes', `more than ${maxExtensions} extensions`);
  return list.map((item) => {
    const fields = new DerFields(item.asSequence());
    const oid = fields.next().asOid();
    const flag = fields.optionalUniversal(Tag.boolean);
    const critical = flag?.asBoolean() ?? false;
    const octets = fields.next();
    fields.end();
    return { oid, critical, value: octets.asOctetString(), writesDefault: flag !== undefined && !critical, node: octets };
  });
}

export function readBasicConstraints(value: DerNode): BasicConstraints {
  const fields = new DerFields(value.asSequence());
  const ca = fields.optionalUniversal(Tag.boolean)?.asBoolean() ?? false;
  const pathLength = fields.optionalUniversal(Tag.integer)?.asSmallInteger();
  fields.end();
  if (pathLength !== undefined && pathLength < 0) throw new DerError('bad-value', 'a negative path length');
  return { ca, pathLength };
}

export function readKeyUsage(value: DerNode): ReadonlySet<KeyUsage> {
  return new Set(value.asNamedBits().flatMap((position) => keyUsages[position] ?? []));
}

/** A SEQUENCE OF object identifiers: extended key usage. */
export function readOids(value: DerNode): readonly string[] {
  const list = value.asSequence();
  if (list.length === 0) throw new DerError('bad-value', 'an empty list of identifiers');
  return list.map((node) => node.asOid());
}

export interface AuthorityKeyIdentifier {
  readonly keyIdentifier: Buffer | undefined;
  readonly issuer: readonly GeneralName[] | undefined;
  /** Content octets of the serial number. */
  readonly serial: Buffer | undefined;
}

export function readAuthorityKeyIdentifier(value: DerNode): AuthorityKeyIdentifier {
  const fields = new DerFields(value.asSequence());
  const keyIdentifier = fields.optionalContext(0)?.primitiveContent();
  const names = fields.optionalContext(1);
  const serial = fields.optionalContext(2)?.primitiveContent();
  fields.end();
  return { keyIdentifier, issuer: names && readGeneralNames(names), serial };
}

export type DistributionPointName =
  | { readonly kind: 'full'; readonly names: readonly GeneralName[] }
  /** Relative to the name of the CRL issuer. */
  | { readonly kind: 'relative'; readonly rdn: readonly ReadAttribute[] };

export interface DistributionPoint {
  readonly name: DistributionPointName | undefined;
  /** Bit positions of ReasonFlags, undefined for all reasons. */
  readonly reasons: readonly number[] | undefined;
  readonly crlIssuer: readonly GeneralName[] | undefined;
}

export function readDistributionPoints(value: DerNode): readonly DistributionPoint[] {
  return value.asSequence().map((node) => {
    const fields = new DerFields(node.asSequence());
    const name = fields.optionalContext(0);
    const reasons = fields.optionalContext(1)?.namedBitsContent();
    const crlIssuer = fields.optionalContext(2);
    fields.end();
    return { name: name && readDistributionPointName(name.onlyChild()), reasons, crlIssuer: crlIssuer && readGeneralNames(crlIssuer) };
  });
}

export function readDistributionPointName(node: DerNode): DistributionPointName {
  if (node.isContext(0)) return { kind: 'full', names: readGeneralNames(node) };
  if (node.isContext(1)) return { kind: 'relative', rdn: readRelativeName(node) };
  throw new DerError('unexpected-tag', 'not a distribution point name');
}

export interface AccessDescription {
  readonly method: string;
  readonly location: GeneralName;
}

export function readAuthorityInfoAccess(value: DerNode): readonly AccessDescription[] {
  return value.asSequence().map((node) => ({ method: node.child(0).asOid(), location: readGeneralName(node.child(1)) }));
}

export interface PolicyInformation {
  readonly oid: string;
  readonly cps: readonly string[];
}

export function readCertificatePolicies(value: DerNode): readonly PolicyInformation[] {
  const list = value.asSequence();
  if (list.length === 0) throw new DerError('bad-value', 'an empty list of policies');
  return list.map((node) => {
    const fields = new DerFields(node.asSequence());
    const oid = fields.next().asOid();
    const qualifiers = fields.optionalUniversal(Tag.sequence);
    fields.end();
    const cps = (qualifiers?.children() ?? []).filter((qualifier) => qualifier.child(0).asOid() === Oid.policyCps);
    return { oid, cps: cps.map((qualifier) => qualifier.child(1).asString()) };
  });
}

export interface PolicyMapping {
  readonly issuerPolicy: string;
  readonly subjectPolicy: string;
}

export function readPolicyMappings(value: DerNode): readonly PolicyMapping[] {
  return value.asSequence().map((node) => ({ issuerPolicy: node.child(0).asOid(), subjectPolicy: node.child(1).asOid() }));
}

export interface PolicyConstraints {
  readonly requireExplicitPolicy: number | undefined;
  readonly inhibitPolicyMapping: number | undefined;
}

export function readPolicyConstraints(value: DerNode): PolicyConstraints {
  const fields = new DerFields(value.asSequence());
  const requireExplicitPolicy = skipCerts(fields.optionalContext(0));
  const inhibitPolicyMapping = skipCerts(fields.optionalContext(1));
  fields.end();
  return { requireExplicitPolicy, inhibitPolicyMapping };
}

function skipCerts(node: DerNode | undefined): number | undefined {
  const count = node?.smallIntegerContent();
  if (count !== undefined && count < 0) throw new DerError('bad-value', 'a negative count of certificates');
  return count;
}

export interface NameConstraints {
  readonly permitted: readonly GeneralName[];
  readonly excluded: readonly GeneralName[];
}

export function readNameConstraints(value: DerNode): NameConstraints {
  const fields = new DerFields(value.asSequence());
  const permitted = fields.optionalContext(0);
  const excluded = fields.optionalContext(1);
  fields.end();
  if (!permitted && !excluded) throw new DerError('bad-value', 'empty name constraints');
  return { permitted: readSubtrees(permitted), excluded: readSubtrees(excluded) };
}

// RFC 5280 4.2.1.10: minimum is always zero and maximum absent, so a subtree is its base alone.
function readSubtrees(node: DerNode | undefined): readonly GeneralName[] {
  return (node?.children() ?? []).map((subtree) => {
    if (subtree.asSequence().length !== 1) throw new DerError('bad-value', 'a subtree with minimum or maximum');
    return readGeneralName(subtree.child(0));
  });
}
