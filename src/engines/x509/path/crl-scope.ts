/** Which CRL speaks about which certificate (RFC 5280 6.3.3 b, d). */
import type { Certificate } from '../certificate.ts';
import type { IssuingDistributionPoint, RevocationList } from '../crl/revocation-list.ts';
import type { DistinguishedName } from '../distinguished-name.ts';
import type { DistributionPoint, DistributionPointName } from '../extensions.ts';
import type { GeneralName } from '../general-name.ts';
import { Oid } from '../oids.ts';

/** Reason bits 1 to 8 of ReasonFlags (RFC 5280 4.2.1.13); bit 0 is unused. */
export const allReasons: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 6, 7, 8]);

const knownCrlExtensions: ReadonlySet<string> = new Set([
  Oid.authorityKeyIdentifier,
  Oid.issuerAltName,
  Oid.crlNumber,
  Oid.deltaCrlIndicator,
  Oid.issuingDistributionPoint,
  Oid.freshestCrl,
  Oid.authorityInfoAccess,
]);

/** RFC 5280 5.2, 5.3: a list with a critical extension nobody understands determines nothing. */
export function isUnderstood(crl: RevocationList): boolean {
  const known = crl.extensions.every(({ oid, critical }) => !critical || knownCrlExtensions.has(oid));
  return (
    known &&
    !crl.hasUnknownCriticalEntry &&
    crl.algorithmsAgree &&
    new Set(crl.extensions.map(({ oid }) => oid)).size === crl.extensions.length
  );
}

/** The distribution points to try: those of the certificate, then the one of its issuer (RFC 5280 6.3.3, last paragraph). */
export function distributionPointsOf(certificate: Certificate): readonly DistributionPoint[] {
  const own: GeneralName = { kind: 'directory', name: certificate.issuer };
  return [...(certificate.crlDistributionPoints ?? []), { name: { kind: 'full', names: [own] }, reasons: undefined, crlIssuer: undefined }];
}

/** Whether the list's issuer and scope cover the certificate at this distribution point (6.3.3 b). */
export function covers(crl: RevocationList, certificate: Certificate, point: DistributionPoint): boolean {
  const idp = crl.issuingDistributionPoint;
  if (point.crlIssuer) {
    if (!point.crlIssuer.some((name) => name.kind === 'directory' && name.name.equals(crl.issuer)) || !idp?.indirect) return false;
  } else if (!crl.issuer.equals(certificate.issuer)) return false;
  return !idp || idpCovers(idp, crl.issuer, certificate, point);
}

function idpCovers(
  idp: IssuingDistributionPoint,
  crlIssuer: DistinguishedName,
  certificate: Certificate,
  point: DistributionPoint,
): boolean {
  const isCa = certificate.basicConstraints?.ca === true;
  if (idp.onlyAttributeCerts || (idp.onlyUserCerts && isCa) || (idp.onlyCaCerts && !isCa)) return false;
  if (!idp.name) return true;
  const offered = nameKeys(idp.name, crlIssuer);
  const wanted = point.name ? nameKeys(point.name, relativeBase(certificate, point)) : (point.crlIssuer ?? []).map(nameKey);
  return wanted.some((key) => offered.includes(key));
}

// RFC 5280 4.2.1.13: relative to the CRL issuer if one is named, else to the certificate issuer.
function relativeBase(certificate: Certificate, { crlIssuer }: DistributionPoint): DistinguishedName {
  const named = crlIssuer?.find((name) => name.kind === 'directory');
  return named?.kind === 'directory' ? named.name : certificate.issuer;
}

function nameKeys(name: DistributionPointName, base: DistinguishedName): readonly string[] {
  return name.kind === 'full' ? name.names.map(nameKey) : [`directory:${base.keyBelow(name.rdn)}`];
}

function nameKey(name: GeneralName): string {
  switch (name.kind) {
    case 'directory':
      return `directory:${name.name.key}`;
    case 'ip':
      return `ip:${name.address.toString('hex')}`;
    case 'registeredId':
      return `id:${name.oid}`;
    case 'other':
      return `other:${name.raw.toString('hex')}`;
    case 'dns':
    case 'email':
    case 'uri':
      return `${name.kind}:${name.value}`;
  }
}

/** The reasons this list speaks of at this point (6.3.3 d). */
export function coveredReasons(crl: RevocationList, point: DistributionPoint): ReadonlySet<number> {
  const bySome = crl.issuingDistributionPoint?.onlySomeReasons;
  const inBoth = [...allReasons].filter((bit) => (bySome?.includes(bit) ?? true) && (point.reasons?.includes(bit) ?? true));
  return new Set(inBoth);
}

/** Whether a delta CRL completes this complete one: same issuer, scope and key, newer, and built on it or an older one (5.2.4, 6.3.3 c). */
export function completes(delta: RevocationList, complete: RevocationList): boolean {
  if (delta.deltaBase === undefined || complete.number === undefined || delta.number === undefined) return false;
  const value = (crl: RevocationList, oid: string): string => crl.extension(oid)?.value.toString('hex') ?? '';
  return (
    delta.issuer.equals(complete.issuer) &&
    value(delta, Oid.issuingDistributionPoint) === value(complete, Oid.issuingDistributionPoint) &&
    value(delta, Oid.authorityKeyIdentifier) === value(complete, Oid.authorityKeyIdentifier) &&
    complete.number >= delta.deltaBase &&
    complete.number < delta.number
  );
}
