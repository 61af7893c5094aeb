/** SubjectPublicKeyInfo (RFC 5280 4.1.2.7): facts about a key, its identifier, and its node:crypto form. */
import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { DerError } from '../der/der-error.ts';
import { type DerNode, readDer } from '../der/der-reader.ts';
import { Tag } from '../der/tag.ts';
import { readOrRefuse } from './malformed.ts';
import { Oid } from './oids.ts';
import { X509Error } from './x509-error.ts';

export type CurveName = 'P-256' | 'P-384' | 'P-521' | 'SM2';

export type PublicKeyFacts =
  | { readonly kind: 'rsa'; readonly bits: number; readonly modulus: Buffer; readonly exponent: bigint }
  /** `point` is the uncompressed (04 …) or compressed (02, 03 …) encoding as it stands. */
  | { readonly kind: 'ec'; readonly curve: CurveName; readonly point: Buffer }
  | { readonly kind: 'ed25519' }
  | { readonly kind: 'other'; readonly algorithm: string; readonly curve?: string };

const curves: ReadonlyMap<string, CurveName> = new Map([
  [Oid.p256, 'P-256'],
  [Oid.p384, 'P-384'],
  [Oid.p521, 'P-521'],
  [Oid.sm2, 'SM2'],
]);

export class SubjectPublicKey {
  #keyObject: KeyObject | undefined;
  #keyIdentifier: Buffer | undefined;

  constructor(
    /** DER of the SubjectPublicKeyInfo. */
    readonly raw: Buffer,
    readonly facts: PublicKeyFacts,
    /** The bits inside the BIT STRING. */
    readonly keyBits: Buffer,
  ) {}

  /** SHA-1 of the key bits (RFC 5280 4.2.1.2 method 1); an identifier, not a security property. */
  get keyIdentifier(): Buffer {
    this.#keyIdentifier ??= createHash('sha1').update(this.keyBits).digest();
    return this.#keyIdentifier;
  }

  /** For node:crypto. Throws X509Error `malformed-key` for a key that OpenSSL does not accept (a point off the curve, an unknown kind). */
  get keyObject(): KeyObject {
    this.#keyObject ??= importSpki(this.raw);
    return this.#keyObject;
  }

  /** Shown to people and kept in records: `RSA-2048`, `P-256`, `SM2`, `Ed25519` or the algorithm's OID. */
  get label(): string {
    const { facts } = this;
    if (facts.kind === 'rsa') return `RSA-${facts.bits}`;
    if (facts.kind === 'ec') return facts.curve;
    return facts.kind === 'ed25519' ? 'Ed25519' : facts.algorithm;
  }
}

function importSpki(raw: Buffer): KeyObject {
  try {
    return createPublicKey({ key: raw, format: 'der', type: 'spki' });
  } catch (cause) {
    throw new X509Error('malformed-key', 'the public key is not usable', { cause });
  }
}

/** Reads a SubjectPublicKeyInfo; throws X509Error `malformed-key`. */
export function parsePublicKey(der: Uint8Array): SubjectPublicKey {
  return readOrRefuse('malformed-key', 'the public key', () => readPublicKey(readDer(der, { maxBytes: 64 * 1024, maxNodes: 1000 })));
}

/** As `parsePublicKey` for a value inside another one; throws `DerError`. */
export function readPublicKey(node: DerNode): SubjectPublicKey {
  const fields = node.asSequence();
  const [algorithm, key] = fields;
  if (!algorithm || !key || fields.length !== 2) throw new DerError('bad-value', 'a public key has two fields');
  const [type, parameters] = algorithm.asSequence();
  if (!type) throw new DerError('bad-value', 'the key has no algorithm');
  const { unusedBits, bytes } = key.asBitString();
  if (unusedBits !== 0) throw new DerError('bad-value', 'the key is not whole octets');
  return new SubjectPublicKey(node.raw, factsOf(type.asOid(), parameters, bytes), bytes);
}

function factsOf(algorithm: string, parameters: DerNode | undefined, bits: Buffer): PublicKeyFacts {
  if (algorithm === Oid.rsaEncryption || algorithm === Oid.rsassaPss) return rsaFacts(bits);
  if (algorithm === Oid.ed25519) return { kind: 'ed25519' };
  if (algorithm !== Oid.ecPublicKey) return { kind: 'other', algorithm };
  // RFC 5480 2.1.1: a named curve, never explicit parameters.
  if (!parameters?.isUniversal(Tag.oid)) return { kind: 'other', algorithm, curve: 'explicit' };
  const dotted = parameters.asOid();
  const curve = curves.get(dotted);
  return curve ? { kind: 'ec', curve, point: bits } : { kind: 'other', algorithm, curve: dotted };
}

function rsaFacts(bits: Buffer): PublicKeyFacts {
  const [modulus, exponent] = readDer(bits, { maxBytes: 32 * 1024 }).asSequence();
  if (!modulus || !exponent) throw new DerError('bad-value', 'an RSA key is a modulus and an exponent');
  const content = modulus.asIntegerBytes();
  if ((content[0] ?? 0) >= 0x80) throw new DerError('bad-value', 'a negative modulus');
  const magnitude = content[0] === 0 ? content.subarray(1) : content;
  const first = magnitude[0] ?? 0;
  if (first === 0) throw new DerError('bad-value', 'a modulus of zero');
  const bitLength = (magnitude.length - 1) * 8 + (32 - Math.clz32(first));
  return { kind: 'rsa', bits: bitLength, modulus: magnitude, exponent: exponent.asInteger() };
}
