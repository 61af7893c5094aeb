import { constants, verify } from 'node:crypto';
import type { AlgorithmIdentifier, DigestName } from './algorithm-identifier.ts';
import { Oid } from './oids.ts';
import type { SubjectPublicKey } from './public-key.ts';
import { verifySm2 } from './sm2/verify-sm2.ts';
import { X509Error } from './x509-error.ts';

/**
 * Checks one signature. A verifier for further families can be put in its place wherever an engine takes one.
 * Answers false for a wrong signature; throws X509Error `unsupported-algorithm` when it cannot tell, `malformed-key` for a bad key.
 */
export type SignatureVerifier = (
  algorithm: AlgorithmIdentifier,
  key: SubjectPublicKey,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean;

interface Scheme {
  readonly family: 'rsa' | 'ec' | 'ed25519';
  readonly digest: DigestName | null;
}

const schemes: ReadonlyMap<string, Scheme> = new Map<string, Scheme>([
  [Oid.sha1WithRsa, { family: 'rsa', digest: 'sha1' }],
  [Oid.sha256WithRsa, { family: 'rsa', digest: 'sha256' }],
  [Oid.sha384WithRsa, { family: 'rsa', digest: 'sha384' }],
  [Oid.sha512WithRsa, { family: 'rsa', digest: 'sha512' }],
  [Oid.ecdsaWithSha1, { family: 'ec', digest: 'sha1' }],
  [Oid.ecdsaWithSha256, { family: 'ec', digest: 'sha256' }],
  [Oid.ecdsaWithSha384, { family: 'ec', digest: 'sha384' }],
  [Oid.ecdsaWithSha512, { family: 'ec', digest: 'sha512' }],
  [Oid.ed25519, { family: 'ed25519', digest: null }],
]);

/** Digest of a signature algorithm when it is one of the RSA and ECDSA families. */
export function digestOfSignature(algorithm: AlgorithmIdentifier): DigestName | undefined {
  return algorithm.pss?.digest ?? schemes.get(algorithm.oid)?.digest ?? undefined;
}

/** The verifier for RSA (PKCS #1 v1.5 and PSS), ECDSA on the NIST curves, Ed25519 and SM2 with SM3. The key's family must fit the algorithm. */
export const verifySignature: SignatureVerifier = (algorithm, key, message, signature) => {
  const { facts } = key;
  if (facts.kind === 'other') throw new X509Error('unsupported-algorithm', `key algorithm ${facts.algorithm}`);
  if (algorithm.oid === Oid.rsassaPss) {
    if (facts.kind !== 'rsa' || !algorithm.pss) return false;
    const options = { key: key.keyObject, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: algorithm.pss.saltLength };
    return verify(algorithm.pss.digest, message, options, signature);
  }
  if (algorithm.oid === Oid.sm2WithSm3) return facts.kind === 'ec' && facts.curve === 'SM2' && verifySm2(facts.point, message, signature);
  const scheme = schemes.get(algorithm.oid);
  if (!scheme) throw new X509Error('unsupported-algorithm', `signature algorithm ${algorithm.oid}`);
  if (facts.kind !== scheme.family) return false;
  // node:crypto would make an ECDSA check on the SM2 curve too: that is no SM2 signature.
  if (facts.kind === 'ec' && facts.curve === 'SM2') return false;
  return verify(scheme.digest, message, key.keyObject, signature);
};
