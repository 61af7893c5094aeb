import { timingSafeEqual } from 'node:crypto';
import type { DerNode } from '../der/der-reader.ts';
import { type CertificateIdentity, certificateIdentity } from './certificate-identity.ts';
import { type DigestName, digestNameOf } from './cms-algorithms.ts';
import { CmsOid } from './cms-oids.ts';
import { checkSignatureValue } from './signature-value.ts';
import type { CmsAttribute, SignedData, SignerInfo } from './signed-data.ts';
import { namesCertificateV1, namesCertificateV2 } from './signing-certificate.ts';

export type CmsFault =
  | 'no-signer'
  | 'several-signers'
  | 'content-present'
  | 'content-missing'
  | 'wrong-content-type'
  | 'weak-digest'
  | 'weak-key'
  | 'unsupported-algorithm'
  | 'digest-algorithm-mismatch'
  | 'bad-attributes'
  | 'digest-mismatch'
  | 'signer-certificate-missing'
  | 'signing-certificate-missing'
  | 'signing-certificate-mismatch'
  | 'bad-signature';

/** What a signature must look like beyond its own mathematics. */
export interface SignedDataExpectation {
  readonly contentType: string;
  readonly detached: boolean;
  /** `required`: PAdES and time-stamps; `if-present`: older PDF signatures (adbe.pkcs7.detached). */
  readonly signingCertificate: 'required' | 'if-present';
  /** Time-stamp tokens may still name their certificate by SHA-1 (RFC 3161 2.4.2). */
  readonly signingCertificateV1: 'accepted' | 'ignored';
}

export const padesExpectation: SignedDataExpectation = {
  contentType: CmsOid.data,
  detached: true,
  signingCertificate: 'required',
  signingCertificateV1: 'ignored',
};

export interface SignedDataResult {
  /** Every reason to refuse the signature, the gravest first; empty: the signature is mathematically and formally good. */
  readonly faults: readonly CmsFault[];
  /** The signer's certificate, when it is among the embedded ones. Nothing is said about trust. */
  readonly certificate: CertificateIdentity | undefined;
}

/** The digest the content must be hashed with before `verifySignedData`, or why there is none. */
export function contentDigestOf(signedData: SignedData): DigestName | 'weak' | 'unsupported' {
  const signer = signedData.signers[0];
  return signer === undefined ? 'unsupported' : digestNameOf(signer.digestAlgorithm);
}

/**
 * Checks one SignedData against the digest of the content, made with `contentDigestOf`: exactly one signer, content absent or present as
 * expected, strong and agreeing digest algorithms, signed attributes once each, message digest, signing certificate, signature value.
 */
export function verifySignedData(
  signedData: SignedData,
  contentDigest: Uint8Array,
  expected: SignedDataExpectation = padesExpectation,
): SignedDataResult {
  const faults: CmsFault[] = [];
  if (signedData.contentType !== expected.contentType) faults.push('wrong-content-type');
  if (expected.detached && signedData.content !== undefined) faults.push('content-present');
  if (!expected.detached && signedData.content === undefined) faults.push('content-missing');
  if (signedData.signers.length > 1) faults.push('several-signers');
  const signer = signedData.signers[0];
  if (signer === undefined) return { faults: [...faults, 'no-signer'], certificate: undefined };
  const certificate = signerCertificate(signer, signedData.certificates);
  if (certificate === undefined) return { faults: [...faults, 'signer-certificate-missing'], certificate };
  const digest = digestNameOf(signer.digestAlgorithm);
  if (digest === 'weak') return { faults: [...faults, 'weak-digest'], certificate };
  if (digest === 'unsupported') return { faults: [...faults, 'unsupported-algorithm'], certificate };
  if (!signedData.digestAlgorithms.every((named) => digestNameOf(named) === digest)) faults.push('digest-algorithm-mismatch');
  faults.push(...attributeFaults(signer, contentDigest, certificate, expected));
  faults.push(...signatureFaults(signer, digest, certificate));
  return { faults, certificate };
}

function signerCertificate(signer: SignerInfo, certificates: readonly Buffer[]): CertificateIdentity | undefined {
  for (const der of certificates) {
    const certificate = readableIdentity(der);
    if (certificate !== undefined && isNamedBy(signer, certificate)) return certificate;
  }
  return undefined;
}

function readableIdentity(der: Buffer): CertificateIdentity | undefined {
  try {
    return certificateIdentity(der);
  } catch {
    // An unreadable certificate among the embedded ones cannot be the signer's; the others still may.
    return undefined;
  }
}

function isNamedBy({ id }: SignerInfo, certificate: CertificateIdentity): boolean {
  if (id.kind === 'key-id') return certificate.subjectKeyId?.equals(id.keyId) ?? false;
  return certificate.issuer.equals(id.issuer) && certificate.serial.equals(id.serial);
}

function attributeFaults(
  signer: SignerInfo,
  contentDigest: Uint8Array,
  certificate: CertificateIdentity,
  expected: SignedDataExpectation,
): readonly CmsFault[] {
  const attributes = signer.signedAttributes;
  // Without signed attributes the certificate could be swapped: no profile that is accepted here allows it.
  if (attributes === undefined) return ['bad-attributes'];
  const types = attributes.map((attribute) => attribute.type);
  const contentType = onlyValue(attributes, CmsOid.contentType);
  const messageDigest = onlyValue(attributes, CmsOid.messageDigest);
  if (new Set(types).size < types.length || contentType === undefined || messageDigest === undefined) return ['bad-attributes'];
  const faults: CmsFault[] = [];
  if (!reads(() => contentType.asOid() === expected.contentType)) faults.push('wrong-content-type');
  if (!reads(() => sameBytes(messageDigest.asOctetString(), contentDigest))) faults.push('digest-mismatch');
  const named = namedCertificate(attributes, certificate, expected);
  if (named === 'missing' && expected.signingCertificate === 'required') faults.push('signing-certificate-missing');
  if (named === 'other') faults.push('signing-certificate-mismatch');
  return faults;
}

function namedCertificate(
  attributes: readonly CmsAttribute[],
  certificate: CertificateIdentity,
  expected: SignedDataExpectation,
): 'this' | 'other' | 'missing' {
  const has = (type: string) => attributes.some((attribute) => attribute.type === type);
  const v2 = onlyValue(attributes, CmsOid.signingCertificateV2);
  if (has(CmsOid.signingCertificateV2)) return v2 !== undefined && reads(() => namesCertificateV2(v2, certificate)) ? 'this' : 'other';
  const v1 = onlyValue(attributes, CmsOid.signingCertificate);
  if (expected.signingCertificateV1 === 'ignored' || !has(CmsOid.signingCertificate)) return 'missing';
  return v1 !== undefined && reads(() => namesCertificateV1(v1, certificate)) ? 'this' : 'other';
}

function signatureFaults(signer: SignerInfo, digest: DigestName, certificate: CertificateIdentity): readonly CmsFault[] {
  const outcome = checkSignatureValue(signer.signatureAlgorithm, digest, certificate.spki, signer.signedBytes, signer.signature);
  if (outcome === 'good') return [];
  return [outcome === 'bad' ? 'bad-signature' : outcome];
}

/** The value of an attribute that occurs once with one value. */
function onlyValue(attributes: readonly CmsAttribute[], type: string): DerNode | undefined {
  const found = attributes.filter((attribute) => attribute.type === type);
  const values = found.length === 1 ? found[0]?.values : undefined;
  return values?.length === 1 ? values[0] : undefined;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** False also when the value cannot be read: a malformed attribute never counts for anything. */
function reads(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return false;
  }
}
