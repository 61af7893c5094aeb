import type { KeyAlgorithm } from '../../../kernel/hardware-key.ts';

export type KeyUsageBit = 'digitalSignature' | 'nonRepudiation' | 'keyEncipherment' | 'dataEncipherment' | 'keyAgreement';

/** What a certificate of one kind says. Plain data: versioned, hashed, and pinned by what was bought; the caller of the CA chooses none of it. */
export interface CertificateProfile {
  readonly id: string;
  readonly version: number;
  readonly subject: 'organisation' | 'person';
  readonly keyUsage: readonly KeyUsageBit[];
  readonly extendedKeyUsage: readonly string[];
  readonly policyOid: string;
  /** Extension that carries the USCC (vendors use 1.2.156.10260.4.1.4). */
  readonly identityOid?: string;
  readonly keyAlgorithms: readonly KeyAlgorithm[];
  readonly maxYears: number;
}

/** The profiles of this version of the product. A change is a new version beside the old one, which stays for what was pinned to it. */
export const profiles: readonly CertificateProfile[] = [
  {
    id: 'unit-signature',
    version: 1,
    subject: 'organisation',
    keyUsage: ['digitalSignature', 'nonRepudiation'],
    extendedKeyUsage: [],
    // UUID arcs need no registration (X.667); a deployment puts its own here.
    policyOid: '2.25.104371569396897190431851271050827349901.1.1',
    identityOid: '1.2.156.10260.4.1.4',
    keyAlgorithms: ['ecdsa-p256', 'ecdsa-p384', 'rsa-2048', 'rsa-3072', 'rsa-4096'],
    maxYears: 9,
  },
  {
    id: 'person-signature',
    version: 1,
    subject: 'person',
    keyUsage: ['digitalSignature', 'nonRepudiation'],
    extendedKeyUsage: [],
    policyOid: '2.25.104371569396897190431851271050827349901.1.2',
    keyAlgorithms: ['ecdsa-p256', 'ecdsa-p384', 'rsa-2048', 'rsa-3072', 'rsa-4096'],
    maxYears: 9,
  },
];
