import { generateKeyPair, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { buildTbsCertificate, type NameToWrite, signCertificate } from '../../../../engines/x509/build-certificate.ts';
import { parseCertificate, parseTbsCertificate } from '../../../../engines/x509/certificate.ts';
import type { NameAttribute } from '../../../../engines/x509/distinguished-name.ts';
import type { ExtensionsToWrite } from '../../../../engines/x509/encode-extensions.ts';
import { lintCertificate } from '../../../../engines/x509/lint/lint-certificate.ts';
import { Oid } from '../../../../engines/x509/oids.ts';
import { parsePublicKey } from '../../../../engines/x509/public-key.ts';
import type { Signer } from '../../../../engines/x509/signer.ts';
import { type HardwareKey, systemHolder } from '../../../../kernel/hardware-key.ts';
import { LintFailed } from '../../domain/certificate-errors.ts';
import { yearsAfter } from '../../domain/term.ts';
import type { Authority } from '../../ports/authorities.ts';
import type { SerialNumbers } from '../../ports/serial-numbers.ts';
import { systemSigner } from './held-key-signer.ts';
import type { PkiAddresses } from './pki-addresses.ts';

const makePair = promisify(generateKeyPair);
const anyPolicy = '2.5.29.32.0';

export interface AuthorityPlan {
  /** Name of the operator of the CA: O of every subject. */
  readonly organisation: string;
  readonly addresses: PkiAddresses;
  readonly keys: HardwareKey;
  readonly serials: SerialNumbers;
  readonly now: Date;
}

export interface FoundedAuthorities {
  readonly authorities: readonly Authority[];
  /** To be kept off-line: it signs again only when the issuing CA or the root's CRL is renewed. */
  readonly rootKey: KeyObject;
  readonly rootSigner: Signer;
}

/** Makes root (P-384, twenty years), issuing CA (P-256, ten) and OCSP responder (P-256, three). Each certificate is linted before it is signed. */
export async function foundAuthorities(plan: AuthorityPlan): Promise<FoundedAuthorities> {
  const { keys, now } = plan;
  const rootPair = await makePair('ec', { namedCurve: 'P-384' });
  const rootSigner = fileSigner(rootPair.privateKey);
  const rootSpki = rootPair.publicKey.export({ type: 'spki', format: 'der' });
  const rootName = nameOf(plan, '根证书');
  const root = await certify(plan, rootSigner, {
    subject: rootName,
    issuer: rootName,
    spki: rootSpki,
    notAfter: yearsAfter(now, 20),
    extensions: { basicConstraints: { ca: true }, keyUsage: ['keyCertSign', 'cRLSign'] },
  });
  const issuingKey = await keys.generate(systemHolder, 'ecdsa-p256', 'issuing CA');
  const issuing = await certify(plan, rootSigner, {
    subject: nameOf(plan, '签发证书'),
    issuer: root,
    spki: issuingKey.spki,
    notAfter: yearsAfter(now, 10),
    extensions: {
      basicConstraints: { ca: true, pathLength: 0 },
      keyUsage: ['keyCertSign', 'cRLSign'],
      certificatePolicies: [{ oid: anyPolicy }],
      ...publishedBy(plan, 'root'),
    },
  });
  const ocspKey = await keys.generate(systemHolder, 'ecdsa-p256', 'OCSP responder');
  const ocsp = await certify(plan, systemSigner(keys, issuingKey), {
    subject: nameOf(plan, '在线状态查询'),
    issuer: issuing,
    spki: ocspKey.spki,
    notAfter: yearsAfter(now, 3),
    extensions: {
      basicConstraints: { ca: false },
      keyUsage: ['digitalSignature'],
      extendedKeyUsage: { purposes: [Oid.ocspSigning] },
      ocspNoCheck: true,
      certificatePolicies: [{ oid: anyPolicy }],
      ...publishedBy(plan, 'issuing'),
    },
  });
  const authorities: readonly Authority[] = [
    { id: 'root', role: 'root', issuer: 'root', keyId: undefined, der: root },
    { id: 'issuing', role: 'issuing', issuer: 'root', keyId: issuingKey.keyId, der: issuing },
    { id: 'ocsp', role: 'ocsp', issuer: 'issuing', keyId: ocspKey.keyId, der: ocsp },
  ];
  return { authorities, rootKey: rootPair.privateKey, rootSigner };
}

interface Wanted {
  readonly subject: readonly NameAttribute[];
  /** A name (the root's own) or the issuer's certificate. */
  readonly issuer: readonly NameAttribute[] | Uint8Array;
  readonly spki: Uint8Array;
  readonly notAfter: Date;
  readonly extensions: ExtensionsToWrite;
}

async function certify(plan: AuthorityPlan, signer: Signer, wanted: Wanted): Promise<Uint8Array> {
  const issuer = wanted.issuer instanceof Uint8Array ? parseCertificate(wanted.issuer) : undefined;
  const issuerName: NameToWrite = issuer?.subject ?? wanted.subject;
  const keyIdentifier = issuer?.subjectKeyIdentifier ?? parsePublicKey(wanted.spki).keyIdentifier;
  const tbs = buildTbsCertificate({
    serial: plan.serials.next().bytes(),
    signatureAlgorithm: signer.algorithm,
    issuer: issuerName,
    subject: wanted.subject,
    notBefore: plan.now,
    notAfter: wanted.notAfter,
    publicKey: wanted.spki,
    extensions: { ...wanted.extensions, authorityKeyIdentifier: keyIdentifier },
  });
  const planned = parseTbsCertificate(tbs);
  const faults = lintCertificate(planned, { issuer: issuer ?? planned }).filter((finding) => finding.severity === 'error');
  if (faults.length > 0) throw new LintFailed(faults.map((fault) => fault.code));
  return signCertificate(tbs, signer);
}

function publishedBy({ addresses }: AuthorityPlan, issuer: string): ExtensionsToWrite {
  return {
    crlDistributionPoints: [addresses.crl(issuer)],
    authorityInfoAccess: { caIssuers: [addresses.certificate(issuer)] },
  };
}

function nameOf({ organisation }: AuthorityPlan, what: string): readonly NameAttribute[] {
  return [
    { type: 'C', value: 'CN' },
    { type: 'O', value: organisation },
    { type: 'CN', value: `${organisation}${what}` },
  ];
}

/** A P-384 key that lives in this process only as long as the CA is made. */
export function fileSigner(key: KeyObject): Signer {
  return {
    algorithm: 'ecdsa-p384-sha384',
    sign: (message) =>
      new Promise((resolve, reject) => {
        sign('sha384', message, { key, dsaEncoding: 'der' }, (error, value) => (error === null ? resolve(value) : reject(error)));
      }),
  };
}
