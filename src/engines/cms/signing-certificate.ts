import { createHash } from 'node:crypto';
import { DerFields } from '../der/der-fields.ts';
import type { DerNode } from '../der/der-reader.ts';
import { contextExplicit, octetString, sequence } from '../der/der-writer.ts';
import type { CertificateIdentity } from './certificate-identity.ts';
import { digestNameOf, readAlgorithm } from './cms-algorithms.ts';

/**
 * SigningCertificateV2 (RFC 5035 3) for one certificate with its issuerSerial. SHA-256 is the DEFAULT hash and therefore, in DER,
 * not written.
 */
export function signingCertificateV2(certificate: CertificateIdentity): Buffer {
  const hash = createHash('sha256').update(certificate.der).digest();
  return sequence(sequence(sequence(octetString(hash), issuerSerial(certificate))));
}

// IssuerSerial: GeneralNames with the one directoryName [4], which is EXPLICIT because Name is a CHOICE.
function issuerSerial(certificate: CertificateIdentity): Buffer {
  return sequence(sequence(contextExplicit(4, certificate.issuer)), certificate.serial);
}

/**
 * Whether a SigningCertificateV2 value names exactly this certificate as the signer: the first ESSCertIDv2 counts (RFC 5035 3).
 * A hash weaker than SHA-256 does not count. Throws DerError for a malformed value.
 */
export function namesCertificateV2(value: DerNode, certificate: CertificateIdentity): boolean {
  const fields = new DerFields(value.child(0).child(0).asSequence());
  const algorithm = fields.nextIf((node) => node.isUniversal(16));
  const name = algorithm === undefined ? 'sha256' : digestNameOf(readAlgorithm(algorithm));
  if (name === 'weak' || name === 'unsupported') return false;
  return sameHash(name, fields, certificate);
}

/** The same for SigningCertificate (RFC 2634 5.4), whose hash is SHA-1: only time-stamp tokens still carry it. */
export function namesCertificateV1(value: DerNode, certificate: CertificateIdentity): boolean {
  return sameHash('sha1', new DerFields(value.child(0).child(0).asSequence()), certificate);
}

function sameHash(digest: string, fields: DerFields, certificate: CertificateIdentity): boolean {
  const hash = fields.next().asOctetString();
  const named = fields.nextIf(() => true);
  fields.end();
  const sameIssuer = named === undefined || named.raw.equals(issuerSerial(certificate));
  return sameIssuer && createHash(digest).update(certificate.der).digest().equals(hash);
}
