/**
 * Writing certificates. The two halves are apart on purpose: the TBS is built, linted and stored first, then signed, and the
 * signed certificate carries exactly those octets.
 */

import { readDer } from '../der/der-reader.ts';
import * as der from '../der/der-writer.ts';
import { signatureAlgorithmDer } from './algorithm-identifier.ts';
import { type DistinguishedName, encodeName, type NameAttribute } from './distinguished-name.ts';
import { type ExtensionsToWrite, encodeExtensions } from './encode-extensions.ts';
import { readOrRefuse } from './malformed.ts';
import { parsePublicKey, type SubjectPublicKey } from './public-key.ts';
import type { SignatureAlgorithm, Signer } from './signer.ts';
import { X509Error } from './x509-error.ts';

/** Attributes to write, a name that was read (kept octet for octet), or the DER of a Name. */
export type NameToWrite = readonly NameAttribute[] | DistinguishedName | Uint8Array;

export interface CertificateTemplate {
  /** Unsigned magnitude, 1 to 20 octets, first octet 01 to 7f (RFC 5280 4.1.2.2). */
  readonly serial: Uint8Array;
  /** Of the issuer's signer. */
  readonly signatureAlgorithm: SignatureAlgorithm;
  /** The issuer certificate's subject as it stands there. */
  readonly issuer: NameToWrite;
  readonly subject: NameToWrite;
  /** Times are cut to seconds. */
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** The subject's key, read or as DER. */
  readonly publicKey: SubjectPublicKey | Uint8Array;
  /** The subject key identifier is computed from the key when absent here. */
  readonly extensions: ExtensionsToWrite;
}

/** DER of the TBSCertificate (v3). Throws X509Error `bad-template` for what cannot be written; judging it is the linter's part. */
export function buildTbsCertificate(template: CertificateTemplate): Buffer {
  const { serial, publicKey } = template;
  if (serial.length === 0 || serial.length > 20 || (serial[0] ?? 0) === 0 || (serial[0] ?? 0) > 0x7f) {
    throw new X509Error('bad-template', 'a serial number has 1 to 20 octets and is positive');
  }
  const key = publicKey instanceof Uint8Array ? parsePublicKey(publicKey) : publicKey;
  return readOrRefuse('bad-template', 'the certificate cannot be written', () =>
    der.sequence(
      der.contextExplicit(0, der.integer(2)),
      der.integer(serial),
      signatureAlgorithmDer(template.signatureAlgorithm),
      nameDer(template.issuer),
      der.sequence(der.time(template.notBefore), der.time(template.notAfter)),
      nameDer(template.subject),
      key.raw,
      der.contextExplicit(3, der.sequenceOf(encodeExtensions({ subjectKeyIdentifier: key.keyIdentifier, ...template.extensions }))),
    ),
  );
}

/** DER of a Name in any of its forms. Throws `DerError`. */
export function nameDer(name: NameToWrite): Uint8Array {
  if (name instanceof Uint8Array) return name;
  return 'raw' in name ? name.raw : encodeName(name);
}

/**
 * Signs a TBSCertificate and answers the certificate's DER. The algorithm inside the TBS must be the signer's
 * (RFC 5280 4.1.1.2); else X509Error `bad-template`, and nothing is signed.
 */
export async function signCertificate(tbs: Uint8Array, signer: Signer): Promise<Buffer> {
  const algorithm = signatureAlgorithmDer(signer.algorithm);
  const [, , inner] = readOrRefuse('bad-template', 'the certificate to be signed', () => readDer(tbs).asSequence());
  if (!inner?.raw.equals(algorithm))
    throw new X509Error('bad-template', 'the certificate names another signature algorithm than the signer');
  return signed(tbs, signer);
}

/** `SIGNED{ToBeSigned}` (RFC 5280 4.1.1): the octets, the algorithm and the signature. */
export async function signed(toBeSigned: Uint8Array, signer: Signer): Promise<Buffer> {
  const signature = await signer.sign(toBeSigned);
  if (signature.length === 0) throw new X509Error('bad-signature', 'the signer answered an empty signature');
  return der.sequence(toBeSigned, signatureAlgorithmDer(signer.algorithm), der.bitString(signature));
}
