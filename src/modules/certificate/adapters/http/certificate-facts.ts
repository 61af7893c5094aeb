import { parseCertificate } from '../../../../engines/x509/certificate.ts';
import type { CertificateFile } from '../../application/see-certificates.ts';
import type { CertificateFacts } from './holder-pages.ts';

/** What stands in a certificate, for people. */
export function factsOf({ der, chain }: Pick<CertificateFile, 'der' | 'chain'>): CertificateFacts {
  const certificate = parseCertificate(der);
  return {
    subject: certificate.subject.toString(),
    issuer: certificate.issuer.get('CN') ?? certificate.issuer.toString(),
    keyLabel: certificate.publicKey.label,
    fingerprint: certificate.fingerprint,
    chain: [...chain].reverse().map((bytes) => {
      const authority = parseCertificate(bytes);
      return { name: authority.subject.get('CN') ?? authority.subject.toString(), until: authority.notAfter };
    }),
  };
}
