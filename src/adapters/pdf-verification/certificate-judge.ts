import type { Certificate } from '../../engines/x509/certificate.ts';
import { verifySignature } from '../../engines/x509/verify-signature.ts';
import type { PathFacts, RevocationFacts } from './inspected-document.ts';
import type { TrustStore } from './trust-store.ts';

export interface CertificateJudgement {
  readonly path: PathFacts;
  readonly chain: readonly Certificate[];
  readonly revocation: RevocationFacts;
}

const maxDepth = 8;
const maxSteps = 500;

/** Judges certificates against one trust store. */
export class CertificateJudge {
  readonly #trust: TrustStore;

  constructor(trust: TrustStore) {
    this.#trust = trust;
  }

  /** Where `certificate` leads at `at`, with the help of certificates that came along. */
  judge(certificate: Certificate, others: readonly Certificate[], at: Date): CertificateJudgement {
    if (this.#trust.anchors.length === 0) return { path: { outcome: 'no-anchor' }, chain: [certificate], revocation: { state: 'unknown' } };
    const helpers = [...this.#trust.intermediates, ...others];
    const chain = this.#pathFrom([certificate], helpers, { left: maxSteps });
    const path: PathFacts = chain === undefined ? { outcome: 'untrusted' } : validityOf(chain, at);
    return { path, chain: chain ?? [certificate], revocation: { state: 'unknown' } };
  }

  #pathFrom(chain: readonly Certificate[], helpers: readonly Certificate[], steps: { left: number }): readonly Certificate[] | undefined {
    const last = chain.at(-1);
    if (last === undefined || chain.length > maxDepth || --steps.left < 0) return undefined;
    const anchor = this.#trust.anchors.find((candidate) => hasIssued(candidate, last));
    if (anchor !== undefined) return [...chain, anchor];
    for (const helper of helpers) {
      if (chain.includes(helper) || !hasIssued(helper, last)) continue;
      const found = this.#pathFrom([...chain, helper], helpers, steps);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

function hasIssued(issuer: Certificate, certificate: Certificate): boolean {
  if (!certificate.issuer.equals(issuer.subject) || issuer.basicConstraints?.ca !== true) return false;
  if (issuer.keyUsage !== undefined && !issuer.keyUsage.has('keyCertSign')) return false;
  try {
    return verifySignature(certificate.signatureAlgorithm, issuer.publicKey, certificate.tbs, certificate.signature);
  } catch {
    // An algorithm or key that cannot be checked never proves that this issuer signed.
    return false;
  }
}

function validityOf(chain: readonly Certificate[], at: Date): PathFacts {
  if (chain.some((certificate) => at > certificate.notAfter)) return { outcome: 'expired' };
  return chain.some((certificate) => at < certificate.notBefore) ? { outcome: 'not-yet-valid' } : { outcome: 'trusted' };
}
