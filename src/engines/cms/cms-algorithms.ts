import type { DerNode } from '../der/der-reader.ts';
import { nullValue, oid, sequence } from '../der/der-writer.ts';
import type { SignatureAlgorithm } from '../x509/signer.ts';
import { CmsError } from './cms-error.ts';

/** Digests the engine accepts in a signature. */
export type DigestName = 'sha256' | 'sha384' | 'sha512';

/** AlgorithmIdentifier: `parameters` is undefined where the field is absent. */
export interface AlgorithmId {
  readonly oid: string;
  readonly parameters: DerNode | undefined;
}

export const digestOids: Readonly<Record<DigestName, string>> = {
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
};

export const digestLengths: Readonly<Record<DigestName, number>> = { sha256: 32, sha384: 48, sha512: 64 };

const strongDigests = new Map<string, DigestName>([
  [digestOids.sha256, 'sha256'],
  [digestOids.sha384, 'sha384'],
  [digestOids.sha512, 'sha512'],
]);

/** MD2, MD4, MD5, SHA-1, RIPEMD-160 and SHA-224: known, and never accepted. */
const weakDigests = new Set([
  '1.2.840.113549.2.2',
  '1.2.840.113549.2.4',
  '1.2.840.113549.2.5',
  '1.3.14.3.2.26',
  '1.3.36.3.2.1',
  '2.16.840.1.101.3.4.2.4',
]);

export function digestNameOf(algorithm: AlgorithmId): DigestName | 'weak' | 'unsupported' {
  const name = strongDigests.get(algorithm.oid);
  if (name !== undefined) return hasNoParameters(algorithm) ? name : 'unsupported';
  return weakDigests.has(algorithm.oid) ? 'weak' : 'unsupported';
}

/** Absent or NULL: both occur for digests and RSA (RFC 5754 2). */
export function hasNoParameters(algorithm: AlgorithmId): boolean {
  return algorithm.parameters === undefined || algorithm.parameters.raw.equals(derNull);
}

const derNull = nullValue();

export function readAlgorithm(node: DerNode): AlgorithmId {
  const fields = node.asSequence();
  if (fields.length < 1 || fields.length > 2) throw new CmsError('malformed-cms', 'an algorithm identifier has one or two fields');
  return { oid: node.child(0).asOid(), parameters: fields[1] };
}

/** How one algorithm of our signers is written: the digest for content and attributes, and both identifiers (RFC 5754, RFC 5753). */
export interface WrittenAlgorithm {
  readonly digest: DigestName;
  readonly digestIdentifier: Buffer;
  readonly signatureIdentifier: Buffer;
}

export function writtenAlgorithm(algorithm: SignatureAlgorithm): WrittenAlgorithm {
  switch (algorithm) {
    case 'rsa-pkcs1-sha256':
      return written('sha256', sequence(oid('1.2.840.113549.1.1.1'), nullValue()));
    case 'ecdsa-p256-sha256':
      return written('sha256', sequence(oid('1.2.840.10045.4.3.2')));
    case 'ecdsa-p384-sha384':
      return written('sha384', sequence(oid('1.2.840.10045.4.3.3')));
  }
}

function written(digest: DigestName, signatureIdentifier: Buffer): WrittenAlgorithm {
  return { digest, digestIdentifier: sequence(oid(digestOids[digest]), nullValue()), signatureIdentifier };
}
