import { Tag } from '../../der/tag.ts';
import type { TbsCertificate } from '../certificate.ts';
import { Oid } from '../oids.ts';
import { digestOfSignature } from '../verify-signature.ts';
import { error, type Finding, warning } from './finding.ts';

export function lintVersion({ version, hasUniqueIds }: TbsCertificate): readonly Finding[] {
  const findings: Finding[] = [];
  if (version !== 3) findings.push(error('version.not-3', 'certificates are version 3 (RFC 5280 4.1.2.1)'));
  if (hasUniqueIds) findings.push(error('unique-id.present', 'unique identifiers must not be used (RFC 5280 4.1.2.8)'));
  return findings;
}

// RFC 5280 4.1.2.2: positive, at most 20 octets. CA/B Forum: 64 bits of randomness, so shorter ones are only remarked.
export function lintSerial({ serial }: TbsCertificate): readonly Finding[] {
  const [first = 0] = serial;
  if (first >= 0x80) return [error('serial.not-positive', 'the serial number is negative (RFC 5280 4.1.2.2)')];
  if (serial.every((octet) => octet === 0)) return [error('serial.not-positive', 'the serial number is zero (RFC 5280 4.1.2.2)')];
  if (serial.length > 20) return [error('serial.too-long', 'the serial number has more than 20 octets (RFC 5280 4.1.2.2)')];
  if (serial.length < 8) return [warning('serial.short', 'the serial number has less than 64 bits')];
  return [];
}

const withoutParameters: ReadonlySet<string> = new Set([Oid.ecdsaWithSha256, Oid.ecdsaWithSha384, Oid.ecdsaWithSha512, Oid.ed25519]);
const withNull: ReadonlySet<string> = new Set([Oid.sha256WithRsa, Oid.sha384WithRsa, Oid.sha512WithRsa]);

export function lintAlgorithm({ tbsSignatureAlgorithm: algorithm }: TbsCertificate): readonly Finding[] {
  if (digestOfSignature(algorithm) === 'sha1') return [error('signature.sha1', 'SHA-1 is not accepted in signatures')];
  const { oid, parameters } = algorithm;
  if (oid === Oid.rsassaPss || oid === Oid.sm2WithSm3) return [];
  const known = withoutParameters.has(oid) || withNull.has(oid);
  if (!known) return [error('signature.unknown-algorithm', `signature algorithm ${oid} is not accepted`)];
  // RFC 5758 3.2 and RFC 8410 3: absent; RFC 4055 5: NULL.
  const wellFormed = withNull.has(oid) ? parameters?.equals(Buffer.from([Tag.null, 0])) : parameters === undefined;
  return wellFormed ? [] : [error('signature.parameters', 'the signature algorithm carries wrong parameters')];
}

// RFC 5280 4.1.2.5: UTCTime through 2049, GeneralizedTime after, whole seconds in Z.
export function lintValidity({ notBefore, notAfter, validityTags }: TbsCertificate): readonly Finding[] {
  const findings: Finding[] = [];
  if (notAfter <= notBefore) findings.push(error('validity.empty', 'notAfter is not after notBefore'));
  const times = [notBefore, notAfter] as const;
  for (const index of [0, 1] as const) {
    const year = times[index].getUTCFullYear();
    const wanted = year >= 1950 && year < 2050 ? Tag.utcTime : Tag.generalizedTime;
    if (validityTags[index] !== wanted)
      findings.push(error('validity.time-type', 'UTCTime through 2049, GeneralizedTime after (RFC 5280 4.1.2.5)'));
    if (times[index].getUTCMilliseconds() !== 0)
      findings.push(error('validity.fraction', 'times carry no parts of a second (RFC 5280 4.1.2.5.2)'));
  }
  return findings;
}
