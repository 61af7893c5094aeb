import { type ChangeClass, type ChangeKind, classifyChanges, type LaterChange, type SignersLimits } from './allowed-changes.ts';
import { type CertificatePurpose, refusalToSign, refusalToStamp } from './signing-purpose.ts';

export type Verdict = 'valid' | 'valid-with-later-changes' | 'indeterminate' | 'invalid';
export type FileVerdict = Verdict | 'unsigned' | 'unusable';

/** Whether a certificate leads to a trust anchor at the judged time. */
export type PathFacts =
  | { readonly outcome: 'trusted' }
  /** There are no anchors at all, or none that this certificate leads to. */
  | { readonly outcome: 'no-anchor' | 'untrusted' }
  | { readonly outcome: 'expired' | 'not-yet-valid' }
  /** A path exists and breaks a rule (RFC 5280 6.1); `reason` is a stable code. */
  | { readonly outcome: 'broken'; readonly reason: string }
  /** Nothing is wrong, but it cannot be told (an unknown algorithm, bounds reached). */
  | { readonly outcome: 'open'; readonly reason: string };

/** `at` is undefined when the time is not known: then it counts as always. */
export type RevocationFacts = { readonly state: 'good' | 'unknown' } | { readonly state: 'revoked'; readonly at: Date | undefined };

/** A time-stamp over the signature value or the document. */
export interface StampFacts {
  readonly time: Date;
  /** Why the token itself does not hold; empty: its signature and imprint are good. */
  readonly faults: readonly string[];
  readonly path: PathFacts;
  readonly revocation: RevocationFacts;
  readonly purpose: CertificatePurpose | undefined;
}

/** Everything found out about one signature, before any judgement. */
export interface SignatureFacts {
  readonly kind: 'signature' | 'document-timestamp';
  /** `removed`: a later revision took it out of the form, so the newest one no longer shows it. */
  readonly presence: 'shown' | 'removed';
  /** Why the bytes do not hold together (ByteRange, CMS, digest, signature value), the gravest first; empty: they do. */
  readonly faults: readonly string[];
  readonly purpose: CertificatePurpose | undefined;
  readonly path: PathFacts;
  readonly revocation: RevocationFacts;
  readonly timestamp: StampFacts | undefined;
  readonly limits: SignersLimits;
  readonly changes: readonly LaterChange[];
}

export interface JudgedChange {
  readonly revision: number;
  readonly kind: ChangeKind;
  readonly object: string | undefined;
  readonly allowed: boolean;
}

export interface Judgement {
  readonly verdict: Verdict;
  /** Stable code of what decided; undefined when the verdict is `valid`. */
  readonly reason: string | undefined;
  readonly changes: readonly JudgedChange[];
  /** The proven time of signing, when a good time-stamp of a trusted authority proves one. */
  readonly provenTime: Date | undefined;
}

export interface Strictness {
  /** `required`: a certificate whose revocation state is not known makes the verdict indeterminate. */
  readonly revocation: 'required' | 'if-known';
}

/** Faults that say "this program cannot tell" rather than "this is wrong". */
const undecidable: ReadonlySet<string> = new Set(['unsupported-algorithm', 'unsupported-format']);

/** Judges one signature. What is proven wrong goes before what cannot be proven, and that before what changed later. */
export function judgeSignature(facts: SignatureFacts, strictness: Strictness): Judgement {
  const classes = classifyChanges(facts.changes, facts.limits);
  const changes = facts.changes.map(({ revision, kind, object }, index) => ({
    revision,
    kind,
    object,
    allowed: classes[index] !== 'altered',
  }));
  const provenTime = facts.kind === 'document-timestamp' ? undefined : provenTimeOf(facts.timestamp);
  const judged = (verdict: Verdict, reason?: string): Judgement => ({ verdict, reason, changes, provenTime });
  const wrong = whatIsWrong(facts, classes, provenTime);
  if (wrong !== undefined) return judged('invalid', wrong);
  const open = whatIsOpen(facts, strictness, provenTime);
  if (open !== undefined) return judged('indeterminate', open);
  return classes.includes('later') ? judged('valid-with-later-changes', 'changed-later') : judged('valid');
}

function whatIsWrong(facts: SignatureFacts, classes: readonly ChangeClass[], provenTime: Date | undefined): string | undefined {
  if (facts.presence === 'removed') return 'signature-removed';
  const fault = facts.faults.find((code) => !undecidable.has(code));
  if (fault !== undefined) return fault;
  const refusal = facts.purpose === undefined ? undefined : refusalOf(facts.kind, facts.purpose);
  if (refusal !== undefined) return refusal;
  if (classes.includes('altered')) return 'altered-later';
  if (facts.timestamp !== undefined && facts.timestamp.faults.length > 0) return 'bad-timestamp';
  if (facts.path.outcome === 'broken') return facts.path.reason;
  if (isRevoked(facts.revocation, provenTime)) return 'certificate-revoked';
  // With a proven time outside the validity there is nothing left to hope for.
  return provenTime === undefined ? undefined : validityReason(facts.path);
}

function refusalOf(kind: SignatureFacts['kind'], purpose: CertificatePurpose): string | undefined {
  return kind === 'document-timestamp' ? refusalToStamp(purpose) : refusalToSign(purpose);
}

function whatIsOpen(facts: SignatureFacts, strictness: Strictness, provenTime: Date | undefined): string | undefined {
  const fault = facts.faults[0];
  if (fault !== undefined) return fault;
  if (facts.path.outcome === 'no-anchor' || facts.path.outcome === 'untrusted') return facts.path.outcome;
  if (facts.path.outcome === 'open') return facts.path.reason;
  const validity = validityReason(facts.path);
  if (validity !== undefined) return validity;
  const revokedLater = facts.revocation.state === 'revoked' && !isRevoked(facts.revocation, provenTime);
  const known = facts.revocation.state === 'good' || revokedLater;
  return known || strictness.revocation === 'if-known' ? undefined : 'revocation-unknown';
}

function validityReason(path: PathFacts): string | undefined {
  if (path.outcome === 'expired') return 'certificate-expired';
  return path.outcome === 'not-yet-valid' ? 'certificate-not-yet-valid' : undefined;
}

/** Revoked counts, unless a time-stamp proves that the signature was there before. */
function isRevoked(revocation: RevocationFacts, provenTime: Date | undefined): boolean {
  if (revocation.state !== 'revoked') return false;
  return provenTime === undefined || revocation.at === undefined || revocation.at.getTime() <= provenTime.getTime();
}

/** The time a stamp proves, when token, authority and its certificate are all in order. */
export function provenTimeOf(stamp: StampFacts | undefined): Date | undefined {
  if (stamp === undefined || stamp.faults.length > 0 || stamp.path.outcome !== 'trusted' || stamp.revocation.state === 'revoked')
    return undefined;
  return stamp.purpose !== undefined && refusalToStamp(stamp.purpose) === undefined ? stamp.time : undefined;
}

const gravity: readonly Verdict[] = ['valid', 'valid-with-later-changes', 'indeterminate', 'invalid'];

/**
 * The verdict of the file is the gravest of its signatures. A document time-stamp that merely cannot be judged says nothing against the
 * signatures: anyone may append one.
 */
export function judgeFile(signatures: readonly { readonly kind: SignatureFacts['kind']; readonly judgement: Judgement }[]): {
  readonly verdict: FileVerdict;
  readonly reason: string | undefined;
} {
  const hasSignature = signatures.some(({ kind }) => kind === 'signature');
  const counting = signatures.filter(({ kind, judgement }) => kind === 'signature' || !hasSignature || judgement.verdict === 'invalid');
  const gravest = counting
    .map(({ judgement }) => judgement)
    .reduce<Judgement | undefined>((worst, next) => (worst === undefined || isGraver(next, worst) ? next : worst), undefined);
  return gravest === undefined ? { verdict: 'unsigned', reason: 'no-signature' } : { verdict: gravest.verdict, reason: gravest.reason };
}

function isGraver(a: Judgement, b: Judgement): boolean {
  return gravity.indexOf(a.verdict) > gravity.indexOf(b.verdict);
}
