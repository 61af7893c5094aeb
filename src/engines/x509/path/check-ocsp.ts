/** Revocation status from OCSP responses (RFC 6960). */

import { DerError } from '../../der/der-error.ts';
import { Certificate } from '../certificate.ts';
import type { BasicOcspResponse, SingleResponse } from '../ocsp/ocsp-response.ts';
import { verifyOcspResponse } from '../ocsp/verify-ocsp-response.ts';
import { Oid } from '../oids.ts';
import type { SignatureVerifier } from '../verify-signature.ts';
import { X509Error } from '../x509-error.ts';
import type { RevocationStatus } from './revocation-status.ts';
import type { TrustAnchor } from './trust-anchor.ts';

export interface OcspQuestion {
  readonly certificate: Certificate;
  readonly issuer: TrustAnchor;
  readonly responses: readonly BasicOcspResponse[];
  readonly time: Date;
  readonly verifier: SignatureVerifier;
  /** Whether a responder that does not carry id-pkix-ocsp-nocheck is itself revoked. */
  readonly isRevoked: (responder: Certificate) => boolean;
}

const dayMilliseconds = 86_400_000;
// RFC 6960 2.4 leaves the tolerance to the client: a responder's clock may be a little ahead.
const skewMilliseconds = 300_000;

/** The newest genuine answer about the certificate that is current at `time`; a revocation counts even when outdated. */
export function checkOcsp(question: OcspQuestion): RevocationStatus {
  const answers = question.responses
    .flatMap((response) => genuineAnswer(question, response) ?? [])
    .sort((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime());
  let stale = false;
  for (const answer of answers) {
    const current = isCurrent(answer, question);
    const { status } = answer;
    if (status.kind === 'revoked' && (current || status.reason !== 'certificateHold')) {
      if (status.at <= question.time) return { status: 'revoked', source: 'ocsp', at: status.at, reason: status.reason };
      if (current) return { status: 'good', source: 'ocsp', revokedLater: { at: status.at, reason: status.reason } };
    }
    if (current && status.kind === 'good') return { status: 'good', source: 'ocsp' };
    if (!current) stale = true;
  }
  return { status: 'unknown', stale };
}

function genuineAnswer(question: OcspQuestion, response: BasicOcspResponse): SingleResponse | undefined {
  const { certificate, issuer, verifier, isRevoked } = question;
  try {
    const verdict = verifyOcspResponse(response, certificate, issuer, verifier);
    if (!verdict.ok || verdict.answer.extensions.some(({ critical }) => critical)) return undefined;
    const { responder } = verdict;
    const mayBeRevoked = responder instanceof Certificate && responder !== issuer && !responder.extension(Oid.ocspNoCheck);
    return mayBeRevoked && isRevoked(responder) ? undefined : verdict.answer;
  } catch (cause) {
    if (cause instanceof X509Error || cause instanceof DerError) return undefined;
    throw cause;
  }
}

function isCurrent({ thisUpdate, nextUpdate }: SingleResponse, { certificate, time }: OcspQuestion): boolean {
  const until = nextUpdate ?? new Date(thisUpdate.getTime() + dayMilliseconds);
  if (time > until) return false;
  return thisUpdate.getTime() <= time.getTime() + skewMilliseconds || thisUpdate <= certificate.notAfter;
}
