import { DerError } from '../../der/der-error.ts';
import { Certificate } from '../certificate.ts';
import type { RevocationList } from '../crl/revocation-list.ts';
import type { BasicOcspResponse } from '../ocsp/ocsp-response.ts';
import type { CandidatePath, PathBuilder } from './build-paths.ts';
import { checkCrls } from './check-crls.ts';
import { checkOcsp } from './check-ocsp.ts';
import { checkPath } from './check-path.ts';
import type { CheckedSignatures } from './checked-signatures.ts';
import { PathFailure } from './path-reason.ts';
import type { RevocationStatus } from './revocation-status.ts';
import type { TrustAnchor } from './trust-anchor.ts';

export interface RevocationSources {
  readonly crls: readonly RevocationList[];
  readonly ocspResponses: readonly BasicOcspResponse[];
  readonly time: Date;
  readonly mode: 'none' | 'if-available' | 'require';
}

/** Looks up every certificate of a path, and the signers of the lists themselves (RFC 5280 6.3.3 f). */
export class RevocationChecker {
  /** CRL signers being validated: a list that its own signer vouches for must not go round in circles. */
  readonly #inProgress = new Set<Certificate>();
  /** An answer leaned on a signer still in progress: it holds for that question only. */
  #assumed = false;
  readonly #signers = new Map<TrustAnchor, Map<Certificate, boolean>>();

  constructor(
    private readonly sources: RevocationSources,
    private readonly builder: PathBuilder,
    private readonly signatures: CheckedSignatures,
  ) {}

  /** The status of each certificate, end certificate first. Throws PathFailure as the mode demands. */
  checkPath({ anchor, certificates }: CandidatePath): readonly RevocationStatus[] {
    const { mode } = this.sources;
    if (mode === 'none') return [];
    const statuses: RevocationStatus[] = [];
    let issuer = anchor;
    for (const certificate of certificates) {
      const status = this.#statusOf(certificate, issuer, anchor);
      if (status.status === 'revoked') throw new PathFailure('revoked', `certificate ${certificate.serialHex} is revoked`);
      statuses.unshift(status);
      issuer = certificate;
    }
    const unknown = statuses.find(({ status }) => status === 'unknown');
    if (mode === 'require' && unknown?.status === 'unknown') {
      throw new PathFailure(unknown.stale ? 'revocation-stale' : 'revocation-unknown', 'the revocation status is not known');
    }
    return statuses;
  }

  #statusOf(certificate: Certificate, issuer: TrustAnchor, anchor: TrustAnchor): RevocationStatus {
    const { time, crls, ocspResponses: responses } = this.sources;
    const isGenuine = (crl: RevocationList): boolean => this.#isGenuine(crl, issuer, anchor);
    const byCrl = checkCrls({ certificate, crls, time, isGenuine });
    const isRevoked = (responder: Certificate): boolean =>
      checkCrls({ certificate: responder, crls, time, isGenuine }).status === 'revoked';
    const byOcsp = checkOcsp({ certificate, issuer, responses, time, verifier: this.signatures.verify, isRevoked });
    if (byOcsp.status === 'revoked') return byOcsp;
    // Only a hold can be lifted: then a current OCSP answer is newer than the list.
    if (byCrl.status === 'revoked') return byCrl.reason === 'certificateHold' && byOcsp.status === 'good' ? byOcsp : byCrl;
    if (byOcsp.status === 'good') return byOcsp;
    if (byCrl.status === 'good') return byCrl;
    return { status: 'unknown', stale: byCrl.stale || byOcsp.stale };
  }

  /** Signed by the certificate's issuer, or by another key of the CRL issuer's name whose own path leads to the same anchor. */
  #isGenuine(crl: RevocationList, issuer: TrustAnchor, anchor: TrustAnchor): boolean {
    if (issuer.subject.equals(crl.issuer) && this.#signed(crl, issuer)) return true;
    if (anchor.subject.equals(crl.issuer) && this.#signed(crl, anchor)) return true;
    return this.builder
      .bySubject(crl.issuer.key)
      .some((signer) => signer !== issuer && this.#signed(crl, signer) && this.#isValidSigner(signer, anchor));
  }

  #signed(crl: RevocationList, signer: TrustAnchor): boolean {
    if (this.signatures.state(crl, signer.publicKey) !== 'right') return false;
    if (!(signer instanceof Certificate)) return true;
    try {
      return signer.keyUsage === undefined || signer.keyUsage.has('cRLSign');
    } catch (cause) {
      if (cause instanceof DerError) return false;
      throw cause;
    }
  }

  #isValidSigner(signer: Certificate, anchor: TrustAnchor): boolean {
    if (this.#inProgress.has(signer)) {
      this.#assumed = true;
      return true;
    }
    const known = this.#signers.get(anchor)?.get(signer);
    if (known !== undefined) return known;
    this.#inProgress.add(signer);
    const valid = this.#hasValidPath(signer, anchor);
    this.#inProgress.delete(signer);
    if (this.#inProgress.size === 0) this.#assumed = false;
    if (!this.#assumed) {
      const bySigner = this.#signers.get(anchor) ?? new Map<Certificate, boolean>();
      this.#signers.set(anchor, bySigner.set(signer, valid));
    }
    return valid;
  }

  #hasValidPath(signer: Certificate, anchor: TrustAnchor): boolean {
    for (const candidate of this.builder.paths(signer)) {
      if (candidate.anchor !== anchor) continue;
      try {
        checkPath(anchor, candidate.certificates, { time: this.sources.time, policyInputs: {} }, this.signatures);
        this.checkPath(candidate);
        return true;
      } catch (cause) {
        const unfit = cause instanceof DerError || (cause instanceof PathFailure && cause.reason !== 'too-complex');
        if (!unfit) throw cause;
      }
    }
    return false;
  }
}
