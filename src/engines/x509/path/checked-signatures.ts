import type { AlgorithmIdentifier } from '../algorithm-identifier.ts';
import type { SubjectPublicKey } from '../public-key.ts';
import { digestOfSignature, type SignatureVerifier } from '../verify-signature.ts';
import { X509Error } from '../x509-error.ts';
import { PathFailure } from './path-reason.ts';

export interface SignedObject {
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
}

export type SignatureState = 'right' | 'wrong' | 'unsupported' | 'weak';

const smallestRsa = 2048;

/** Checks each pair of object and key once, and no more than `limit` pairs in one validation. */
export class CheckedSignatures {
  readonly #states = new WeakMap<SignedObject, WeakMap<SubjectPublicKey, SignatureState>>();
  #left: number;

  constructor(
    private readonly verifier: SignatureVerifier,
    limit: number,
  ) {
    this.#left = limit;
  }

  state(object: SignedObject, key: SubjectPublicKey): SignatureState {
    const states = this.#states.get(object) ?? new WeakMap<SubjectPublicKey, SignatureState>();
    this.#states.set(object, states);
    const known = states.get(key);
    if (known) return known;
    const state = this.#check(object, key);
    states.set(key, state);
    return state;
  }

  /** The same as a plain verifier, for OCSP: counted, and a weak signature is none. */
  readonly verify: SignatureVerifier = (signatureAlgorithm, key, tbs, signature) =>
    this.#check({ tbs, signature, signatureAlgorithm }, key) === 'right';

  #check({ tbs, signature, signatureAlgorithm }: SignedObject, key: SubjectPublicKey): SignatureState {
    if (--this.#left < 0) throw new PathFailure('too-complex', 'too many signatures to check');
    try {
      if (!this.verifier(signatureAlgorithm, key, tbs, signature)) return 'wrong';
    } catch (cause) {
      if (cause instanceof X509Error) return cause.code === 'unsupported-algorithm' ? 'unsupported' : 'wrong';
      throw cause;
    }
    const weakKey = key.facts.kind === 'rsa' && key.facts.bits < smallestRsa;
    return weakKey || digestOfSignature(signatureAlgorithm) === 'sha1' ? 'weak' : 'right';
  }
}
