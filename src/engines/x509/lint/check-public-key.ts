import { isOnCurve } from '../ec-point.ts';
import type { SubjectPublicKey } from '../public-key.ts';
import { error, type Finding } from './finding.ts';
import { fermatFactorable, hasRocaFingerprint, hasSmallFactor } from './weak-rsa.ts';

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
