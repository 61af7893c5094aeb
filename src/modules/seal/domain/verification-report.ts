import {
  type FileVerdict,
  type Judgement,
  judgeFile,
  judgeSignature,
  type SignatureFacts,
  type Strictness,
  type Verdict,
} from './verdict.ts';

/** What the report tells of a signature besides the judgement. */
export interface ReportedSignature extends SignatureFacts {
  readonly field: string;
  readonly format: string;
  readonly level: string | undefined;
  readonly certificate:
    | {
        readonly commonName: string;
        readonly subject: string;
        readonly issuerCommonName: string;
        readonly issuer: string;
        readonly serial: string;
        readonly uscc: string | undefined;
        readonly notBefore: Date;
        readonly notAfter: Date;
      }
    | undefined;
  readonly chain: readonly string[];
  readonly revision: number | undefined;
  readonly coversRevision: boolean;
  readonly claimedTime: Date | undefined;
  readonly reason: string | undefined;
  readonly location: string | undefined;
  readonly timestamp: (NonNullable<SignatureFacts['timestamp']> & { readonly authority: string | undefined }) | undefined;
}

/** One signature in the report: plain JSON, the same on the page, in the API and on the command line. Times are ISO 8601 in UTC. */
export interface SignatureReport {
  readonly field: string;
  readonly signer: string | null;
  readonly uscc: string | null;
  readonly serial: string | null;
  readonly issuer: string | null;
  readonly format: string;
  readonly level: string | null;
  readonly verdict: Verdict;
  readonly reason: string | null;
  readonly revision: number | null;
  readonly coversRevision: boolean;
  readonly claimedTime: string | null;
  readonly timestamp: string | null;
  readonly revocation: 'good' | 'revoked' | 'unknown';
  readonly changes: readonly {
    readonly revision: number;
    readonly kind: string;
    readonly object: string | null;
    readonly allowed: boolean;
  }[];
  readonly faults: readonly string[];
  readonly revokedAt: string | null;
  /** A time-stamp counts (`proves`) only when token, authority and its certificate are in order. */
  readonly timestampAuthority: string | null;
  readonly timestampProves: boolean;
  readonly subject: string | null;
  readonly issuerSubject: string | null;
  readonly notBefore: string | null;
  readonly notAfter: string | null;
  readonly chain: readonly string[];
  readonly signingReason: string | null;
  readonly signingLocation: string | null;
}

export interface VerificationReport {
  readonly file: string;
  readonly verdict: FileVerdict;
  readonly reason: string | null;
  readonly signatures: readonly SignatureReport[];
}

/** Judges everything that was found out about a file. */
export function verificationReport(file: string, signatures: readonly ReportedSignature[], strictness: Strictness): VerificationReport {
  const judged = signatures.map((facts) => ({ facts, kind: facts.kind, judgement: judgeSignature(facts, strictness) }));
  const { verdict, reason } = judgeFile(judged);
  return {
    file,
    verdict,
    reason: reason ?? null,
    signatures: judged.map(({ facts, judgement }) => signatureReport(facts, judgement)),
  };
}

/** The report on a file that cannot be read as a PDF. */
export function unusableReport(file: string, reason: string): VerificationReport {
  return { file, verdict: 'unusable', reason, signatures: [] };
}

function signatureReport(facts: ReportedSignature, judgement: Judgement): SignatureReport {
  const { certificate, timestamp, revocation } = facts;
  return {
    field: facts.field,
    signer: certificate?.commonName ?? null,
    uscc: certificate?.uscc ?? null,
    serial: certificate?.serial ?? null,
    issuer: certificate?.issuerCommonName ?? null,
    format: facts.format,
    level: facts.level ?? null,
    verdict: judgement.verdict,
    reason: judgement.reason ?? null,
    revision: facts.revision ?? null,
    coversRevision: facts.coversRevision,
    claimedTime: isoOf(facts.claimedTime),
    timestamp: isoOf(timestamp?.time),
    revocation: revocation.state,
    changes: judgement.changes.map((change) => ({ ...change, object: change.object ?? null })),
    faults: facts.faults,
    revokedAt: revocation.state === 'revoked' ? isoOf(revocation.at) : null,
    timestampAuthority: timestamp?.authority ?? null,
    timestampProves: judgement.provenTime !== undefined,
    subject: certificate?.subject ?? null,
    issuerSubject: certificate?.issuer ?? null,
    notBefore: isoOf(certificate?.notBefore),
    notAfter: isoOf(certificate?.notAfter),
    chain: facts.chain,
    signingReason: facts.reason ?? null,
    signingLocation: facts.location ?? null,
  };
}

function isoOf(time: Date | undefined): string | null {
  return time === undefined || Number.isNaN(time.getTime()) ? null : time.toISOString();
}
