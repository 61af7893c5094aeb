import type { CurveName, SubjectPublicKey } from '../public-key.ts';
import { error, type Finding } from './finding.ts';
import { fermatFactorable, hasRocaFingerprint, hasSmallFactor } from './weak-rsa.ts';

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

/**
 * Whether a key may be certified: RSA 2048 to 8192 bits with a sound exponent, without the known weaknesses (ROCA, close primes,
 * small factors); EC on P-256, P-384, P-521 or SM2 with its point on the curve. Costs some 10 µs for EC, a few ms for RSA.
 */
export function checkPublicKey(key: SubjectPublicKey): readonly Finding[] {
  const { facts } = key;
  switch (facts.kind) {
    case 'rsa':
      return checkRsa(facts);
    case 'ec':
      return isOnCurve(facts.curve, facts.point)
        ? []
        : [error('key.point-off-curve', 'the EC point is not an uncompressed point of its curve')];
    case 'ed25519':
      return [];
    case 'other':
      return [error('key.unknown-algorithm', `key algorithm ${facts.algorithm}${facts.curve ? ` on ${facts.curve}` : ''} is not accepted`)];
  }
}

function checkRsa({ bits, modulus, exponent }: { bits: number; modulus: Buffer; exponent: bigint }): readonly Finding[] {
  const findings: Finding[] = [];
  if (bits < 2048) findings.push(error('key.rsa-too-short', 'an RSA modulus has at least 2048 bits'));
  if (bits > 8192) return [error('key.rsa-too-long', 'an RSA modulus has at most 8192 bits')];
  if (bits % 8 !== 0) findings.push(error('key.rsa-odd-length', 'the modulus length is not a multiple of 8'));
  // NIST SP 800-89 5.3.3: odd, 2^16 < e < 2^256.
  if (exponent % 2n === 0n || exponent < 65537n || exponent >= 2n ** 256n) {
    findings.push(error('key.rsa-exponent', 'the public exponent is not an odd number from 65537 to 2^256'));
  }
  const n = BigInt(`0x${modulus.toString('hex')}`);
  if (hasSmallFactor(n)) findings.push(error('key.rsa-small-factor', 'the modulus has a small prime factor'));
  else if (fermatFactorable(n)) findings.push(error('key.rsa-close-primes', 'the primes of the modulus are too close'));
  if (hasRocaFingerprint(n)) findings.push(error('key.roca', 'the modulus bears the fingerprint of CVE-2017-15361'));
  return findings;
}

/** RFC 5480 2.2: only the uncompressed form is written here. The group order is prime, so on-curve and not infinity suffices. */
function isOnCurve(curve: CurveName, point: Buffer): boolean {
  const { p, b, size } = curves[curve];
  if (point.length !== 1 + 2 * size || point[0] !== 4) return false;
  const x = BigInt(`0x${point.toString('hex', 1, 1 + size)}`);
  const y = BigInt(`0x${point.toString('hex', 1 + size)}`);
  return x < p && y < p && (y * y - x * x * x + 3n * x - b) % p === 0n;
}
