/** PKCS #10 certification requests (RFC 2986). */
import { DerError } from '../der/der-error.ts';
import { type DerNode, readDer } from '../der/der-reader.ts';
import * as der from '../der/der-writer.ts';
import { type AlgorithmIdentifier, readAlgorithmIdentifier, readSignatureValue } from './algorithm-identifier.ts';
import { type NameToWrite, nameDer, signed } from './build-certificate.ts';
import { type DistinguishedName, readName } from './distinguished-name.ts';
import { type Extension, readExtensions } from './extensions.ts';
import { readOrRefuse } from './malformed.ts';
import { Oid } from './oids.ts';
import { derOrPem } from './pem.ts';
import { parsePublicKey, readPublicKey, type SubjectPublicKey } from './public-key.ts';
import type { Signer } from './signer.ts';
import { type SignatureVerifier, verifySignature } from './verify-signature.ts';
import { X509Error } from './x509-error.ts';

/** A request whose signature proved that the sender holds the private key. Subject and extensions are only what was asked for. */
export interface CertificateRequest {
  readonly raw: Buffer;
  readonly subject: DistinguishedName;
  readonly publicKey: SubjectPublicKey;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  /** From the extensionRequest attribute (RFC 2985 5.4.2); empty when there is none. */
  readonly requestedExtensions: readonly Extension[];
}

const limits = { maxBytes: 64 * 1024, maxNodes: 5000, maxDepth: 32 };

/**
 * Reads a request (DER or PEM) and verifies its proof of possession. Throws X509Error: `malformed-csr`, `malformed-pem`,
 * `malformed-key`, `unsupported-algorithm`, `no-proof-of-possession`.
 */
export function parseCsr(input: Uint8Array | string, verifier: SignatureVerifier = verifySignature): CertificateRequest {
  const bytes = derOrPem(input);
  const parts = readOrRefuse('malformed-csr', 'the certificate request', () => readRequest(readDer(bytes, limits)));
  const { signatureAlgorithm, publicKey } = parts.request;
  if (!verifier(signatureAlgorithm, publicKey, parts.toBeSigned, parts.signature)) {
    throw new X509Error('no-proof-of-possession', 'the request is not signed with the key it names');
  }
  return parts.request;
}

function readRequest(node: DerNode): { request: CertificateRequest; toBeSigned: Buffer; signature: Buffer } {
  const fields = node.asSequence();
  const [info, algorithm, signature] = fields;
  if (!info || !algorithm || !signature || fields.length !== 3) throw new DerError('bad-value', 'a request has three fields');
  const [version, subject, key, attributes] = info.asSequence();
  if (!version || !subject || !key || version.asSmallInteger() !== 0) throw new DerError('bad-value', 'not a version 1 request');
  if (attributes && !attributes.isContext(0)) throw new DerError('unexpected-tag', 'attributes expected');
  const request = {
    raw: node.raw,
    subject: readName(subject),
    publicKey: readPublicKey(key),
    signatureAlgorithm: readAlgorithmIdentifier(algorithm),
    requestedExtensions: requestedExtensions(attributes?.children() ?? []),
  };
  return { request, toBeSigned: info.raw, signature: readSignatureValue(signature) };
}

function requestedExtensions(attributes: readonly DerNode[]): readonly Extension[] {
  const request = attributes.find((attribute) => attribute.child(0).asOid() === Oid.extensionRequest);
  return request ? readExtensions(request.child(1).onlyChild()) : [];
}

/** DER of a request signed by the key's own signer. The key is given as SubjectPublicKeyInfo. */
export async function createCsr(subject: NameToWrite, publicKey: Uint8Array, signer: Signer): Promise<Buffer> {
  const key = parsePublicKey(publicKey);
  const info = readOrRefuse('bad-template', 'the request cannot be written', () =>
    der.sequence(der.integer(0), nameDer(subject), key.raw, der.contextExplicit(0)),
  );
  return signed(info, signer);
}
