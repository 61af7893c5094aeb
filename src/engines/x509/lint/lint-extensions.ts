import type { TbsCertificate } from '../certificate.ts';
import type { DistributionPoint } from '../extensions.ts';
import type { GeneralName } from '../general-name.ts';
import { Oid } from '../oids.ts';
import { error, type Finding, warning } from './finding.ts';

/** RFC 5280 4.2: which extensions are critical and which never are. */
const criticality: ReadonlyMap<string, 'always' | 'never'> = new Map([
  [Oid.keyUsage, 'always'],
  [Oid.nameConstraints, 'always'],
  [Oid.policyConstraints, 'always'],
  [Oid.inhibitAnyPolicy, 'always'],
  [Oid.authorityKeyIdentifier, 'never'],
  [Oid.subjectKeyIdentifier, 'never'],
  [Oid.authorityInfoAccess, 'never'],
  [Oid.subjectInfoAccess, 'never'],
  [Oid.issuerAltName, 'never'],
  [Oid.crlDistributionPoints, 'never'],
  [Oid.freshestCrl, 'never'],
  [Oid.ocspNoCheck, 'never'],
]);

export function lintExtensionList({ extensions }: TbsCertificate): readonly Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (const { oid, critical, writesDefault } of extensions) {
    if (seen.has(oid)) findings.push(error('extension.duplicate', `extension ${oid} is there twice (RFC 5280 4.2)`));
    seen.add(oid);
    if (writesDefault)
      findings.push(error('extension.default-written', `extension ${oid} writes critical FALSE, which is not DER (X.690 11.5)`));
    const rule = criticality.get(oid);
    if (rule === 'always' && !critical) findings.push(error('extension.not-critical', `extension ${oid} must be critical`));
    if (rule === 'never' && critical) findings.push(error('extension.critical', `extension ${oid} must not be critical`));
    if (critical && !understood.has(oid))
      findings.push(error('extension.unknown-critical', `no relying party understands the critical extension ${oid}`));
  }
  return findings;
}

const understood: ReadonlySet<string> = new Set([
  Oid.keyUsage,
  Oid.basicConstraints,
  Oid.nameConstraints,
  Oid.policyConstraints,
  Oid.policyMappings,
  Oid.inhibitAnyPolicy,
  Oid.extendedKeyUsage,
  Oid.certificatePolicies,
  Oid.subjectAltName,
]);

/** Contents of the single extensions; each getter throws for a malformed value, which the linter reports. */
export function lintExtensionValues(certificate: TbsCertificate): readonly Finding[] {
  return [
    ...lintKeyIdentifiers(certificate),
    ...lintCrlDistributionPoints(certificate.crlDistributionPoints),
    ...lintInfoAccess(certificate),
    ...lintPolicies(certificate),
    ...(certificate.subjectAltName ?? []).flatMap(lintAltName),
  ];
}

function lintKeyIdentifiers(certificate: TbsCertificate): readonly Finding[] {
  const findings: Finding[] = [];
  const subjectKeyId = certificate.subjectKeyIdentifier;
  const isCa = certificate.basicConstraints?.ca === true;
  if (!subjectKeyId) {
    findings.push((isCa ? error : warning)('subject-key-id.missing', 'the subject key identifier is missing (RFC 5280 4.2.1.2)'));
  } else if (subjectKeyId.length === 0 || subjectKeyId.length > 32) {
    findings.push(error('subject-key-id.length', 'a key identifier has 1 to 32 octets'));
  }
  const authorityKeyId = certificate.authorityKeyIdentifier;
  if (!authorityKeyId?.keyIdentifier && !certificate.isSelfIssued) {
    findings.push(error('authority-key-id.missing', 'the authority key identifier is missing (RFC 5280 4.2.1.1)'));
  }
  if ((authorityKeyId?.issuer === undefined) !== (authorityKeyId?.serial === undefined)) {
    findings.push(error('authority-key-id.half', 'issuer and serial number come together (RFC 5280 4.2.1.1)'));
  }
  return findings;
}

function lintCrlDistributionPoints(points: readonly DistributionPoint[] | undefined): readonly Finding[] {
  if (points?.length === 0) return [error('crl-dp.empty', 'the list of distribution points is empty (RFC 5280 4.2.1.13)')];
  return (points ?? []).flatMap(({ name, crlIssuer, reasons }) => {
    const findings: Finding[] = [];
    if (!name && !crlIssuer)
      findings.push(error('crl-dp.empty', 'a distribution point names neither a place nor an issuer (RFC 5280 4.2.1.13)'));
    if (name?.kind === 'full') findings.push(...name.names.flatMap((place) => lintUrl('crl-dp', place)));
    if (reasons) findings.push(warning('crl-dp.reasons', 'a distribution point for some reasons only'));
    return findings;
  });
}

function lintInfoAccess(certificate: TbsCertificate): readonly Finding[] {
  const access = certificate.authorityInfoAccess;
  if (!access) return [];
  if (access.length === 0) return [error('info-access.empty', 'authority information access is empty (RFC 5280 4.2.2.1)')];
  return access.flatMap(({ location }) => lintUrl('info-access', location));
}

// RFC 5280 4.2.1.13, 4.2.2.1: fetched over plain HTTP; https would make a loop of validations.
function lintUrl(where: string, name: GeneralName): readonly Finding[] {
  if (name.kind !== 'uri') return [error(`${where}.not-a-url`, 'the location is not a URL')];
  if (!URL.canParse(name.value)) return [error(`${where}.bad-url`, `not a URL: ${name.value}`)];
  const { protocol, hostname } = new URL(name.value);
  if (protocol === 'https:') return [warning(`${where}.https`, 'an https URL makes the validator validate another certificate first')];
  if (protocol !== 'http:') return [error(`${where}.scheme`, `the URL is not http: ${name.value}`)];
  return hostname === '' ? [error(`${where}.bad-url`, 'the URL has no host')] : [];
}

function lintPolicies(certificate: TbsCertificate): readonly Finding[] {
  const policies = certificate.certificatePolicies;
  const findings: Finding[] = [];
  if (policies && new Set(policies.map(({ oid }) => oid)).size !== policies.length) {
    findings.push(error('policies.duplicate', 'a policy is named twice (RFC 5280 4.2.1.4)'));
  }
  const constraints = certificate.policyConstraints;
  if (constraints && constraints.requireExplicitPolicy === undefined && constraints.inhibitPolicyMapping === undefined) {
    findings.push(error('policy-constraints.empty', 'policy constraints are empty (RFC 5280 4.2.1.11)'));
  }
  const mapped = certificate.policyMappings?.some(
    ({ issuerPolicy, subjectPolicy }) => issuerPolicy === Oid.anyPolicy || subjectPolicy === Oid.anyPolicy,
  );
  if (mapped) findings.push(error('policy-mappings.any', 'anyPolicy cannot be mapped (RFC 5280 4.2.1.5)'));
  return findings;
}

function lintAltName(name: GeneralName): readonly Finding[] {
  switch (name.kind) {
    case 'dns':
      return /^(\*\.)?([a-z0-9_]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(name.value) &&
        name.value.length <= 253
        ? []
        : [error('alt-name.dns', `not a host name: ${name.value}`)];
    case 'email':
      return /^[^\s@]+@[^\s@]+$/.test(name.value) ? [] : [error('alt-name.email', `not a mail address: ${name.value}`)];
    case 'uri':
      return URL.canParse(name.value) ? [] : [error('alt-name.uri', `not an absolute URI: ${name.value}`)];
    case 'ip':
      return name.address.length === 4 || name.address.length === 16 ? [] : [error('alt-name.ip', 'an IP address has 4 or 16 octets')];
    default:
      return [];
  }
}
