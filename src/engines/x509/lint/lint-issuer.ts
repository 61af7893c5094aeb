import type { TbsCertificate } from '../certificate.ts';
import { error, type Finding, warning } from './finding.ts';

/** What only shows next to the issuer's certificate. */
export function lintAgainstIssuer(certificate: TbsCertificate, issuer: TbsCertificate): readonly Finding[] {
  const findings: Finding[] = [];
  if (!certificate.issuer.raw.equals(issuer.subject.raw)) {
    findings.push(error('issuer.name', 'the issuer name is not the subject of the issuing certificate, octet for octet'));
  }
  if (certificate.notAfter > issuer.notAfter) findings.push(error('validity.beyond-issuer', 'notAfter lies beyond the issuer certificate'));
  if (certificate.notBefore < issuer.notBefore)
    findings.push(warning('validity.before-issuer', 'notBefore lies before the issuer certificate'));
  return [...findings, ...lintKeyId(certificate, issuer), ...lintPowers(certificate, issuer)];
}

function lintKeyId(certificate: TbsCertificate, issuer: TbsCertificate): readonly Finding[] {
  const wanted = issuer.subjectKeyIdentifier;
  const found = certificate.authorityKeyIdentifier?.keyIdentifier;
  if (!wanted || !found || wanted.equals(found)) return [];
  return [error('authority-key-id.differs', 'the authority key identifier is not the issuer subject key identifier (RFC 5280 4.2.1.1)')];
}

function lintPowers(certificate: TbsCertificate, issuer: TbsCertificate): readonly Finding[] {
  const findings: Finding[] = [];
  const constraints = issuer.basicConstraints;
  if (!constraints?.ca) findings.push(error('issuer.not-a-ca', 'the issuing certificate is not a CA'));
  if (issuer.keyUsage && !issuer.keyUsage.has('keyCertSign'))
    findings.push(error('issuer.key-usage', 'the issuer may not sign certificates'));
  const own = certificate.basicConstraints;
  const isRoot = certificate.tbs.equals(issuer.tbs);
  if (!isRoot && own?.ca && constraints?.pathLength !== undefined) {
    if (constraints.pathLength === 0)
      findings.push(error('basic-constraints.issuer-path-length', 'the issuer may not issue CA certificates'));
    else if (own.pathLength === undefined || own.pathLength >= constraints.pathLength) {
      findings.push(warning('basic-constraints.path-length-too-long', 'the path length reaches further than the issuer allows'));
    }
  }
  if (!isRoot && certificate.publicKey.raw.equals(issuer.publicKey.raw) && !certificate.isSelfIssued) {
    findings.push(error('key.of-issuer', 'the subject key is the issuer key'));
  }
  return findings;
}
