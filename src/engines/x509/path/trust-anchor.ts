import type { DistinguishedName } from '../distinguished-name.ts';
import type { SubjectPublicKey } from '../public-key.ts';

/**
 * A name and a key that are trusted (RFC 5280 6.1.1 d). A `Certificate` is one; then its validity, basic constraints and name
 * constraints are respected too (RFC 5937).
 */
export interface TrustAnchor {
  readonly subject: DistinguishedName;
  readonly publicKey: SubjectPublicKey;
}
