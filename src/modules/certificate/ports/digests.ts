export abstract class Digests {
  /** 32 octets. */
  abstract sha256(bytes: Uint8Array): Uint8Array;
}
