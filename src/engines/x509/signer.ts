/** Signature algorithms the engines can write. The digest is part of the name: nothing weaker than SHA-256 is ever made. */
export type SignatureAlgorithm = 'ecdsa-p256-sha256' | 'ecdsa-p384-sha384' | 'rsa-pkcs1-sha256';

/**
 * A private key somewhere else (HSM, cloud key, file) that signs on request.
 *
 * `sign` takes the message itself, never a digest of it, and answers the signature value as X.509 and CMS carry it:
 * a DER `ECDSA-Sig-Value` (RFC 3279 2.2.3) or the PKCS #1 v1.5 octets (RFC 8017 8.2).
 * It rejects with the holder's own error when the key cannot be used; it never answers an empty signature.
 */
export interface Signer {
  readonly algorithm: SignatureAlgorithm;
  sign(message: Uint8Array): Promise<Uint8Array>;
}
