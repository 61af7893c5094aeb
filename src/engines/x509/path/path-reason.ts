/** Why a path is not valid. Stable codes; the order is how telling a reason is when several paths fail (last wins). */
export const pathReasons = [
  'no-path',
  'too-complex',
  'unsupported-algorithm',
  'weak-algorithm',
  'wrong-signature',
  'malformed-certificate',
  'duplicate-extension',
  'unknown-critical-extension',
  'not-a-ca',
  'key-usage',
  'path-length',
  'name-chaining',
  'name-constraints',
  'policy',
  'purpose',
  'not-yet-valid',
  'expired',
  'revocation-unknown',
  'revocation-stale',
  'revoked',
] as const;

export type PathReason = (typeof pathReasons)[number];

/** A check that failed, thrown inside the validator only and turned into the verdict there. */
export class PathFailure extends Error {
  override readonly name = 'PathFailure';

  constructor(
    readonly reason: PathReason,
    message: string,
  ) {
    super(message);
  }
}

export function moreTelling(a: PathFailure | undefined, b: PathFailure): PathFailure {
  return a && pathReasons.indexOf(a.reason) > pathReasons.indexOf(b.reason) ? a : b;
}
