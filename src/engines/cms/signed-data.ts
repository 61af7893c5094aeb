import { DerFields } from '../der/der-fields.ts';
import { type DerNode, readDerPrefix } from '../der/der-reader.ts';
import { setOf } from '../der/der-writer.ts';
import { type AlgorithmId, readAlgorithm } from './cms-algorithms.ts';
import { CmsError } from './cms-error.ts';
import { CmsOid } from './cms-oids.ts';

/** An attribute as it stands; `values` are never decoded further here. */
export interface CmsAttribute {
  readonly type: string;
  readonly values: readonly DerNode[];
}

export type SignerId =
  | { readonly kind: 'issuer-serial'; readonly issuer: Buffer; readonly serial: Buffer }
  | { readonly kind: 'key-id'; readonly keyId: Buffer };

export interface SignerInfo {
  readonly id: SignerId;
  readonly digestAlgorithm: AlgorithmId;
  /** Undefined when the signature is made directly over the content. */
  readonly signedAttributes: readonly CmsAttribute[] | undefined;
  /** The DER SET OF that the signature covers (RFC 5652 5.4); empty without signed attributes. */
  readonly signedBytes: Buffer;
  readonly signatureAlgorithm: AlgorithmId;
  readonly signature: Buffer;
  readonly unsignedAttributes: readonly CmsAttribute[];
}

/** CMS SignedData (RFC 5652 5.1). Certificates and CRLs are complete DER values. */
export interface SignedData {
  readonly contentType: string;
  /** The encapsulated content, undefined in a detached signature. */
  readonly content: Buffer | undefined;
  readonly digestAlgorithms: readonly AlgorithmId[];
  readonly certificates: readonly Buffer[];
  readonly crls: readonly Buffer[];
  readonly signers: readonly SignerInfo[];
}

const limits = { maxBytes: 4 * 1024 * 1024, maxDepth: 40, maxNodes: 50_000 };
const maxCertificates = 64;
const maxAttributes = 64;

/**
 * Reads a DER ContentInfo with SignedData: strict DER, bounded, every field in its place. Zero octets may follow, as in the /Contents of a
 * PDF signature (ISO 32000-1 12.8.3.3.1); anything else after it is refused. Throws CmsError `malformed-cms`.
 */
export function parseSignedData(der: Uint8Array): SignedData {
  try {
    const [contentInfo, padding] = readDerPrefix(der, limits);
    if (padding.some((octet) => octet !== 0)) throw new CmsError('malformed-cms', 'octets follow the signature');
    return readSignedData(contentInfo);
  } catch (cause) {
    if (cause instanceof CmsError) throw cause;
    throw new CmsError('malformed-cms', 'not a DER SignedData', { cause });
  }
}

function readSignedData(contentInfo: DerNode): SignedData {
  const outer = new DerFields(contentInfo.asSequence());
  if (outer.next().asOid() !== CmsOid.signedData) throw new CmsError('malformed-cms', 'the content is not SignedData');
  const wrapped = outer.optionalContext(0);
  outer.end();
  if (wrapped === undefined) throw new CmsError('malformed-cms', 'the content is missing');
  const fields = new DerFields(wrapped.onlyChild().asSequence());
  const version = fields.next().asSmallInteger();
  const digestAlgorithms = bounded(fields.next().asSet(), 16).map(readAlgorithm);
  const { contentType, content } = readContent(fields.next());
  const certificates = bounded(fields.optionalContext(0)?.children() ?? [], maxCertificates);
  const crls = bounded(fields.optionalContext(1)?.children() ?? [], maxCertificates);
  const signers = bounded(fields.next().asSet(), 16).map(readSigner);
  fields.end();
  checkVersion(version, contentType, certificates, signers);
  return {
    contentType,
    content,
    digestAlgorithms,
    // Other forms of certificate than X.509 carry a context tag (RFC 5652 10.2.2) and are of no use here.
    certificates: certificates.filter((node) => node.isUniversal(16)).map((node) => node.raw),
    crls: crls.filter((node) => node.isUniversal(16)).map((node) => node.raw),
    signers,
  };
}

function readContent(node: DerNode): { contentType: string; content: Buffer | undefined } {
  const fields = new DerFields(node.asSequence());
  const contentType = fields.next().asOid();
  const content = fields.optionalContext(0)?.onlyChild().asOctetString();
  fields.end();
  return { contentType, content };
}

// RFC 5652 5.1. Version 4 and 5 need attribute certificates or other forms of certificate and revocation.
function checkVersion(version: number, contentType: string, certificates: readonly DerNode[], signers: readonly SignerInfo[]): void {
  const byKeyId = signers.some((signer) => signer.id.kind === 'key-id');
  const plain = contentType === CmsOid.data && !byKeyId ? 1 : 3;
  const expected = certificates.every((node) => node.isUniversal(16)) ? [plain] : [3, 4, 5];
  if (!expected.includes(version)) throw new CmsError('malformed-cms', `version ${version} does not fit the content`);
}

function readSigner(node: DerNode): SignerInfo {
  const fields = new DerFields(node.asSequence());
  const version = fields.next().asSmallInteger();
  const id = readSignerId(fields.next());
  if (version !== (id.kind === 'key-id' ? 3 : 1)) throw new CmsError('malformed-cms', 'the signer has the wrong version');
  const digestAlgorithm = readAlgorithm(fields.next());
  const signed = fields.optionalContext(0);
  const signatureAlgorithm = readAlgorithm(fields.next());
  const signature = fields.next().asOctetString();
  const unsigned = fields.optionalContext(1);
  fields.end();
  return {
    id,
    digestAlgorithm,
    signedAttributes: signed === undefined ? undefined : readAttributes(signed),
    signedBytes: signed === undefined ? Buffer.alloc(0) : setOf(signed.children().map((child) => child.raw)),
    signatureAlgorithm,
    signature,
    unsignedAttributes: unsigned === undefined ? [] : readAttributes(unsigned),
  };
}

function readSignerId(node: DerNode): SignerId {
  if (node.isContext(0)) return { kind: 'key-id', keyId: node.primitiveContent() };
  const [issuer, serial, ...rest] = node.asSequence();
  if (issuer === undefined || serial === undefined || rest.length > 0)
    throw new CmsError('malformed-cms', 'not an issuer and serial number');
  serial.asIntegerBytes();
  return { kind: 'issuer-serial', issuer: issuer.raw, serial: serial.raw };
}

function readAttributes(node: DerNode): readonly CmsAttribute[] {
  return bounded(node.children(), maxAttributes).map((attribute) => {
    const [type, values, ...rest] = attribute.asSequence();
    if (type === undefined || values === undefined || rest.length > 0) throw new CmsError('malformed-cms', 'not an attribute');
    return { type: type.asOid(), values: values.asSet() };
  });
}

function bounded<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length > most) throw new CmsError('malformed-cms', 'too many parts');
  return items;
}
