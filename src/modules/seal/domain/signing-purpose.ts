/** What a certificate says it may be used for; undefined where the extension is absent. */
export interface CertificatePurpose {
  readonly keyUsage: ReadonlySet<string> | undefined;
  readonly extendedKeyUsage: readonly string[] | undefined;
}

/** Purposes under which documents are signed: any, e-mail protection, document signing (RFC 9336), Microsoft's and Adobe's of the same sense. */
const documentPurposes: ReadonlySet<string> = new Set([
  '2.5.29.37.0',
  '1.3.6.1.5.5.7.3.4',
  '1.3.6.1.5.5.7.3.36',
  '1.3.6.1.4.1.311.10.3.12',
  '1.2.840.113583.1.1.5',
]);
const timeStamping = '1.3.6.1.5.5.7.3.8';

export type PurposeRefusal = 'wrong-key-usage' | 'wrong-extended-key-usage';

/** Why a certificate may not sign documents, or undefined when it may. */
export function refusalToSign({ keyUsage, extendedKeyUsage }: CertificatePurpose): PurposeRefusal | undefined {
  // RFC 5280 4.2.1.3: an encryption certificate of a pair carries neither bit.
  if (keyUsage !== undefined && !keyUsage.has('digitalSignature') && !keyUsage.has('nonRepudiation')) return 'wrong-key-usage';
  if (extendedKeyUsage !== undefined && !extendedKeyUsage.some((purpose) => documentPurposes.has(purpose)))
    return 'wrong-extended-key-usage';
  return undefined;
}

/** Why a certificate may not issue time-stamps, or undefined when it may (RFC 3161 2.3: time-stamping is its only purpose). */
export function refusalToStamp({ keyUsage, extendedKeyUsage }: CertificatePurpose): PurposeRefusal | undefined {
  if (keyUsage !== undefined && !keyUsage.has('digitalSignature') && !keyUsage.has('nonRepudiation')) return 'wrong-key-usage';
  return extendedKeyUsage?.length === 1 && extendedKeyUsage[0] === timeStamping ? undefined : 'wrong-extended-key-usage';
}
