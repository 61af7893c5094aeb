/** Personal data at rest: ID numbers and the like are stored sealed and searched by fingerprint, never in clear. */
export abstract class SealedText {
  /** AES-256-GCM under the data key, base64url; a new nonce each time. */
  abstract seal(plain: string): string;
  /** Throws when the text was not sealed by this key or was altered. */
  abstract open(sealed: string): string;
  /** Keyed hash (HMAC-SHA-256, base64url) of the normalised text: equal texts give equal fingerprints. */
  abstract fingerprint(plain: string): string;
}
