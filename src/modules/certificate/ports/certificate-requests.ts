import type { PinProof } from '../../../kernel/hardware-key.ts';

/** Makes the PKCS #10 of a key: the proof that its holder holds it and agrees. */
export abstract class CertificateRequests {
  /** DER. Throws WrongPin, PinLocked, PinNotSet, KeyMissing, KeyHolderDown. */
  abstract make(keyId: string, proof: PinProof): Promise<Uint8Array>;
}
