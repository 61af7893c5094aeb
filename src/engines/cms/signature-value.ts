import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { DerFields } from '../der/der-fields.ts';
import type { DerNode } from '../der/der-reader.ts';
import { type AlgorithmId, type DigestName, digestNameOf, hasNoParameters, readAlgorithm } from './cms-algorithms.ts';

export type SignatureOutcome = 'good' | 'bad' | 'weak-key' | 'unsupported-algorithm' | 'digest-algorithm-mismatch';

const rsaEncryption = '1.2.840.113549.1.1.1';
const rsaPss = '1.2.840.113549.1.1.10';
const mgf1 = '1.2.840.113549.1.1.8';
const smallestRsaBits = 2048;

const pkcs1 = new Map<string, DigestName>([
  ['1.2.840.113549.1.1.11', 'sha256'],
  ['1.2.840.113549.1.1.12', 'sha384'],
  ['1.2.840.113549.1.1.13', 'sha512'],
]);

const ecdsa = new Map<string, DigestName>([
  ['1.2.840.10045.4.3.2', 'sha256'],
  ['1.2.840.10045.4.3.3', 'sha384'],
  ['1.2.840.10045.4.3.4', 'sha512'],
]);

/**
 * Checks a signature value over `message` with the key of `spki` (DER). The digest inside the signature algorithm must be `digest`, the one
 * the signer names for the content (RFC 5754, RFC 5753 2.1.1): a mixture is refused, not guessed at.
 */
export function checkSignatureValue(
  algorithm: AlgorithmId,
  digest: DigestName,
  spki: Buffer,
  message: Buffer,
  signature: Buffer,
): SignatureOutcome {
  const key = publicKey(spki);
  if (key?.asymmetricKeyType === 'rsa' || key?.asymmetricKeyType === 'rsa-pss') return checkRsa(key, algorithm, digest, message, signature);
  if (key?.asymmetricKeyType === 'ec') return checkEcdsa(key, algorithm, digest, message, signature);
  return 'unsupported-algorithm';
}

function publicKey(spki: Buffer): KeyObject | undefined {
  try {
    return createPublicKey({ key: spki, format: 'der', type: 'spki' });
  } catch {
    // A key that OpenSSL does not know (or SM2, which it cannot use here) is an unsupported algorithm, not a broken program.
    return undefined;
  }
}

function checkEcdsa(key: KeyObject, algorithm: AlgorithmId, digest: DigestName, message: Buffer, signature: Buffer): SignatureOutcome {
  const named = ecdsa.get(algorithm.oid);
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (named === undefined || algorithm.parameters !== undefined || curve === 'SM2') return 'unsupported-algorithm';
  if (named !== digest) return 'digest-algorithm-mismatch';
  return outcome(verify(digest, message, key, signature));
}

function checkRsa(key: KeyObject, algorithm: AlgorithmId, digest: DigestName, message: Buffer, signature: Buffer): SignatureOutcome {
  if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < smallestRsaBits) return 'weak-key';
  if (algorithm.oid === rsaPss) return checkPss(key, algorithm, digest, message, signature);
  if (!hasNoParameters(algorithm) || key.asymmetricKeyType !== 'rsa') return 'unsupported-algorithm';
  const named = algorithm.oid === rsaEncryption ? digest : pkcs1.get(algorithm.oid);
  if (named === undefined) return 'unsupported-algorithm';
  if (named !== digest) return 'digest-algorithm-mismatch';
  return outcome(verify(digest, message, { key, padding: constants.RSA_PKCS1_PADDING }, signature));
}

function checkPss(key: KeyObject, algorithm: AlgorithmId, digest: DigestName, message: Buffer, signature: Buffer): SignatureOutcome {
  const parameters = algorithm.parameters === undefined ? undefined : pssParameters(algorithm.parameters);
  if (parameters === undefined) return 'unsupported-algorithm';
  if (parameters.digest !== digest) return 'digest-algorithm-mismatch';
  return outcome(verify(digest, message, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: parameters.saltLength }, signature));
}

/** RSASSA-PSS-params (RFC 4055 3.1) with MGF1 over the same digest; the SHA-1 defaults and anything odd are not supported. */
function pssParameters(node: DerNode): { digest: DigestName; saltLength: number } | undefined {
  const fields = new DerFields(node.asSequence());
  const hash = fields.optionalContext(0);
  const mask = fields.optionalContext(1);
  const salt = fields.optionalContext(2);
  if (!fields.done || hash === undefined || mask === undefined || salt === undefined) return undefined;
  const digest = digestNameOf(readAlgorithm(hash.onlyChild()));
  const generator = readAlgorithm(mask.onlyChild());
  if (digest === 'weak' || digest === 'unsupported' || generator.oid !== mgf1 || generator.parameters === undefined) return undefined;
  if (digestNameOf(readAlgorithm(generator.parameters)) !== digest) return undefined;
  return { digest, saltLength: salt.onlyChild().asSmallInteger() };
}

function outcome(good: boolean): SignatureOutcome {
  return good ? 'good' : 'bad';
}
