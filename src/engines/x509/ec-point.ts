import type { CurveName } from './public-key.ts';

/** Short Weierstrass curves y² = x³ - 3x + b (FIPS 186-4 D.1.2, GM/T 0003.5). */
const curves: Readonly<Record<CurveName, { readonly p: bigint; readonly b: bigint; readonly size: number }>> = {
  'P-256': {
    p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
    size: 32,
  },
  'P-384': {
    p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffffn,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
    size: 48,
  },
  'P-521': {
    p: 2n ** 521n - 1n,
    b: 0x0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
    size: 66,
  },
  SM2: {
    p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
    b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
    size: 32,
  },
};

/** RFC 5480 2.2: only the uncompressed form is written here. The group order is prime, so on-curve and not infinity suffices. */
export function isOnCurve(curve: CurveName, point: Buffer): boolean {
  const { p, b, size } = curves[curve];
  if (point.length !== 1 + 2 * size || point[0] !== 4) return false;
  const x = BigInt(`0x${point.toString('hex', 1, 1 + size)}`);
  const y = BigInt(`0x${point.toString('hex', 1 + size)}`);
  return x < p && y < p && (y * y - x * x * x + 3n * x - b) % p === 0n;
}
