import { createHash } from 'node:crypto';
import { DerFields } from '../der/der-fields.ts';
import { readDer } from '../der/der-reader.ts';
import { Tag } from '../der/tag.ts';
import type { CertificateIdentity } from './certificate-identity.ts';
import { type AlgorithmId, digestNameOf, readAlgorithm } from './cms-algorithms.ts';
import { CmsError } from './cms-error.ts';
import { CmsOid } from './cms-oids.ts';
import { parseSignedData, type SignedData } from './signed-data.ts';
import { type CmsFault, contentDigestOf, type SignedDataExpectation, verifySignedData } from './signed-data-check.ts';

/** An RFC 3161 time-stamp token: what is stamped and when. */
export interface TimeStampToken {
  readonly signedData: SignedData;
  readonly policy: string;
  readonly imprintAlgorithm: AlgorithmId;
  readonly imprint: Buffer;
  readonly serialHex: string;
  readonly time: Date;
  /** Content octets of the nonce's INTEGER. */
  readonly nonce: Buffer | undefined;
}

export interface TimeStampResult {
  readonly faults: readonly (CmsFault | 'imprint-mismatch')[];
  readonly certificate: CertificateIdentity | undefined;
}

const expectation: SignedDataExpectation = {
  contentType: CmsOid.tstInfo,
  detached: false,
  signingCertificate: 'required',
  signingCertificateV1: 'accepted',
};

/** Reads a DER token (ContentInfo, zero octets may follow). Throws CmsError `malformed-cms` or `malformed-time-stamp`. */
export function parseTimeStampToken(der: Uint8Array): TimeStampToken {
  const signedData = parseSignedData(der);
  if (signedData.contentType !== CmsOid.tstInfo || signedData.content === undefined) {
    throw new CmsError('malformed-time-stamp', 'the content is not a TSTInfo');
  }
  try {
    return { signedData, ...readTstInfo(signedData.content) };
  } catch (cause) {
    throw new CmsError('malformed-time-stamp', 'not a TSTInfo', { cause });
  }
}

// TSTInfo, RFC 3161 2.4.2. Accuracy, ordering, tsa and extensions do not change the verdict.
function readTstInfo(der: Buffer): Omit<TimeStampToken, 'signedData'> {
  const fields = new DerFields(readDer(der).asSequence());
  if (fields.next().asSmallInteger() !== 1) throw new CmsError('malformed-time-stamp', 'unknown version');
  const policy = fields.next().asOid();
  const [algorithm, imprint, ...rest] = fields.next().asSequence();
  if (algorithm === undefined || imprint === undefined || rest.length > 0) throw new CmsError('malformed-time-stamp', 'no message imprint');
  const serialHex = fields.next().asIntegerBytes().toString('hex');
  const time = fields.next().asTime();
  fields.optionalUniversal(Tag.sequence);
  fields.optionalUniversal(Tag.boolean);
  const nonce = fields.optionalUniversal(Tag.integer)?.asIntegerBytes();
  fields.optionalContext(0);
  fields.optionalContext(1);
  fields.end();
  return { nonce, policy, imprintAlgorithm: readAlgorithm(algorithm), imprint: imprint.asOctetString(), serialHex, time };
}

/**
 * Checks a token over `stamped` (for a signature time-stamp: the signature value). For a document time-stamp, whose content is too large to
 * pass, give the digest made with `imprintDigestOf`. Nothing is said about the authority's certificate.
 */
export function verifyTimeStampToken(
  token: TimeStampToken,
  stamped: { readonly bytes: Uint8Array } | { readonly digest: Uint8Array },
): TimeStampResult {
  const contentDigest = contentDigestOf(token.signedData);
  const hashed =
    contentDigest === 'weak' || contentDigest === 'unsupported'
      ? Buffer.alloc(0)
      : createHash(contentDigest)
          .update(token.signedData.content ?? Buffer.alloc(0))
          .digest();
  const { faults, certificate } = verifySignedData(token.signedData, hashed, expectation);
  const imprintDigest = imprintDigestOf(token);
  if (imprintDigest === 'weak') return { faults: ['weak-digest', ...faults], certificate };
  if (imprintDigest === 'unsupported') return { faults: ['unsupported-algorithm', ...faults], certificate };
  const digest = 'digest' in stamped ? stamped.digest : createHash(imprintDigest).update(stamped.bytes).digest();
  return { faults: token.imprint.equals(digest) ? faults : ['imprint-mismatch', ...faults], certificate };
}

/** The digest of the stamped content that the token carries. */
export function imprintDigestOf(token: TimeStampToken): ReturnType<typeof digestNameOf> {
  return digestNameOf(token.imprintAlgorithm);
}
