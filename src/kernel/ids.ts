export abstract class Ids {
  /** A new identifier: UUID version 7, so that rows sort by the time of their making (RFC 9562 5.7). */
  abstract next(): string;

  /** An unguessable token of 256 bits, base64url. */
  abstract secret(): string;

  /** A one-time code of `digits` decimal digits, evenly distributed. */
  abstract digits(digits: number): string;
}
