import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { type CertificateIdentity, certificateIdentity } from '../../engines/cms/certificate-identity.ts';
import { CmsError } from '../../engines/cms/cms-error.ts';
import { DerError } from '../../engines/der/der-error.ts';
import { type DerNode, readDer } from '../../engines/der/der-reader.ts';
import type { Signer } from '../../engines/x509/signer.ts';
import { keyFileSigner } from './key-file-signer.ts';
import { decryptPbes2 } from './pkcs12-encryption.ts';
import { NoKeyInside, UnreadablePkcs12 } from './pkcs12-errors.ts';
import { checkMac } from './pkcs12-mac.ts';

/** A key with its certificate, and the issuers' certificates from the nearest on, as far as the file holds them. */
export interface SigningIdentity {
  readonly signer: Signer;
  readonly certificate: Buffer;
  readonly chain: readonly Buffer[];
}

const limits = { maxBytes: 1024 * 1024, maxDepth: 40, maxNodes: 20_000 };
const data = '1.2.840.113549.1.7.1';
const encryptedData = '1.2.840.113549.1.7.6';
const keyBag = '1.2.840.113549.1.12.10.1.1';
const shroudedKeyBag = '1.2.840.113549.1.12.10.1.2';
const certificateBag = '1.2.840.113549.1.12.10.1.3';
const maxCertificates = 50;

/**
 * Opens a PKCS #12 file (RFC 7292) with one private key, enciphered with PBES2 and AES.
 * Throws WrongPassphrase, LegacyEncryption (with the command that converts the file), NoKeyInside or UnreadablePkcs12.
 */
export async function readPkcs12(file: Uint8Array, passphrase: string): Promise<SigningIdentity> {
  try {
    const bags = await openBags(file, passphrase);
    return await identityOf(bags, passphrase);
  } catch (cause) {
    if (cause instanceof DerError || cause instanceof CmsError) throw new UnreadablePkcs12('structure', { cause });
    throw cause;
  }
}

async function openBags(file: Uint8Array, passphrase: string): Promise<readonly DerNode[]> {
  const [version, authSafe, macData] = readDer(file, limits).asSequence();
  if (version?.asSmallInteger() !== 3 || authSafe === undefined) throw new UnreadablePkcs12('version');
  if (authSafe.child(0).asOid() !== data) throw new UnreadablePkcs12('a safe under a public key');
  const content = authSafe.child(1).onlyChild().asOctetString();
  if (macData !== undefined) checkMac(macData, content, passphrase);
  const bags: DerNode[] = [];
  for (const safe of readDer(content, limits).asSequence()) bags.push(...readDer(await openSafe(safe, passphrase), limits).asSequence());
  return bags;
}

async function openSafe(safe: DerNode, passphrase: string): Promise<Buffer> {
  const kind = safe.child(0).asOid();
  const content = safe.child(1).onlyChild();
  if (kind === data) return content.asOctetString();
  if (kind !== encryptedData) throw new UnreadablePkcs12(`content ${kind}`);
  const info = content.child(1);
  return decryptPbes2(info.child(1), info.child(2).primitiveContent(), passphrase);
}

async function identityOf(bags: readonly DerNode[], passphrase: string): Promise<SigningIdentity> {
  const certificates = bags.filter((bag) => bag.child(0).asOid() === certificateBag).slice(0, maxCertificates);
  const identities = certificates.map((bag) => certificateIdentity(bag.child(1).onlyChild().child(1).onlyChild().asOctetString()));
  for (const bag of bags) {
    const key = await privateKeyIn(bag, passphrase);
    const own = key === undefined ? undefined : certificateOf(key, identities);
    if (key !== undefined && own !== undefined) {
      return { signer: keyFileSigner(key), certificate: own.der, chain: issuersOf(own, identities) };
    }
  }
  throw new NoKeyInside();
}

async function privateKeyIn(bag: DerNode, passphrase: string): Promise<KeyObject | undefined> {
  const kind = bag.child(0).asOid();
  if (kind !== keyBag && kind !== shroudedKeyBag) return undefined;
  const value = bag.child(1).onlyChild();
  const pkcs8 = kind === keyBag ? value.raw : await decryptPbes2(value.child(0), value.child(1).asOctetString(), passphrase);
  try {
    return createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  } catch (cause) {
    throw new UnreadablePkcs12('private key', { cause });
  }
}

function certificateOf(key: KeyObject, certificates: readonly CertificateIdentity[]): CertificateIdentity | undefined {
  const publicKey = createPublicKey(key);
  return certificates.find((certificate) => isSameKey(publicKey, certificate.spki));
}

function isSameKey(publicKey: KeyObject, spki: Buffer): boolean {
  try {
    return createPublicKey({ key: spki, format: 'der', type: 'spki' }).equals(publicKey);
  } catch {
    // A certificate over a key that OpenSSL does not know belongs to another key.
    return false;
  }
}

function issuersOf(own: CertificateIdentity, certificates: readonly CertificateIdentity[]): readonly Buffer[] {
  const chain: CertificateIdentity[] = [];
  for (let last = own; !last.subject.equals(last.issuer); ) {
    const { issuer } = last;
    const next = certificates.find((candidate) => candidate.subject.equals(issuer) && !chain.includes(candidate));
    if (next === undefined) break;
    chain.push(next);
    last = next;
  }
  return chain.map((certificate) => certificate.der);
}
