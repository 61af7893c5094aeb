/** Path building: from the end certificate up to the anchors, by name, key identifier and signature (RFC 4158). */
import { DerError } from '../../der/der-error.ts';
import { Certificate } from '../certificate.ts';
import type { CheckedSignatures } from './checked-signatures.ts';
import { moreTelling, PathFailure } from './path-reason.ts';
import type { TrustAnchor } from './trust-anchor.ts';

export interface CandidatePath {
  readonly anchor: TrustAnchor;
  /** First the certificate issued by the anchor, last the end certificate. */
  readonly certificates: readonly Certificate[];
}

export interface PathLimits {
  /** Most certificates in a path, the anchor not counted. */
  readonly maxLength: number;
  /** Most issuers looked at in one search. */
  readonly maxSteps: number;
}

/** One search space: a pool of certificates by subject name, and the anchors. */
export class PathBuilder {
  readonly #issuers = new Map<string, Certificate[]>();
  readonly #anchors = new Map<string, TrustAnchor[]>();
  #steps: number;
  /** Why the most promising branch of the searches so far ended. */
  deadEnd: PathFailure | undefined;

  constructor(
    pool: readonly Certificate[],
    anchors: readonly TrustAnchor[],
    private readonly signatures: CheckedSignatures,
    private readonly limits: PathLimits,
  ) {
    this.#steps = limits.maxSteps;
    for (const certificate of pool) append(this.#issuers, certificate.subject.key, certificate);
    for (const anchor of anchors) append(this.#anchors, anchor.subject.key, anchor);
  }

  /** Certificates of the pool with this subject. */
  bySubject(key: string): readonly Certificate[] {
    return this.#issuers.get(key) ?? [];
  }

  anchorsBySubject(key: string): readonly TrustAnchor[] {
    return this.#anchors.get(key) ?? [];
  }

  /** All paths whose signatures hold, the likeliest first. Throws PathFailure `too-complex` at its bounds. */
  *paths(end: Certificate): Generator<CandidatePath> {
    yield* this.#extend([end]);
  }

  *#extend(below: readonly [Certificate, ...Certificate[]]): Generator<CandidatePath> {
    const [child] = below;
    for (const anchor of byLikelihood(child, this.anchorsBySubject(child.issuer.key))) {
      if (this.#signed(child, anchor)) yield { anchor, certificates: below };
    }
    if (below.length >= this.limits.maxLength) return;
    for (const issuer of byLikelihood(child, this.bySubject(child.issuer.key))) {
      if (this.#isAnchor(issuer) || below.some((other) => isSameEntity(other, issuer))) continue;
      if (this.#signed(child, issuer)) yield* this.#extend([issuer, ...below]);
    }
  }

  #signed(child: Certificate, issuer: TrustAnchor): boolean {
    if (--this.#steps < 0) throw new PathFailure('too-complex', 'too many possible paths');
    const state = this.signatures.state(child, issuer.publicKey);
    if (state === 'wrong') this.deadEnd = moreTelling(this.deadEnd, new PathFailure('wrong-signature', 'a signature is wrong'));
    if (state === 'unsupported')
      this.deadEnd = moreTelling(this.deadEnd, new PathFailure('unsupported-algorithm', 'a signature algorithm is unknown'));
    // A weak one stays a path, so that the verdict can name the reason.
    return state === 'right' || state === 'weak';
  }

  // The anchor's own certificate in the pool leads nowhere that the anchor does not.
  #isAnchor(certificate: Certificate): boolean {
    if (!certificate.isSelfIssued) return false;
    return this.anchorsBySubject(certificate.subject.key).some((anchor) => anchor.publicKey.raw.equals(certificate.publicKey.raw));
  }
}

/** RFC 4158 2.4.2: a path does not pass the same name and key twice. */
function isSameEntity(a: Certificate, b: Certificate): boolean {
  return a.publicKey.raw.equals(b.publicKey.raw) && a.subject.equals(b.subject);
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Issuers whose key identifier is the one the child names come first; the others stay, for identifiers are only hints. */
function byLikelihood<T extends TrustAnchor>(child: Certificate, issuers: readonly T[]): readonly T[] {
  if (issuers.length < 2) return issuers;
  const wanted = orUndefined(() => child.authorityKeyIdentifier?.keyIdentifier);
  const fits = (issuer: T): boolean => {
    const found = issuer instanceof Certificate ? orUndefined(() => issuer.subjectKeyIdentifier) : issuer.publicKey.keyIdentifier;
    return wanted !== undefined && found !== undefined && wanted.equals(found);
  };
  return [...issuers.filter(fits), ...issuers.filter((issuer) => !fits(issuer))];
}

function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof DerError) return undefined;
    throw cause;
  }
}
