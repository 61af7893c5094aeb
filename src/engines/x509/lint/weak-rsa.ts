/** Known weak RSA moduli. All three tests answer false for sound keys with overwhelming probability. */

const smallPrimes = primesBelow(752);
const productOfSmallPrimes = smallPrimes.reduce((product, prime) => product * BigInt(prime), 1n);

function primesBelow(limit: number): readonly number[] {
  const primes: number[] = [];
  for (let n = 2; n < limit; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes;
}

/** NIST SP 800-89 5.3.3: no factor below 752. */
export function hasSmallFactor(modulus: bigint): boolean {
  const residue = modulus % productOfSmallPrimes;
  return smallPrimes.some((prime) => residue % BigInt(prime) === 0n);
}

// Nemec et al., "The Return of Coppersmith's Attack" (2017): the vulnerable primes are k·M + 65537^a mod M, so modulo each small
// prime the modulus lies in the subgroup that 65537 generates.
const rocaPrimes = smallPrimes.filter((prime) => prime > 2 && prime <= 167);
const rocaMarks: ReadonlyMap<number, ReadonlySet<number>> = new Map(rocaPrimes.map((prime) => [prime, subgroupOf65537(prime)]));
const rocaProduct = rocaPrimes.reduce((product, prime) => product * BigInt(prime), 1n);

function subgroupOf65537(prime: number): ReadonlySet<number> {
  const members = new Set<number>();
  for (let value = 1; !members.has(value); value = (value * 65537) % prime) members.add(value);
  return members;
}

/** CVE-2017-15361 (ROCA). */
export function hasRocaFingerprint(modulus: bigint): boolean {
  const residue = modulus % rocaProduct;
  for (const [prime, marks] of rocaMarks) if (!marks.has(Number(residue % BigInt(prime)))) return false;
  return true;
}

/** Fermat factorisation succeeds within `rounds` (CVE-2022-26320 and kin): |p - q| is far too small. */
export function fermatFactorable(modulus: bigint, rounds = 100): boolean {
  let a = integerSquareRoot(modulus);
  if (a * a < modulus) a += 1n;
  let square = a * a - modulus;
  for (let round = 0; round < rounds; round++) {
    if (isSquare(square)) return true;
    square += 2n * a + 1n;
    a += 1n;
  }
  return false;
}

// Squares have few residues: two cheap sieves spare nearly every square root.
const squaresModulo256 = new Set(Array.from({ length: 256 }, (_, n) => (n * n) % 256));
const sieve = 3 * 5 * 7 * 11 * 13 * 17;
const squaresModuloSieve = new Set(Array.from({ length: sieve }, (_, n) => (n * n) % sieve));

function isSquare(value: bigint): boolean {
  if (!squaresModulo256.has(Number(value & 0xffn)) || !squaresModuloSieve.has(Number(value % BigInt(sieve)))) return false;
  const root = integerSquareRoot(value);
  return root * root === value;
}

/** Newton's method from above. */
function integerSquareRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << BigInt((value.toString(16).length * 4 + 2) >> 1);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
