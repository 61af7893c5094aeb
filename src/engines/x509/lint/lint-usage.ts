import type { TbsCertificate } from '../certificate.ts';
import { type KeyUsage, keyUsages } from '../key-usage.ts';
import { Oid } from '../oids.ts';
import { error, type Finding, warning } from './finding.ts';

/** Basic constraints, key usage, extended key usage and key kind must tell one story (RFC 5280 4.2.1.3, 4.2.1.9, 4.2.1.12). */
export function lintUsage(certificate: TbsCertificate): readonly Finding[] {
  const usage = certificate.keyUsage;
  const constraints = certificate.basicConstraints;
  const isCa = constraints?.ca === true;
  const findings: Finding[] = [];
  if (!usage) findings.push(error('key-usage.missing', 'key usage is missing'));
  if (usage?.size === 0) findings.push(error('key-usage.empty', 'key usage has no bit set (RFC 5280 4.2.1.3)'));
  findings.push(...(isCa ? lintCa(certificate, usage) : lintEndEntity(certificate, usage)));
  if (usage) findings.push(...lintKeyKind(certificate, usage));
  findings.push(...lintPurposes(certificate, usage));
  return findings;
}

function lintCa(certificate: TbsCertificate, usage: ReadonlySet<KeyUsage> | undefined): readonly Finding[] {
  const findings: Finding[] = [];
  if (!certificate.extension(Oid.basicConstraints)?.critical)
    findings.push(error('basic-constraints.not-critical', 'critical in a CA (RFC 5280 4.2.1.9)'));
  if (usage && !usage.has('keyCertSign'))
    findings.push(error('key-usage.ca-without-cert-sign', 'a CA certificate asserts keyCertSign (RFC 5280 4.2.1.9)'));
  if (usage && !usage.has('cRLSign')) findings.push(warning('key-usage.ca-without-crl-sign', 'a CA that cannot sign its own CRL'));
  if (!certificate.isSelfIssued && !certificate.certificatePolicies)
    findings.push(warning('policies.missing', 'an intermediate CA names no policy'));
  return findings;
}

function lintEndEntity(certificate: TbsCertificate, usage: ReadonlySet<KeyUsage> | undefined): readonly Finding[] {
  const findings: Finding[] = [];
  const constraints = certificate.basicConstraints;
  if (!constraints) findings.push(warning('basic-constraints.missing', 'an end entity without basic constraints'));
  if (constraints?.pathLength !== undefined)
    findings.push(error('basic-constraints.path-length', 'a path length without cA (RFC 5280 4.2.1.9)'));
  if (usage?.has('keyCertSign')) findings.push(error('key-usage.cert-sign', 'only a CA asserts keyCertSign (RFC 5280 4.2.1.3)'));
  if (usage?.has('cRLSign')) findings.push(warning('key-usage.crl-sign', 'an end entity that signs CRLs'));
  for (const oid of [Oid.nameConstraints, Oid.policyConstraints, Oid.policyMappings, Oid.inhibitAnyPolicy]) {
    if (certificate.extension(oid)) findings.push(error('extension.ca-only', `extension ${oid} belongs in CA certificates only`));
  }
  if (!certificate.isSelfIssued && !certificate.crlDistributionPoints?.length && !certificate.extension(Oid.ocspNoCheck)) {
    if (!certificate.authorityInfoAccess?.some(({ method }) => method === Oid.accessOcsp)) {
      findings.push(error('revocation.nowhere', 'neither a CRL nor an OCSP responder is named'));
    }
  }
  if (!certificate.authorityInfoAccess) findings.push(warning('info-access.missing', 'no authority information access'));
  if (!certificate.certificatePolicies) findings.push(warning('policies.missing', 'no certificate policy'));
  return findings;
}

// RFC 5480 3, RFC 8410 5: what a kind of key can do at all.
function lintKeyKind({ publicKey }: TbsCertificate, usage: ReadonlySet<KeyUsage>): readonly Finding[] {
  const impossible = impossibleUsages[publicKey.facts.kind].filter((bit) => usage.has(bit));
  const findings = impossible.map((bit) => error('key-usage.key-kind', `a ${publicKey.label} key cannot do ${bit}`));
  if ((usage.has('encipherOnly') || usage.has('decipherOnly')) && !usage.has('keyAgreement')) {
    findings.push(error('key-usage.only-without-agreement', 'encipherOnly and decipherOnly need keyAgreement (RFC 5280 4.2.1.3)'));
  }
  return findings;
}

// SM2 encryption certificates carry keyEncipherment and dataEncipherment (GM/T 0015), so EC is limited on the NIST curves' habits only.
const impossibleUsages: Readonly<Record<TbsCertificate['publicKey']['facts']['kind'], readonly KeyUsage[]>> = {
  rsa: ['keyAgreement', 'encipherOnly', 'decipherOnly'],
  ec: [],
  ed25519: keyUsages.filter((bit) => !['digitalSignature', 'nonRepudiation', 'keyCertSign', 'cRLSign'].includes(bit)),
  other: [],
};

const purposeNeeds: ReadonlyMap<string, readonly KeyUsage[]> = new Map<string, readonly KeyUsage[]>([
  [Oid.timeStamping, ['digitalSignature', 'nonRepudiation']],
  [Oid.ocspSigning, ['digitalSignature', 'nonRepudiation']],
  [Oid.codeSigning, ['digitalSignature']],
  [Oid.documentSigning, ['digitalSignature', 'nonRepudiation']],
  [Oid.clientAuth, ['digitalSignature', 'keyAgreement']],
  [Oid.serverAuth, ['digitalSignature', 'keyEncipherment', 'keyAgreement']],
  [Oid.emailProtection, ['digitalSignature', 'nonRepudiation', 'keyEncipherment', 'keyAgreement']],
]);

function lintPurposes(certificate: TbsCertificate, usage: ReadonlySet<KeyUsage> | undefined): readonly Finding[] {
  const purposes = certificate.extendedKeyUsage;
  if (!purposes) return [];
  const findings: Finding[] = [];
  if (new Set(purposes).size !== purposes.length) findings.push(error('purposes.duplicate', 'a purpose is named twice'));
  for (const purpose of purposes) {
    const needs = purposeNeeds.get(purpose);
    if (usage && needs && !certificate.basicConstraints?.ca && !needs.some((bit) => usage.has(bit))) {
      findings.push(error('purposes.key-usage', `purpose ${purpose} does not fit the key usage (RFC 5280 4.2.1.12)`));
    }
  }
  if (purposes.includes(Oid.timeStamping) && !certificate.basicConstraints?.ca) findings.push(...lintTimeStamping(certificate, purposes));
  if (purposes.includes(Oid.ocspSigning) && !certificate.extension(Oid.ocspNoCheck) && !certificate.basicConstraints?.ca) {
    findings.push(warning('purposes.ocsp-no-check', 'an OCSP responder without id-pkix-ocsp-nocheck (RFC 6960 4.2.2.2.1)'));
  }
  return findings;
}

// RFC 3161 2.3: the only purpose, and critical.
function lintTimeStamping(certificate: TbsCertificate, purposes: readonly string[]): readonly Finding[] {
  if (purposes.length === 1 && certificate.extension(Oid.extendedKeyUsage)?.critical) return [];
  return [error('purposes.time-stamping', 'timeStamping is the only purpose and critical (RFC 3161 2.3)')];
}
