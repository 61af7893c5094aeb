import type { PdfSignature, SignatureCoverage } from '../../engines/pdf/signature-types.ts';
import { Oid } from '../../engines/x509/oids.ts';
import type { CmsFindings, TokenFindings } from './inspect-cms.ts';
import type { StampFacts } from './inspected-document.ts';

/** A signature whose bytes were checked; the certificates are still to be judged. */
export interface Examined {
  readonly signature: PdfSignature;
  readonly presence: 'shown' | 'removed';
  readonly coverage: SignatureCoverage;
  readonly cms: CmsFindings & { readonly timeStamp?: TokenFindings };
  /** Of a document time-stamp: itself as a stamp. */
  readonly asStamp: StampFacts | undefined;
}

export function formatOf({ kind, subFilter }: PdfSignature): string {
  if (kind === 'doc-timestamp') return 'RFC3161';
  if (subFilter === 'ETSI.CAdES.detached') return 'PAdES';
  return subFilter === 'adbe.pkcs7.detached' ? 'CMS' : (subFilter ?? 'unknown');
}

export function isLater(later: SignatureCoverage, own: SignatureCoverage): boolean {
  return later.signedRevision !== undefined && own.signedRevision !== undefined && later.signedRevision > own.signedRevision;
}

/** Whether a stamp proves its time: token, authority and purpose in order (RFC 3161 2.3: time-stamping alone), nothing revoked. */
export function proves(stamp: StampFacts | undefined): stamp is StampFacts {
  if (stamp === undefined || stamp.faults.length > 0 || stamp.path.outcome !== 'trusted' || stamp.revocation.state === 'revoked')
    return false;
  const purposes = stamp.purpose?.extendedKeyUsage;
  return purposes?.length === 1 && purposes[0] === Oid.timeStamping;
}

/** The strictest certification that stood when this signature was made: it binds whoever changes the document later. */
export function certificationOver(own: SignatureCoverage, all: readonly Examined[]): 1 | 2 | 3 | undefined {
  const levels = all
    .filter(({ coverage }) => coverage.signedRevision !== undefined && coverage.signedRevision <= (own.signedRevision ?? -1))
    .flatMap(({ signature }) => signature.certification ?? []);
  return levels.reduce<1 | 2 | 3 | undefined>(
    (strictest, level) => (strictest === undefined || level < strictest ? level : strictest),
    undefined,
  );
}
