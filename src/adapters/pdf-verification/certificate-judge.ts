import type { Certificate } from '../../engines/x509/certificate.ts';
import { type PathVerdict, validatePath } from '../../engines/x509/path/validate-path.ts';
import { X509Error } from '../../engines/x509/x509-error.ts';
import type { PathFacts, RevocationFacts } from './inspected-document.ts';
import type { RevocationData } from './revocation-data.ts';
import type { TrustStore } from './trust-store.ts';

export interface CertificateJudgement {
  readonly path: PathFacts;
  readonly chain: readonly Certificate[];
  readonly revocation: RevocationFacts;
}

/** Judges certificates against one trust store: path and revocation as they stood at a time. */
export class CertificateJudge {
  readonly #trust: TrustStore;

  constructor(trust: TrustStore) {
    this.#trust = trust;
  }

  /** Where `certificate` leads at `time`, with the help of certificates and revocation data that came along. */
  judge(certificate: Certificate, others: readonly Certificate[], data: RevocationData, time: Date): CertificateJudgement {
    const { anchors, intermediates } = this.#trust;
    if (anchors.length === 0) return { path: { outcome: 'no-anchor' }, chain: [certificate], revocation: { state: 'unknown' } };
    const question = { certificate, anchors, intermediates: [...intermediates, ...others], time };
    const found = validatePath({ ...question, ...data, revocation: 'if-available' });
    if (found.reason !== 'revoked') {
      return { path: pathFacts(found), chain: chainOf(found, certificate), revocation: revocationFacts(found) };
    }
    // Revocation hides whatever else the path says: ask for that alone.
    const path = validatePath({ ...question, revocation: 'none' });
    const at = revokedAt(certificate, data);
    return { path: pathFacts(path), chain: chainOf(path, certificate), revocation: { state: 'revoked', at } };
  }
}

function chainOf({ path }: PathVerdict, certificate: Certificate): readonly Certificate[] {
  return path.length > 0 ? path : [certificate];
}

function revocationFacts({ verdict, revocation }: PathVerdict): RevocationFacts {
  return { state: verdict === 'valid' && revocation === 'good' ? 'good' : 'unknown' };
}

function pathFacts({ verdict, reason }: PathVerdict): PathFacts {
  if (verdict === 'valid') return { outcome: 'trusted' };
  // An issuer of the same name with another key is simply not the issuer.
  if (reason === 'no-path' || reason === 'wrong-signature') return { outcome: 'untrusted' };
  if (reason === 'expired' || reason === 'not-yet-valid') return { outcome: reason };
  return { outcome: verdict === 'invalid' ? 'broken' : 'open', reason: `chain-${reason}` };
}

/** When the revoked certificate was revoked, for the reader; undefined when the revoked one is an issuer. */
function revokedAt(certificate: Certificate, { crls, ocspResponses }: RevocationData): Date | undefined {
  for (const crl of crls) {
    const entry = crl.issuer.equals(certificate.issuer) ? entryOf(crl, certificate.serial) : undefined;
    if (entry !== undefined) return entry.revokedAt;
  }
  const answers = ocspResponses.flatMap(({ responses }) => responses);
  const revoked = answers.flatMap(({ certId, status }) =>
    certId.serial.equals(certificate.serial) && status.kind === 'revoked' ? [status.at] : [],
  );
  return revoked[0];
}

function entryOf(crl: RevocationData['crls'][number], serial: Buffer) {
  try {
    return crl.find(serial);
  } catch (error) {
    if (error instanceof X509Error) return undefined;
    throw error;
  }
}
