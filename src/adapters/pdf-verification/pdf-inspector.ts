import { pageCount } from '../../engines/pdf/page-tree.ts';
import { openPdf, type PdfDocument } from '../../engines/pdf/pdf-document.ts';
import { PdfError } from '../../engines/pdf/pdf-error.ts';
import type { PdfSource } from '../../engines/pdf/pdf-source.ts';
import { removedSignatures } from '../../engines/pdf/removed-signatures.ts';
import { coverageOf, digestOfRanges } from '../../engines/pdf/signature-coverage.ts';
import type { PdfSignature, SignatureCoverage } from '../../engines/pdf/signature-types.ts';
import { signaturesOf } from '../../engines/pdf/signatures.ts';
import type { Certificate } from '../../engines/x509/certificate.ts';
import { CertificateJudge, type CertificateJudgement } from './certificate-judge.ts';
import { certificationOver, type Examined, formatOf, isLater, proves } from './examined-signature.ts';
import { type CmsFindings, inspectDocumentTimeStamp, inspectSignatureCms, type RangeDigest, type TokenFindings } from './inspect-cms.ts';
import { certificateFacts, type InspectedDocument, type InspectedSignature, purposeFacts, type StampFacts } from './inspected-document.ts';
import { LaterChanges } from './later-changes.ts';
import { type LongTermData, longTermDataOf } from './long-term-data.ts';
import { readable } from './readable-certificate.ts';
import { joined, noRevocationData, type RevocationData, readableRevocationData } from './revocation-data.ts';
import type { TrustStore } from './trust-store.ts';

export interface InspectionOptions {
  readonly trust: TrustStore;
  /** The time at which certificates are judged where no time-stamp proves an earlier one. */
  readonly at: Date;
  /** Besides what the document itself brings. */
  readonly revocation?: RevocationData;
  readonly password?: string;
}

/** More signatures than any document needs; each costs a digest over the file. */
const maxSignatures = 200;
const maxHashedBytes = 4 * 1024 ** 3;

/**
 * Finds out everything about the signatures of a PDF and judges nothing. Needs neither network nor database; reads the source in pieces.
 * Throws PdfError when the file cannot be read as a PDF or has more signatures than can be checked.
 */
export async function inspectPdf(source: PdfSource, options: InspectionOptions): Promise<InspectedDocument> {
  const document = openPdf(source, options.password === undefined ? {} : { password: options.password });
  const shown = signaturesOf(document);
  const removed = removedSignatures(document);
  const signatures = [...shown, ...removed].sort((a, b) => endOf(a) - endOf(b));
  const hashed = signatures.reduce((sum, { byteRange }) => sum + (byteRange?.[1] ?? 0) + (byteRange?.[3] ?? 0), 0);
  if (signatures.length > maxSignatures || hashed > maxHashedBytes) throw new PdfError('too-complex', 'too many signatures to check');
  return new Inspection(document, options).all(signatures, new Set(removed));
}

function endOf({ byteRange }: PdfSignature): number {
  return byteRange === undefined ? Number.MAX_SAFE_INTEGER : byteRange[2] + byteRange[3];
}

class Inspection {
  readonly #document: PdfDocument;
  readonly #options: InspectionOptions;
  readonly #longTerm: LongTermData;
  readonly #judge: CertificateJudge;
  readonly #revocation: RevocationData;
  readonly #laterChanges: LaterChanges;
  readonly #chains: (readonly Certificate[])[] = [];

  constructor(document: PdfDocument, options: InspectionOptions) {
    this.#document = document;
    this.#options = options;
    this.#longTerm = longTermDataOf(document);
    this.#judge = new CertificateJudge(options.trust);
    this.#laterChanges = new LaterChanges(document);
    const own = readableRevocationData(this.#longTerm.crls, this.#longTerm.ocsps);
    this.#revocation = joined(options.revocation ?? noRevocationData, own);
  }

  /** In the order in which they were made. */
  async all(signatures: readonly PdfSignature[], removed: ReadonlySet<PdfSignature>): Promise<InspectedDocument> {
    const examined: Examined[] = [];
    for (const signature of signatures) examined.push(await this.#examine(signature, removed.has(signature) ? 'removed' : 'shown'));
    const inspected = examined.map((one) => this.#inspected(one, examined));
    return { pages: pagesOf(this.#document), revisions: this.#document.revisions.length, chains: this.#chains, signatures: inspected };
  }

  async #examine(signature: PdfSignature, presence: Examined['presence']): Promise<Examined> {
    const coverage = coverageOf(this.#document, signature);
    const { byteRange } = signature;
    if (byteRange === undefined || coverage.problems.length > 0) {
      const cms = { faults: coverage.problems, certificate: undefined, embedded: [], crls: [] };
      return { signature, presence, coverage, cms, asStamp: undefined };
    }
    const digest: RangeDigest = (algorithm) => digestOfRanges(this.#document.source, byteRange, algorithm);
    if (signature.kind === 'doc-timestamp') {
      const token = await inspectDocumentTimeStamp(coverage.der, digest);
      return { signature, presence, coverage, cms: token, asStamp: this.#stampFacts(token) };
    }
    const cms = await inspectSignatureCms(signature.subFilter, coverage.der, digest);
    return { signature, presence, coverage, cms, asStamp: undefined };
  }

  #inspected({ signature, presence, coverage, cms, asStamp }: Examined, all: readonly Examined[]): InspectedSignature {
    const timestamp = asStamp ?? this.#bestStamp(cms, coverage, all);
    const certificate = readable(cms.certificate);
    const faults = cms.certificate !== undefined && certificate === undefined ? [...cms.faults, 'malformed-certificate'] : cms.faults;
    const judgement = this.#judged(certificate, cms, asStamp?.time ?? (proves(timestamp) ? timestamp.time : undefined));
    return {
      kind: signature.kind === 'doc-timestamp' ? 'document-timestamp' : 'signature',
      presence,
      field: signature.fieldName,
      format: formatOf(signature),
      level: this.#levelOf(signature, cms, coverage, all),
      faults,
      certificate: certificate && certificateFacts(certificate),
      chain: judgement.chain.map(({ subject }) => subject.toString()),
      purpose: certificate && purposeFacts(certificate),
      path: judgement.path,
      revocation: judgement.revocation,
      timestamp,
      revision: coverage.signedRevision === undefined ? undefined : coverage.signedRevision + 1,
      coversRevision: coverage.coversWholeRevision,
      claimedTime: signature.claimedTime,
      reason: signature.reason,
      location: signature.location,
      limits: { certification: certificationOver(coverage, all), fieldLock: signature.fieldLock },
      changes: this.#laterChanges.after(coverage),
    };
  }

  /** The signature's own time-stamp, or else the first good document time-stamp that covers it: both prove that it was there. */
  #bestStamp(cms: Examined['cms'], coverage: SignatureCoverage, all: readonly Examined[]): StampFacts | undefined {
    const own = cms.timeStamp === undefined ? undefined : this.#stampFacts(cms.timeStamp);
    if (own !== undefined && (own.faults.length > 0 || proves(own))) return own;
    const covering = all.find(({ asStamp, coverage: later }) => proves(asStamp) && isLater(later, coverage));
    return covering?.asStamp ?? own;
  }

  #stampFacts(token: TokenFindings): StampFacts | undefined {
    const certificate = readable(token.certificate);
    const time = token.time ?? this.#options.at;
    const { path, revocation } = this.#judged(certificate, token, time);
    return {
      time,
      authority: certificate && certificateFacts(certificate).commonName,
      faults: token.faults,
      path,
      revocation,
      purpose: certificate && purposeFacts(certificate),
    };
  }

  #judged(certificate: Certificate | undefined, cms: CmsFindings, at: Date | undefined): CertificateJudgement {
    if (certificate === undefined) return { path: { outcome: 'untrusted' }, chain: [], revocation: { state: 'unknown' } };
    const others = [...cms.embedded, ...this.#longTerm.certificates].flatMap((der) => readable(der) ?? []);
    const data = joined(this.#revocation, readableRevocationData(cms.crls, []));
    const judgement = this.#judge.judge(certificate, others, data, at ?? this.#options.at);
    this.#chains.push(judgement.chain);
    return judgement;
  }

  #levelOf(
    signature: PdfSignature,
    cms: Examined['cms'],
    coverage: SignatureCoverage,
    all: readonly Examined[],
  ): InspectedSignature['level'] {
    if (signature.subFilter !== 'ETSI.CAdES.detached') return undefined;
    const stampedLater = all.some(({ asStamp, coverage: later }) => asStamp?.faults.length === 0 && isLater(later, coverage));
    if (cms.timeStamp === undefined && !stampedLater) return 'B-B';
    const { certificates, crls, ocsps } = this.#longTerm;
    if (certificates.length === 0 || crls.length + ocsps.length === 0) return 'B-T';
    return stampedLater ? 'B-LTA' : 'B-LT';
  }
}

function pagesOf(document: PdfDocument): number | undefined {
  try {
    return pageCount(document);
  } catch (error) {
    if (error instanceof PdfError) return undefined;
    throw error;
  }
}
