import { type Certificate, parseCertificate, parseCertificates } from '../../engines/x509/certificate.ts';
import { X509Error } from '../../engines/x509/x509-error.ts';
import { isReadable } from './readable-certificate.ts';

/** Whom to trust, and certificates that help to get there. */
export interface TrustStore {
  readonly anchors: readonly Certificate[];
  readonly intermediates: readonly Certificate[];
}

/**
 * Sorts the certificates of trust files (PEM with any number of them, or one in DER): only self-issued CA certificates become anchors, all
 * others can at most lead to one. Throws X509Error for a file that holds no certificate or a malformed one.
 */
export function trustStoreOf(files: readonly Uint8Array[]): TrustStore {
  const certificates = files.flatMap(certificatesIn);
  if (!certificates.every(isReadable)) throw new X509Error('malformed-certificate', 'a certificate with an unreadable extension');
  return {
    anchors: certificates.filter(isAnchor),
    intermediates: certificates.filter((certificate) => !isAnchor(certificate)),
  };
}

function certificatesIn(file: Uint8Array): readonly Certificate[] {
  // A DER certificate is a SEQUENCE; no text begins with that octet.
  if (file[0] === 0x30) return [parseCertificate(file)];
  const certificates = parseCertificates(Buffer.from(file).toString('latin1'));
  if (certificates.length === 0) throw new X509Error('malformed-pem', 'no certificate in the file');
  return certificates;
}

function isAnchor(certificate: Certificate): boolean {
  return certificate.isSelfIssued && certificate.basicConstraints?.ca === true;
}
