import { type KeyObject, sign } from 'node:crypto';
import type { SignatureAlgorithm, Signer } from '../../engines/x509/signer.ts';
import { UnreadablePkcs12 } from './pkcs12-errors.ts';

const digests: Readonly<Record<SignatureAlgorithm, string>> = {
  'rsa-pkcs1-sha256': 'sha256',
  'ecdsa-p256-sha256': 'sha256',
  'ecdsa-p384-sha384': 'sha384',
};

/** A signer over a private key in memory. It signs on libuv's threads, so the event loop stays free. */
export function keyFileSigner(key: KeyObject): Signer {
  const algorithm = signatureAlgorithm(key);
  return {
    algorithm,
    sign: (message) =>
      new Promise((resolve, reject) => {
        sign(digests[algorithm], message, key, (error, signature) => (error === null ? resolve(signature) : reject(error)));
      }),
  };
}

function signatureAlgorithm(key: KeyObject): SignatureAlgorithm {
  const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa' && modulusLength >= 2048) return 'rsa-pkcs1-sha256';
  if (key.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1') return 'ecdsa-p256-sha256';
  if (key.asymmetricKeyType === 'ec' && namedCurve === 'secp384r1') return 'ecdsa-p384-sha384';
  throw new UnreadablePkcs12('a key that is neither RSA of 2048 bits or more, P-256 nor P-384');
}
