import type { RevisionChange } from '../../engines/pdf/signature-types.ts';
import type { Certificate } from '../../engines/x509/certificate.ts';

/** Where a certificate leads at the judged time. */
export type PathFacts =
  | { readonly outcome: 'trusted' | 'no-anchor' | 'untrusted' | 'expired' | 'not-yet-valid' }
  | { readonly outcome: 'broken' | 'open'; readonly reason: string };

export type RevocationFacts = { readonly state: 'good' | 'unknown' } | { readonly state: 'revoked'; readonly at: Date | undefined };

/** What a certificate says, as plain data. */
export interface CertificateFacts {
  readonly commonName: string;
  readonly subject: string;
  readonly issuerCommonName: string;
  readonly issuer: string;
  readonly serial: string;
  readonly uscc: string | undefined;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export interface PurposeFacts {
  readonly keyUsage: ReadonlySet<string> | undefined;
  readonly extendedKeyUsage: readonly string[] | undefined;
}

export interface StampFacts {
  readonly time: Date;
  readonly authority: string | undefined;
  readonly faults: readonly string[];
  readonly path: PathFacts;
  readonly revocation: RevocationFacts;
  readonly purpose: PurposeFacts | undefined;
}

/** One signature or document time-stamp: everything found out, nothing judged. Revisions count from 1. */
export interface InspectedSignature {
  readonly kind: 'signature' | 'document-timestamp';
  /** `removed`: an earlier revision has it and the newest no longer shows it. */
  readonly presence: 'shown' | 'removed';
  readonly field: string;
  readonly format: string;
  readonly level: 'B-B' | 'B-T' | 'B-LT' | 'B-LTA' | undefined;
  readonly faults: readonly string[];
  readonly certificate: CertificateFacts | undefined;
  /** Subjects from the signer to the anchor, as far as they are known. */
  readonly chain: readonly string[];
  readonly purpose: PurposeFacts | undefined;
  readonly path: PathFacts;
  readonly revocation: RevocationFacts;
  readonly timestamp: StampFacts | undefined;
  readonly revision: number | undefined;
  readonly coversRevision: boolean;
  readonly claimedTime: Date | undefined;
  readonly reason: string | undefined;
  readonly location: string | undefined;
  readonly limits: {
    readonly certification: 1 | 2 | 3 | undefined;
    readonly fieldLock: { readonly action: 'All' | 'Include' | 'Exclude'; readonly fields: readonly string[] } | undefined;
  };
  readonly changes: readonly (Pick<RevisionChange, 'kind' | 'object' | 'key' | 'fieldName' | 'fieldNames' | 'description'> & {
    readonly revision: number;
  })[];
}

export interface InspectedDocument {
  /** Undefined when the page tree does not say. */
  readonly pages: number | undefined;
  readonly revisions: number;
  /** The chains of signers and time-stamp authorities, for whoever wants to ask for their revocation state. */
  readonly chains: readonly (readonly Certificate[])[];
  readonly signatures: readonly InspectedSignature[];
}

export function certificateFacts(certificate: Certificate): CertificateFacts {
  const { subject, issuer } = certificate;
  return {
    commonName: subject.get('CN') ?? subject.toString(),
    subject: subject.toString(),
    issuerCommonName: issuer.get('CN') ?? issuer.toString(),
    issuer: issuer.toString(),
    serial: certificate.serialHex,
    uscc: usccOf(certificate),
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
  };
}

// ETSI EN 319 412-1 5.1.4: national trade register number of a Chinese legal person.
function usccOf(certificate: Certificate): string | undefined {
  return /^NTRCN-([0-9A-Z]{18})$/.exec(certificate.subject.get('2.5.4.97') ?? '')?.[1];
}

export function purposeFacts(certificate: Certificate): PurposeFacts {
  return { keyUsage: certificate.keyUsage, extendedKeyUsage: certificate.extendedKeyUsage };
}
