import { createHash } from 'node:crypto';
import type { SignatureAlgorithm, Signer } from '../../../../engines/x509/signer.ts';
import type { HardwareKey, HeldKey, KeyAlgorithm, PinProof } from '../../../../kernel/hardware-key.ts';

const signatureAlgorithms: Readonly<Record<KeyAlgorithm, SignatureAlgorithm>> = {
  'ecdsa-p256': 'ecdsa-p256-sha256',
  'ecdsa-p384': 'ecdsa-p384-sha384',
  'rsa-2048': 'rsa-pkcs1-sha256',
  'rsa-3072': 'rsa-pkcs1-sha256',
  'rsa-4096': 'rsa-pkcs1-sha256',
};

export function signatureAlgorithmOf(key: Pick<HeldKey, 'algorithm'>): SignatureAlgorithm {
  return signatureAlgorithms[key.algorithm];
}

/** A key of the CA itself. */
export function systemSigner(keys: HardwareKey, key: HeldKey): Signer {
  return { algorithm: signatureAlgorithmOf(key), sign: (message) => keys.sign(key.keyId, message, { kind: 'system' }) };
}

/** A person's key: each signature is authorised for exactly the message that is then signed. */
export function personSigner(keys: HardwareKey, key: HeldKey, proof: PinProof): Signer {
  return {
    algorithm: signatureAlgorithmOf(key),
    sign: async (message) => {
      const digest = createHash('sha256').update(message).digest();
      return keys.sign(key.keyId, message, await keys.authorise(key.keyId, [digest], proof));
    },
  };
}
