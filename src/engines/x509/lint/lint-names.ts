import { Tag } from '../../der/tag.ts';
import type { TbsCertificate } from '../certificate.ts';
import type { DistinguishedName, ReadAttribute } from '../distinguished-name.ts';
import { Oid } from '../oids.ts';
import { error, type Finding, warning } from './finding.ts';

// RFC 5280 appendix A, upper bounds in characters.
const upperBounds: ReadonlyMap<string, number> = new Map([
  [Oid.commonName, 64],
  [Oid.organizationName, 64],
  [Oid.organizationalUnitName, 64],
  [Oid.localityName, 128],
  [Oid.stateOrProvinceName, 128],
  [Oid.serialNumber, 64],
  [Oid.title, 64],
  [Oid.surname, 40],
  [Oid.givenName, 16],
  [Oid.emailAddress, 255],
  [Oid.pseudonym, 128],
]);
const printableOnly: ReadonlySet<string> = new Set([Oid.countryName, Oid.serialNumber, Oid.dnQualifier]);
const ia5Only: ReadonlySet<string> = new Set([Oid.emailAddress, Oid.domainComponent]);
const once: ReadonlySet<string> = new Set([Oid.commonName, Oid.countryName, Oid.organizationIdentifier]);

export function lintNames(certificate: TbsCertificate): readonly Finding[] {
  const { issuer, subject } = certificate;
  const findings: Finding[] = [];
  if (issuer.isEmpty) findings.push(error('issuer.empty', 'the issuer has a name (RFC 5280 4.1.2.4)'));
  if (subject.isEmpty) findings.push(...lintEmptySubject(certificate));
  return [...findings, ...lintName('subject', subject)];
}

function lintEmptySubject(certificate: TbsCertificate): readonly Finding[] {
  if (certificate.basicConstraints?.ca) return [error('subject.empty', 'a CA has a subject name (RFC 5280 4.1.2.6)')];
  const altName = certificate.extension(Oid.subjectAltName);
  if (!altName) return [error('subject.empty', 'an empty subject needs a subject alternative name (RFC 5280 4.1.2.6)')];
  return altName.critical ? [] : [error('subject-alt-name.not-critical', 'with an empty subject it is critical (RFC 5280 4.2.1.6)')];
}

function lintName(where: string, name: DistinguishedName): readonly Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (const attribute of name.attributes) {
    findings.push(...lintAttribute(where, attribute));
    if (seen.has(attribute.oid) && once.has(attribute.oid))
      findings.push(error(`${where}.repeated`, `${attribute.type} is there more than once`));
    seen.add(attribute.oid);
  }
  if (name.rdns.some((rdn) => rdn.length > 1)) findings.push(warning(`${where}.multi-valued`, 'a relative name with several attributes'));
  return findings;
}

function lintAttribute(where: string, { oid, type, value, tagNumber }: ReadAttribute): readonly Finding[] {
  const findings: Finding[] = [];
  const characters = [...value].length;
  if (value.trim() === '') findings.push(error(`${where}.blank`, `${type} is blank`));
  else if (value !== value.trim()) findings.push(error(`${where}.spaces`, `${type} begins or ends with white space`));
  if (/\p{Cc}|\p{Co}|\u200b|[\u202a-\u202e\u2066-\u2069\ufeff\ufffd]/u.test(value)) {
    findings.push(error(`${where}.control-characters`, `${type} holds control, private or invisible characters`));
  }
  if (characters > (upperBounds.get(oid) ?? 1024)) findings.push(error(`${where}.too-long`, `${type} is too long (RFC 5280 appendix A)`));
  if (oid === Oid.countryName && !/^[A-Z]{2}$/.test(value)) findings.push(error(`${where}.country`, 'C is two capital letters (ISO 3166)'));
  findings.push(...lintStringType(where, { oid, type, tagNumber }));
  return findings;
}

// RFC 5280 4.1.2.4: PrintableString or UTF8String, but for the attributes with a fixed type.
function lintStringType(where: string, { oid, type, tagNumber }: { oid: string; type: string; tagNumber: number }): readonly Finding[] {
  const wanted = printableOnly.has(oid)
    ? [Tag.printableString]
    : ia5Only.has(oid)
      ? [Tag.ia5String]
      : [Tag.utf8String, Tag.printableString];
  if (wanted.some((tag) => tag === tagNumber)) return [];
  return [error(`${where}.string-type`, `${type} has the wrong string type (RFC 5280 4.1.2.4)`)];
}
