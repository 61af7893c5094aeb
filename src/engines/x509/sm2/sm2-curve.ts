/**
 * Arithmetic on the SM2 curve (GM/T 0003.5) for checking signatures. All values are public: nothing here runs in constant time,
 * and no private key may come near it.
 */
export const sm2 = {
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  a: 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn,
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  n: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
  g: {
    x: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
    y: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
  },
} as const;

export interface AffinePoint {
  readonly x: bigint;
  readonly y: bigint;
}

/** Jacobian coordinates: x = X/Z², y = Y/Z³; Z = 0 is the point at infinity. */
interface JacobianPoint {
  readonly x: bigint;
  readonly y: bigint;
  readonly z: bigint;
}

const { p } = sm2;
const infinity: JacobianPoint = { x: 1n, y: 1n, z: 0n };

function mod(value: bigint): bigint {
  const rest = value % p;
  return rest < 0n ? rest + p : rest;
}

/** s·G + t·Q by Shamir's trick; undefined when the sum is the point at infinity. */
export function sumOfMultiples(s: bigint, t: bigint, q: AffinePoint): AffinePoint | undefined {
  const both = toAffine(addAffine({ ...sm2.g, z: 1n }, q));
  const steps = [undefined, sm2.g, q, both] as const;
  let sum = infinity;
  for (let bit = 255n; bit >= 0n; bit--) {
    sum = double(sum);
    const step = steps[Number(((s >> bit) & 1n) | (((t >> bit) & 1n) << 1n))];
    if (step) sum = addAffine(sum, step);
  }
  return toAffine(sum);
}

// dbl-2001-b for a = -3
function double({ x, y, z }: JacobianPoint): JacobianPoint {
  if (z === 0n || y === 0n) return infinity;
  const delta = mod(z * z);
  const gamma = mod(y * y);
  const beta = mod(x * gamma);
  const alpha = mod(3n * (x - delta) * (x + delta));
  const x3 = mod(alpha * alpha - 8n * beta);
  return { x: x3, y: mod(alpha * (4n * beta - x3) - 8n * gamma * gamma), z: mod(2n * y * z) };
}

function addAffine(left: JacobianPoint, right: AffinePoint): JacobianPoint {
  if (left.z === 0n) return { ...right, z: 1n };
  const zz = mod(left.z * left.z);
  const h = mod(right.x * zz - left.x);
  const r = mod(right.y * left.z * zz - left.y);
  if (h === 0n) return r === 0n ? double(left) : infinity;
  const hh = mod(h * h);
  const hhh = mod(h * hh);
  const v = mod(left.x * hh);
  const x = mod(r * r - hhh - 2n * v);
  return { x, y: mod(r * (v - x) - left.y * hhh), z: mod(left.z * h) };
}

function toAffine({ x, y, z }: JacobianPoint): AffinePoint | undefined {
  if (z === 0n) return undefined;
  const inverse = inverseOf(z);
  const square = mod(inverse * inverse);
  return { x: mod(x * square), y: mod(y * square * inverse) };
}

/** Extended Euclid. */
function inverseOf(value: bigint): bigint {
  let [a, b]: [bigint, bigint] = [value, p];
  let [u, v] = [1n, 0n];
  while (b > 0n) {
    const quotient = a / b;
    [a, b] = [b, a - quotient * b];
    [u, v] = [v, u - quotient * v];
  }
  return mod(u);
}
