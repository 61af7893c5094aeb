import { createDecipheriv, pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { DerFields } from '../../engines/der/der-fields.ts';
import type { DerNode } from '../../engines/der/der-reader.ts';
import { LegacyEncryption, UnreadablePkcs12, WrongPassphrase } from './pkcs12-errors.ts';

const deriveKey = promisify(pbkdf2);

const pbes2 = '1.2.840.113549.1.5.13';
const pbkdf2Oid = '1.2.840.113549.1.5.12';
/** pbeWithSHA1And… of PKCS #12 and PBES1 of PKCS #5: RC2, RC4, DES and triple DES. */
const legacy = /^1\.2\.840\.113549\.1\.(12\.1\.[1-6]|5\.([1-9]|1[01]))$/;

const ciphers = new Map([
  ['2.16.840.1.101.3.4.1.2', { name: 'aes-128-cbc', keyLength: 16 }],
  ['2.16.840.1.101.3.4.1.22', { name: 'aes-192-cbc', keyLength: 24 }],
  ['2.16.840.1.101.3.4.1.42', { name: 'aes-256-cbc', keyLength: 32 }],
]);

const hmacs = new Map([
  ['1.2.840.113549.2.7', 'sha1'],
  ['1.2.840.113549.2.9', 'sha256'],
  ['1.2.840.113549.2.10', 'sha384'],
  ['1.2.840.113549.2.11', 'sha512'],
]);

/** More would let a hostile file hold a thread for minutes. */
export const maxIterations = 5_000_000;

/**
 * Deciphers PBES2 with PBKDF2 and AES-CBC (RFC 8018 6.2). `algorithm` is the AlgorithmIdentifier.
 * Throws LegacyEncryption, WrongPassphrase (bad padding) or UnreadablePkcs12.
 */
export async function decryptPbes2(algorithm: DerNode, encrypted: Uint8Array, passphrase: string): Promise<Buffer> {
  const scheme = algorithm.child(0).asOid();
  if (legacy.test(scheme)) throw new LegacyEncryption();
  if (scheme !== pbes2) throw new UnreadablePkcs12(`encryption ${scheme}`);
  const [derivation, encryption] = algorithm.child(1).asSequence();
  if (derivation === undefined || encryption === undefined) throw new UnreadablePkcs12('encryption parameters');
  const cipher = ciphers.get(encryption.child(0).asOid());
  if (cipher === undefined) throw new LegacyEncryption();
  const { salt, iterations, digest } = derivationParameters(derivation);
  const key = await deriveKey(Buffer.from(passphrase, 'utf8'), salt, iterations, cipher.keyLength, digest);
  const iv = encryption.child(1).asOctetString();
  if (iv.length !== 16) throw new UnreadablePkcs12('encryption parameters');
  const decipher = createDecipheriv(cipher.name, key, iv);
  try {
    return Buffer.concat([decipher.update(encrypted), decipher.final()]);
  } catch {
    // The padding is not what the cipher wrote: another key, hence another passphrase.
    throw new WrongPassphrase();
  }
}

function derivationParameters(derivation: DerNode): { salt: Buffer; iterations: number; digest: string } {
  if (derivation.child(0).asOid() !== pbkdf2Oid) throw new UnreadablePkcs12('key derivation other than PBKDF2');
  const fields = new DerFields(derivation.child(1).asSequence());
  const salt = fields.next().asOctetString();
  const iterations = fields.next().asSmallInteger();
  fields.optionalUniversal(2);
  const prf = fields.optionalUniversal(16);
  const digest = prf === undefined ? 'sha1' : hmacs.get(prf.child(0).asOid());
  if (iterations < 1 || iterations > maxIterations || digest === undefined) throw new UnreadablePkcs12('key derivation parameters');
  return { salt, iterations, digest };
}
