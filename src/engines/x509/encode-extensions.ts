/** Writers for the certificate extensions of RFC 5280 4.2 from plain data. */
import { DerError } from '../der/der-error.ts';
import * as der from '../der/der-writer.ts';
import { encodeGeneralName, type GeneralNameToWrite } from './general-name.ts';
import { type KeyUsage, keyUsages } from './key-usage.ts';
import { Oid } from './oids.ts';

/** An extension of any OID, e.g. the identity extension of a profile. `der` is the complete DER of the value. */
export interface CustomExtension {
  readonly oid: string;
  readonly critical?: boolean;
  readonly value:
    | { readonly type: 'utf8' | 'printable' | 'ia5'; readonly text: string }
    | { readonly type: 'der'; readonly der: Uint8Array };
}

/** What a profile says about a certificate, as plain data. Absent means: no such extension. */
export interface ExtensionsToWrite {
  /** Always critical; `ca: false` is written as an empty sequence (its default). */
  readonly basicConstraints?: { readonly ca: boolean; readonly pathLength?: number };
  /** Always critical. */
  readonly keyUsage?: readonly KeyUsage[];
  /** Purpose OIDs; critical only when told (a TSA's must be, RFC 3161 2.3). */
  readonly extendedKeyUsage?: { readonly purposes: readonly string[]; readonly critical?: boolean };
  readonly subjectKeyIdentifier?: Uint8Array;
  /** The issuer's key identifier. */
  readonly authorityKeyIdentifier?: Uint8Array;
  /** One distribution point per URL. */
  readonly crlDistributionPoints?: readonly string[];
  readonly authorityInfoAccess?: { readonly ocsp?: readonly string[]; readonly caIssuers?: readonly string[] };
  readonly certificatePolicies?: readonly { readonly oid: string; readonly cps?: string }[];
  readonly subjectAltName?: readonly GeneralNameToWrite[];
  readonly policyConstraints?: { readonly requireExplicitPolicy?: number; readonly inhibitPolicyMapping?: number };
  readonly inhibitAnyPolicy?: number;
  /** RFC 6960 4.2.2.2.1: an OCSP responder whose own status need not be asked. */
  readonly ocspNoCheck?: boolean;
  readonly custom?: readonly CustomExtension[];
}

/** DER of one Extension. */
export function encodeExtension(oid: string, critical: boolean, value: Uint8Array): Buffer {
  return der.sequence(der.oid(oid), critical ? der.boolean(true) : undefined, der.octetString(value));
}

/** DER of each extension in a fixed order. Throws `DerError` for values that cannot be written. */
export function encodeExtensions(wanted: ExtensionsToWrite): readonly Buffer[] {
  const { basicConstraints, keyUsage, extendedKeyUsage, subjectKeyIdentifier, authorityKeyIdentifier, subjectAltName } = wanted;
  const {
    crlDistributionPoints,
    authorityInfoAccess,
    certificatePolicies,
    policyConstraints,
    inhibitAnyPolicy,
    ocspNoCheck,
    custom = [],
  } = wanted;
  const list = [
    basicConstraints && encodeExtension(Oid.basicConstraints, true, encodeBasicConstraints(basicConstraints)),
    keyUsage && encodeExtension(Oid.keyUsage, true, der.namedBitString(keyUsage.map((usage) => keyUsages.indexOf(usage)))),
    extendedKeyUsage &&
      encodeExtension(Oid.extendedKeyUsage, extendedKeyUsage.critical ?? false, der.sequenceOf(extendedKeyUsage.purposes.map(der.oid))),
    subjectKeyIdentifier && encodeExtension(Oid.subjectKeyIdentifier, false, der.octetString(subjectKeyIdentifier)),
    authorityKeyIdentifier &&
      encodeExtension(Oid.authorityKeyIdentifier, false, der.sequence(der.contextPrimitive(0, authorityKeyIdentifier))),
    subjectAltName && encodeExtension(Oid.subjectAltName, false, der.sequenceOf(subjectAltName.map(encodeGeneralName))),
    certificatePolicies && encodeExtension(Oid.certificatePolicies, false, encodePolicies(certificatePolicies)),
    crlDistributionPoints && encodeExtension(Oid.crlDistributionPoints, false, encodeDistributionPoints(crlDistributionPoints)),
    authorityInfoAccess && encodeExtension(Oid.authorityInfoAccess, false, encodeAccess(authorityInfoAccess)),
    policyConstraints && encodeExtension(Oid.policyConstraints, true, encodePolicyConstraints(policyConstraints)),
    inhibitAnyPolicy === undefined ? undefined : encodeExtension(Oid.inhibitAnyPolicy, true, der.integer(inhibitAnyPolicy)),
    ocspNoCheck ? encodeExtension(Oid.ocspNoCheck, false, der.nullValue()) : undefined,
    ...custom.map((extension) => encodeExtension(extension.oid, extension.critical ?? false, encodeCustom(extension))),
  ];
  return list.filter((item) => item !== undefined);
}

function encodeBasicConstraints({ ca, pathLength }: { ca: boolean; pathLength?: number }): Buffer {
  if (!ca && pathLength !== undefined) throw new DerError('unencodable', 'a path length on an end entity');
  return der.sequence(ca ? der.boolean(true) : undefined, pathLength === undefined ? undefined : der.integer(pathLength));
}

function encodePolicies(policies: readonly { oid: string; cps?: string }[]): Buffer {
  return der.sequenceOf(
    policies.map(({ oid, cps }) =>
      der.sequence(der.oid(oid), cps === undefined ? undefined : der.sequence(der.sequence(der.oid(Oid.policyCps), der.ia5String(cps)))),
    ),
  );
}

function encodeDistributionPoints(urls: readonly string[]): Buffer {
  return der.sequenceOf(urls.map((url) => der.sequence(encodeFullName([url]))));
}

/** `[0] DistributionPointName` with a full name of URLs: the same octets in a certificate's CRL DP and in the CRL's IDP. */
export function encodeFullName(urls: readonly string[]): Buffer {
  return der.contextExplicit(0, der.contextExplicit(0, ...urls.map((value) => encodeGeneralName({ kind: 'uri', value }))));
}

function encodeAccess({ ocsp = [], caIssuers = [] }: { ocsp?: readonly string[]; caIssuers?: readonly string[] }): Buffer {
  const access = (method: string) => (value: string) => der.sequence(der.oid(method), encodeGeneralName({ kind: 'uri', value }));
  return der.sequenceOf([...ocsp.map(access(Oid.accessOcsp)), ...caIssuers.map(access(Oid.accessCaIssuers))]);
}

function encodePolicyConstraints(wanted: { requireExplicitPolicy?: number; inhibitPolicyMapping?: number }): Buffer {
  const { requireExplicitPolicy: explicit, inhibitPolicyMapping: mapping } = wanted;
  return der.sequence(
    explicit === undefined ? undefined : der.contextImplicit(0, der.integer(explicit)),
    mapping === undefined ? undefined : der.contextImplicit(1, der.integer(mapping)),
  );
}

function encodeCustom({ value }: CustomExtension): Uint8Array {
  switch (value.type) {
    case 'utf8':
      return der.utf8String(value.text);
    case 'printable':
      return der.printableString(value.text);
    case 'ia5':
      return der.ia5String(value.text);
    case 'der':
      return value.der;
  }
}
