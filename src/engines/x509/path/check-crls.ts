/** Revocation status from CRLs: RFC 5280 6.3.3. */
import { DerError } from '../../der/der-error.ts';
import type { Certificate } from '../certificate.ts';
import type { RevokedEntry } from '../crl/crl-entries.ts';
import type { RevocationList } from '../crl/revocation-list.ts';
import type { DistributionPoint } from '../extensions.ts';
import { X509Error } from '../x509-error.ts';
import { allReasons, completes, coveredReasons, covers, distributionPointsOf, isUnderstood } from './crl-scope.ts';
import type { RevocationStatus } from './revocation-status.ts';

export interface CrlQuestion {
  readonly certificate: Certificate;
  readonly crls: readonly RevocationList[];
  readonly time: Date;
  /** Whether a list is signed by somebody who may, for this certificate's issuer and anchor. */
  readonly isGenuine: (crl: RevocationList) => boolean;
}

interface Findings {
  readonly covered: Set<number>;
  stale: boolean;
  revoked: RevokedEntry | undefined;
  revokedLater: RevokedEntry | undefined;
}

/**
 * Good only when genuine, current lists together cover every reason and none of them names the certificate. An outdated list
 * still tells of a revocation, for only a hold can be taken back.
 */
export function checkCrls(question: CrlQuestion): RevocationStatus {
  const findings: Findings = { covered: new Set(), stale: false, revoked: undefined, revokedLater: undefined };
  const newestFirst = question.crls.filter(isUnderstood).sort((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime());
  const complete = newestFirst.filter(({ deltaBase }) => deltaBase === undefined);
  const deltas = newestFirst.filter(({ deltaBase }) => deltaBase !== undefined);
  for (const point of distributionPointsOf(question.certificate)) {
    for (const crl of complete) {
      if (findings.revoked || findings.covered.size === allReasons.size) break;
      consult(question, crl, point, deltas, findings);
    }
  }
  const { revoked, revokedLater, covered, stale } = findings;
  if (revoked) return { status: 'revoked', source: 'crl', at: revoked.revokedAt, reason: revoked.reason };
  if (covered.size < allReasons.size) return { status: 'unknown', stale };
  return {
    status: 'good',
    source: 'crl',
    ...(revokedLater && { revokedLater: { at: revokedLater.revokedAt, reason: revokedLater.reason } }),
  };
}

function consult(
  question: CrlQuestion,
  crl: RevocationList,
  point: DistributionPoint,
  deltas: readonly RevocationList[],
  findings: Findings,
): void {
  const { certificate, time } = question;
  if (!covers(crl, certificate, point)) return;
  const fresh = [...coveredReasons(crl, point)].filter((bit) => !findings.covered.has(bit));
  if (fresh.length === 0 || !question.isGenuine(crl)) return;
  const current = isCurrent(crl, certificate, time);
  if (!current) findings.stale = true;
  const entry = entryOf(question, crl, current ? deltas : []);
  if (entry === 'unreadable') return;
  if (entry && takesEffect(entry, time)) {
    if (current || entry.reason !== 'certificateHold') findings.revoked = entry;
  } else if (current) {
    if (entry) findings.revokedLater = entry;
    for (const bit of fresh) findings.covered.add(bit);
  }
}

/** The delta's word counts before the complete list's (6.3.3 i, j, k). */
function entryOf(question: CrlQuestion, crl: RevocationList, deltas: readonly RevocationList[]): RevokedEntry | undefined | 'unreadable' {
  const { certificate, time, isGenuine } = question;
  try {
    const delta = deltas.find((one) => completes(one, crl) && isCurrent(one, certificate, time) && isGenuine(one));
    const change = delta?.find(certificate.serial, certificate.issuer);
    const entry = change ?? crl.find(certificate.serial, certificate.issuer);
    return entry?.reason === 'removeFromCRL' ? undefined : entry;
  } catch (cause) {
    if (cause instanceof X509Error || cause instanceof DerError) return 'unreadable';
    throw cause;
  }
}

/** In force at `time`, or made later while the certificate was still listed when revoked (RFC 5280 5: until it expires). */
function isCurrent({ thisUpdate, nextUpdate }: RevocationList, { notAfter }: Certificate, time: Date): boolean {
  if (!nextUpdate || time > nextUpdate) return false;
  return thisUpdate <= time || thisUpdate <= notAfter;
}

// A compromise counts from its invalidity date (RFC 5280 5.3.2).
function takesEffect({ revokedAt, invalidityDate }: RevokedEntry, time: Date): boolean {
  return revokedAt <= time || (invalidityDate !== undefined && invalidityDate <= time);
}
