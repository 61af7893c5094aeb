/**
 * Certification path validation (RFC 5280 6): building, checking and revocation. Synchronous: a usual path takes well under a
 * millisecond of signature checks. Everything given is taken as hostile but the anchors; the work is bounded.
 */
import { DerError } from '../../der/der-error.ts';
import { Certificate } from '../certificate.ts';
import type { RevocationList } from '../crl/revocation-list.ts';
import type { KeyUsage } from '../key-usage.ts';
import type { BasicOcspResponse } from '../ocsp/ocsp-response.ts';
import { type SignatureVerifier, verifySignature } from '../verify-signature.ts';
import { type CandidatePath, PathBuilder, type PathLimits } from './build-paths.ts';
import { checkPath, type PathRules } from './check-path.ts';
import { CheckedSignatures } from './checked-signatures.ts';
import { moreTelling, PathFailure, type PathReason } from './path-reason.ts';
import type { PolicyInputs } from './policy-state.ts';
import { RevocationChecker } from './revocation-checker.ts';
import type { RevocationStatus } from './revocation-status.ts';
import type { TrustAnchor } from './trust-anchor.ts';

export interface PathQuestion {
  readonly certificate: Certificate;
  /** Any certificates that may help, in any order. */
  readonly intermediates?: readonly Certificate[];
  readonly anchors: readonly TrustAnchor[];
  /** The moment at which all must hold. */
  readonly time: Date;
  readonly crls?: readonly RevocationList[];
  readonly ocspResponses?: readonly BasicOcspResponse[];
  /**
   * `none`: not looked at. `if-available`: a certificate known as revoked fails, an unknown one does not. `require`: every
   * certificate below the anchor must be known as good.
   */
  readonly revocation: 'none' | 'if-available' | 'require';
  /** OID of the purpose the certificate is used for. Time stamping and OCSP signing must be named in it. */
  readonly extendedKeyUsage?: string;
  /** The certificate must have one of these bits, if it has key usage at all. */
  readonly keyUsage?: readonly KeyUsage[];
  readonly policyInputs?: PolicyInputs;
  /** OIDs of further critical extensions that the caller processes itself. */
  readonly recognisedExtensions?: readonly string[];
  /** For further signature families. */
  readonly verifier?: SignatureVerifier;
  readonly limits?: Partial<PathLimits>;
}

export interface PathVerdict {
  /**
   * `indeterminate`: nothing is wrong, but something is missing: no path to an anchor, no current revocation information, an
   * unknown algorithm, or the bounds were reached. Never to be taken as valid.
   */
  readonly verdict: 'valid' | 'invalid' | 'indeterminate';
  readonly reason: 'valid' | PathReason;
  /** English, for logs. */
  readonly message: string;
  /** End certificate first, the anchor's certificate (if it is one) last; of the path that failed last when not valid. */
  readonly path: readonly Certificate[];
  readonly anchor: TrustAnchor | undefined;
  /** Policies the path is valid for; `2.5.29.32.0` for any. */
  readonly policies: readonly string[];
  /** The worst status in the path, and that of each certificate below the anchor, end certificate first. */
  readonly revocation: 'good' | 'revoked' | 'unknown';
  readonly statuses: readonly RevocationStatus[];
}

const indeterminate: ReadonlySet<PathReason> = new Set<PathReason>([
  'no-path',
  'too-complex',
  'unsupported-algorithm',
  'revocation-unknown',
  'revocation-stale',
]);
const defaultLimits: PathLimits = { maxLength: 12, maxSteps: 600 };
const maxSignatures = 500;
const maxCertificates = 1000;

/** Validates a certificate. Never throws for what is wrong with the certificates given: the verdict says it. */
export function validatePath(question: PathQuestion): PathVerdict {
  const { certificate, anchors, time, verifier = verifySignature } = question;
  const { intermediates = [] } = question;
  if (intermediates.length > maxCertificates) return refused(new PathFailure('too-complex', `more than ${maxCertificates} certificates`));
  const pool = distinct([...intermediates, certificate]);
  const signatures = new CheckedSignatures(verifier, maxSignatures);
  const builder = new PathBuilder(pool, anchors, signatures, { ...defaultLimits, ...question.limits });
  const rules: PathRules = {
    time,
    policyInputs: question.policyInputs ?? {},
    extendedKeyUsage: question.extendedKeyUsage,
    keyUsage: question.keyUsage,
    recognisedExtensions: question.recognisedExtensions,
  };
  const revocation = new RevocationChecker(
    { crls: question.crls ?? [], ocspResponses: question.ocspResponses ?? [], time, mode: question.revocation },
    builder,
    signatures,
  );
  return firstValid(builder, certificate, (candidate) => judge(candidate, rules, signatures, revocation));
}

interface Success {
  readonly policies: readonly string[];
  readonly statuses: readonly RevocationStatus[];
}

function judge(candidate: CandidatePath, rules: PathRules, signatures: CheckedSignatures, revocation: RevocationChecker): Success {
  try {
    const { policies } = checkPath(candidate.anchor, candidate.certificates, rules, signatures);
    return { policies, statuses: revocation.checkPath(candidate) };
  } catch (cause) {
    if (cause instanceof DerError) throw new PathFailure('malformed-certificate', cause.message);
    throw cause;
  }
}

function firstValid(builder: PathBuilder, end: Certificate, judgeOne: (candidate: CandidatePath) => Success): PathVerdict {
  let worst: PathFailure | undefined;
  let failed: CandidatePath | undefined;
  try {
    for (const candidate of builder.paths(end)) {
      try {
        const { policies, statuses } = judgeOne(candidate);
        return accepted(candidate, policies, statuses);
      } catch (cause) {
        if (!(cause instanceof PathFailure)) throw cause;
        if (moreTelling(worst, cause) === cause) [worst, failed] = [cause, candidate];
        if (cause.reason === 'too-complex') break;
      }
    }
  } catch (cause) {
    if (!(cause instanceof PathFailure)) throw cause;
    worst = moreTelling(worst, cause);
  }
  return refused(worst ?? builder.deadEnd ?? new PathFailure('no-path', 'no path to a trust anchor'), failed);
}

function accepted(candidate: CandidatePath, policies: readonly string[], statuses: readonly RevocationStatus[]): PathVerdict {
  const known = statuses.length > 0 && statuses.every(({ status }) => status === 'good');
  return {
    verdict: 'valid',
    reason: 'valid',
    message: 'the path is valid',
    path: upwards(candidate),
    anchor: candidate.anchor,
    policies,
    revocation: known ? 'good' : 'unknown',
    statuses,
  };
}

function refused(failure: PathFailure, candidate?: CandidatePath): PathVerdict {
  return {
    verdict: indeterminate.has(failure.reason) ? 'indeterminate' : 'invalid',
    reason: failure.reason,
    message: failure.message,
    path: candidate ? upwards(candidate) : [],
    anchor: candidate?.anchor,
    policies: [],
    revocation: failure.reason === 'revoked' ? 'revoked' : 'unknown',
    statuses: [],
  };
}

function upwards({ anchor, certificates }: CandidatePath): readonly Certificate[] {
  const path = [...certificates].reverse();
  return anchor instanceof Certificate && anchor !== path.at(-1) ? [...path, anchor] : path;
}

function distinct(certificates: readonly Certificate[]): readonly Certificate[] {
  return [...new Map(certificates.map((certificate) => [certificate.fingerprint, certificate])).values()];
}
