import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildTbsCertificate, type CertificateTemplate, signCertificate } from '../../../src/engines/x509/build-certificate.ts';
import { type Certificate, parseCertificate } from '../../../src/engines/x509/certificate.ts';
import type { NameAttribute } from '../../../src/engines/x509/distinguished-name.ts';
import type { ExtensionsToWrite } from '../../../src/engines/x509/encode-extensions.ts';
import type { SignatureAlgorithm, Signer } from '../../../src/engines/x509/signer.ts';

export interface TestKey {
  readonly spki: Buffer;
  readonly privateKey: KeyObject;
  readonly signer: Signer;
}

export const algorithms: readonly SignatureAlgorithm[] = ['ecdsa-p256-sha256', 'ecdsa-p384-sha384', 'rsa-pkcs1-sha256'];

export function aKey(algorithm: SignatureAlgorithm = 'ecdsa-p256-sha256'): TestKey {
  const pair =
    algorithm === 'rsa-pkcs1-sha256'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: algorithm === 'ecdsa-p256-sha256' ? 'P-256' : 'P-384' });
  const { privateKey } = pair;
  return { privateKey, spki: pair.publicKey.export({ type: 'spki', format: 'der' }), signer: nodeSigner(algorithm, privateKey) };
}

export function nodeSigner(algorithm: SignatureAlgorithm, privateKey: KeyObject): Signer {
  const digest = algorithm === 'ecdsa-p384-sha384' ? 'sha384' : 'sha256';
  return {
    algorithm,
    sign: (message) =>
      new Promise((resolve, reject) =>
        sign(digest, message, privateKey, (error, signature) => (error ? reject(error) : resolve(signature))),
      ),
  };
}

export function aSerial(): Buffer {
  return Buffer.concat([Buffer.from([0x2a]), randomBytes(15)]);
}

export const rootName: readonly NameAttribute[] = [
  { type: 'C', value: 'CN' },
  { type: 'O', value: '示例电子认证服务有限公司' },
  { type: 'CN', value: '示例根CA' },
];
export const companyName: readonly NameAttribute[] = [
  { type: 'C', value: 'CN' },
  { type: 'ST', value: '浙江省' },
  { type: 'L', value: '杭州市' },
  { type: 'O', value: '杭州示例科技有限公司' },
  { type: 'organizationIdentifier', value: 'NTRCN-91330100MA27ABCD0A' },
  { type: 'CN', value: '杭州示例科技有限公司' },
];

export const subscriberExtensions: ExtensionsToWrite = {
  basicConstraints: { ca: false },
  keyUsage: ['digitalSignature', 'nonRepudiation'],
  crlDistributionPoints: ['http://127.0.0.1:8099/ca.crl'],
  authorityInfoAccess: { ocsp: ['http://127.0.0.1:8099/ocsp'], caIssuers: ['http://127.0.0.1:8099/ca.crt'] },
  certificatePolicies: [{ oid: '1.2.156.99999.1.1', cps: 'http://127.0.0.1:8099/cps' }],
  custom: [{ oid: '1.2.156.10260.4.1.4', value: { type: 'printable', text: '91330100MA27ABCD0A' } }],
};

export interface TestAuthority {
  readonly key: TestKey;
  readonly certificate: Certificate;
  issue(change?: Partial<CertificateTemplate>): Promise<Certificate>;
}

const validity = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2046-01-01T00:00:00Z') };

/** A self-signed CA with the given key algorithm, and a way to issue below it. */
export async function anAuthority(algorithm: SignatureAlgorithm = 'ecdsa-p256-sha256', name = rootName): Promise<TestAuthority> {
  const key = aKey(algorithm);
  const extensions: ExtensionsToWrite = { basicConstraints: { ca: true }, keyUsage: ['keyCertSign', 'cRLSign'] };
  const template = {
    serial: aSerial(),
    signatureAlgorithm: algorithm,
    issuer: name,
    subject: name,
    ...validity,
    publicKey: key.spki,
    extensions,
  };
  const certificate = parseCertificate(await signCertificate(buildTbsCertificate(template), key.signer));
  return authorityOf(key, certificate);
}

export function authorityOf(key: TestKey, certificate: Certificate): TestAuthority {
  return {
    key,
    certificate,
    issue: async (change = {}) => {
      const template = subscriberTemplate(key, certificate, change);
      return parseCertificate(await signCertificate(buildTbsCertificate(template), key.signer));
    },
  };
}

export function subscriberTemplate(key: TestKey, issuer: Certificate, change: Partial<CertificateTemplate> = {}): CertificateTemplate {
  const authorityKeyIdentifier = issuer.publicKey.keyIdentifier;
  return {
    serial: aSerial(),
    signatureAlgorithm: key.signer.algorithm,
    issuer: issuer.subject,
    subject: companyName,
    notBefore: new Date('2026-06-01T00:00:00Z'),
    notAfter: new Date('2028-06-01T00:00:00Z'),
    publicKey: change.publicKey ?? aKey().spki,
    ...change,
    extensions: { authorityKeyIdentifier, ...(change.extensions ?? subscriberExtensions) },
  };
}

/** An intermediate CA below `parent`. */
export async function anIntermediate(parent: TestAuthority, cn: string, change: Partial<CertificateTemplate> = {}): Promise<TestAuthority> {
  const key = aKey();
  const certificate = await parent.issue({
    subject: [
      { type: 'C', value: 'CN' },
      { type: 'CN', value: cn },
    ],
    notBefore: new Date('2026-02-01T00:00:00Z'),
    notAfter: new Date('2040-01-01T00:00:00Z'),
    publicKey: key.spki,
    extensions: {
      basicConstraints: { ca: true },
      keyUsage: ['keyCertSign', 'cRLSign'],
      certificatePolicies: [{ oid: '2.5.29.32.0' }],
      crlDistributionPoints: ['http://127.0.0.1:8099/root.crl'],
    },
    ...change,
  });
  return authorityOf(key, certificate);
}

type Files = Readonly<Record<string, string | Uint8Array>>;

/** Runs openssl on files written to a fresh folder; answers its exit code and everything it said. */
export function openssl(args: readonly string[], files: Files): { readonly ok: boolean; readonly said: string } {
  return inFolder(files, (cwd) => {
    const run = spawnSync('openssl', args, { cwd, encoding: 'utf8' });
    return { ok: run.status === 0, said: run.stdout + run.stderr };
  });
}

/** Runs openssl and answers the file it wrote. */
export function opensslFile(args: readonly string[], files: Files, output: string): Buffer {
  return inFolder(files, (cwd) => {
    spawnSync('openssl', args, { cwd });
    return readFileSync(join(cwd, output));
  });
}

function inFolder<T>(files: Files, run: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'x509-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    return run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
