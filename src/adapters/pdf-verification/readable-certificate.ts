import { DerError } from '../../engines/der/der-error.ts';
import { type Certificate, parseCertificate } from '../../engines/x509/certificate.ts';
import { X509Error } from '../../engines/x509/x509-error.ts';

/** The certificate, when it and the extensions that judging needs can be read; else undefined: it can prove nothing then. */
export function readable(der: Uint8Array | undefined): Certificate | undefined {
  if (der === undefined) return undefined;
  try {
    const certificate = parseCertificate(der);
    return isReadable(certificate) ? certificate : undefined;
  } catch (error) {
    if (error instanceof X509Error) return undefined;
    throw error;
  }
}

/** Extensions are decoded when they are looked at: whether those that judging looks at can be. */
export function isReadable(certificate: Certificate): boolean {
  try {
    return [certificate.basicConstraints, certificate.keyUsage, certificate.extendedKeyUsage].length > 0;
  } catch (error) {
    if (error instanceof DerError) return false;
    throw error;
  }
}
