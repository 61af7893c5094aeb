import { createPrivateKey, generateKeyPair, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { KeyAlgorithm } from '../../kernel/hardware-key.ts';

const makePair = promisify(generateKeyPair);

interface EncodedPair {
  readonly spki: Buffer;
  readonly pkcs8: Buffer;
}

/** Makes a pair in the thread pool: the event loop stays free while primes are searched. */
export async function newKeyPair(algorithm: KeyAlgorithm): Promise<EncodedPair> {
  const { publicKey, privateKey } = await pairOf(algorithm);
  return { spki: publicKey.export({ type: 'spki', format: 'der' }), pkcs8: privateKey.export({ type: 'pkcs8', format: 'der' }) };
}

function pairOf(algorithm: KeyAlgorithm): Promise<{ publicKey: KeyObject; privateKey: KeyObject }> {
  switch (algorithm) {
    case 'ecdsa-p256':
      return makePair('ec', { namedCurve: 'P-256' });
    case 'ecdsa-p384':
      return makePair('ec', { namedCurve: 'P-384' });
    case 'rsa-2048':
      return makePair('rsa', { modulusLength: 2048 });
    case 'rsa-3072':
      return makePair('rsa', { modulusLength: 3072 });
    case 'rsa-4096':
      return makePair('rsa', { modulusLength: 4096 });
  }
}

export function privateKeyFrom(pkcs8: Buffer): KeyObject {
  return createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
}

/** DER ECDSA-Sig-Value or PKCS #1 v1.5 octets, computed in the thread pool (the callback form of node:crypto). */
export function signature(algorithm: KeyAlgorithm, key: KeyObject, message: Uint8Array): Promise<Buffer> {
  const hash = algorithm === 'ecdsa-p384' ? 'sha384' : 'sha256';
  return new Promise((resolve, reject) => {
    sign(hash, message, { key, dsaEncoding: 'der' }, (error, value) => (error === null ? resolve(value) : reject(error)));
  });
}
