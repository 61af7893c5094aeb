import type { NameAttribute } from '../../../../engines/x509/distinguished-name.ts';
import type { CustomExtension, ExtensionsToWrite } from '../../../../engines/x509/encode-extensions.ts';
import { parseUscc } from '../../../../kernel/uscc.ts';
import type { CertificateProfile } from '../../domain/certificate-profile.ts';
import type { Holder, OrganisationHolder } from '../../domain/holder.ts';
import type { PkiAddresses } from './pki-addresses.ts';

/** RFC 5280 A.1: ub-organization-name and ub-common-name are 64 characters. */
const within64 = (text: string) => [...text].slice(0, 64).join('');

export function subjectOf(holder: Holder): readonly NameAttribute[] {
  if (holder.kind === 'organisation') return organisationSubject(holder);
  return [
    { type: 'C', value: 'CN' },
    { type: 'serialNumber', value: holder.identityHash },
    { type: 'CN', value: within64(holder.name) },
  ];
}

function organisationSubject({ name, uscc, province, city }: OrganisationHolder): readonly NameAttribute[] {
  const identifier = parseUscc(uscc);
  return [
    { type: 'C', value: 'CN' },
    ...(province ? [{ type: 'ST', value: province }] : []),
    ...(city ? [{ type: 'L', value: city }] : []),
    { type: 'O', value: within64(name) },
    // ETSI EN 319 412-1 5.1.4: national trade register, country, identifier.
    ...(identifier === undefined ? [] : [{ type: 'organizationIdentifier', value: `NTRCN-${identifier}` }]),
    { type: 'CN', value: within64(name) },
  ];
}

/** Everything the certificate says besides subject and key: profile, issuer and our addresses decide, the caller nothing. */
export function subscriberExtensions(
  profile: CertificateProfile,
  holder: Holder,
  issuer: { readonly id: string; readonly keyIdentifier: Uint8Array },
  addresses: PkiAddresses,
): ExtensionsToWrite {
  return {
    basicConstraints: { ca: false },
    keyUsage: profile.keyUsage,
    ...(profile.extendedKeyUsage.length === 0 ? {} : { extendedKeyUsage: { purposes: profile.extendedKeyUsage } }),
    authorityKeyIdentifier: issuer.keyIdentifier,
    certificatePolicies: [{ oid: profile.policyOid }],
    crlDistributionPoints: [addresses.crl(issuer.id)],
    authorityInfoAccess: { ocsp: [addresses.ocsp()], caIssuers: [addresses.certificate(issuer.id)] },
    custom: identityExtensions(profile, holder),
  };
}

function identityExtensions(profile: CertificateProfile, holder: Holder): readonly CustomExtension[] {
  if (profile.identityOid === undefined || holder.kind !== 'organisation') return [];
  return [{ oid: profile.identityOid, value: { type: 'printable', text: holder.uscc } }];
}
