/** OCSP requests (RFC 6960 4.1): reading, bounded, and writing for those who ask. */
import { createHash } from 'node:crypto';
import { DerError } from '../../der/der-error.ts';
import { DerFields } from '../../der/der-fields.ts';
import { type DerNode, readDer } from '../../der/der-reader.ts';
import * as der from '../../der/der-writer.ts';
import { Tag } from '../../der/tag.ts';
import type { TbsCertificate } from '../certificate.ts';
import { encodeExtension } from '../encode-extensions.ts';
import { readExtensions } from '../extensions.ts';
import { readOrRefuse } from '../malformed.ts';
import { Oid } from '../oids.ts';

export interface CertId {
  /** DER, to be repeated octet for octet in the answer. */
  readonly raw: Buffer;
  /** OID of the digest under the two hashes. */
  readonly hashAlgorithm: string;
  readonly issuerNameHash: Buffer;
  readonly issuerKeyHash: Buffer;
  /** Content octets of the serial number. */
  readonly serial: Buffer;
}

export interface OcspRequest {
  readonly certIds: readonly CertId[];
  readonly nonce: Buffer | undefined;
}

const maxCertIds = 100;

/**
 * Reads a request of at most 32 KiB and 100 certificates; a requestor's signature is ignored (RFC 5019 2.1.1). Throws X509Error
 * `malformed-ocsp`, which is answered with `malformedRequest`.
 */
export function parseOcspRequest(input: Uint8Array): OcspRequest {
  return readOrRefuse('malformed-ocsp', 'the OCSP request', () => {
    const outer = new DerFields(readDer(input, { maxBytes: 32 * 1024, maxNodes: 3000, maxDepth: 32 }).asSequence());
    const fields = new DerFields(outer.next().asSequence());
    const version = fields.optionalContext(0)?.onlyChild().asSmallInteger() ?? 0;
    if (version !== 0) throw new DerError('bad-value', 'not a version 1 request');
    fields.optionalContext(1);
    const list = fields.next().asSequence();
    if (list.length === 0 || list.length > maxCertIds) throw new DerError('bad-value', `1 to ${maxCertIds} certificates may be asked for`);
    const certIds = list.map((single) => readCertId(single.child(0)));
    const extensions = fields.optionalContext(2);
    fields.end();
    outer.optionalContext(0);
    outer.end();
    return { certIds, nonce: readNonce(extensions) };
  });
}

/** Reads a CertID; throws `DerError`. */
export function readCertId(node: DerNode): CertId {
  const fields = new DerFields(node.asSequence());
  const algorithm = fields.next().child(0).asOid();
  const issuerNameHash = fields.next().asOctetString();
  const issuerKeyHash = fields.next().asOctetString();
  const serial = fields.next().asIntegerBytes();
  fields.end();
  if (serial.length === 0 || serial.length > 64) throw new DerError('bad-value', 'a serial number of 1 to 64 octets');
  return { raw: node.raw, hashAlgorithm: algorithm, issuerNameHash, issuerKeyHash, serial };
}

/** The nonce in `[n] Extensions`: 1 to 128 octets (RFC 9654 2.1). Some clients write the octets without the inner OCTET STRING. */
export function readNonce(extensions: DerNode | undefined): Buffer | undefined {
  const extension = extensions && readExtensions(extensions.onlyChild()).find(({ oid }) => oid === Oid.ocspNonce);
  if (!extension) return undefined;
  const { value } = extension;
  const wrapped = value[0] === Tag.octetString && value.length === (value[1] ?? 0) + 2;
  const nonce = wrapped ? value.subarray(2) : value;
  if (nonce.length === 0 || nonce.length > 128) throw new DerError('bad-value', 'a nonce has 1 to 128 octets');
  return nonce;
}

/** An issuer as OCSP sees it. */
export type NameAndKey = Pick<TbsCertificate, 'subject' | 'publicKey'>;

const hashes: ReadonlyMap<string, string> = new Map([
  [Oid.sha1, 'sha1'],
  [Oid.sha256, 'sha256'],
  [Oid.sha384, 'sha384'],
  [Oid.sha512, 'sha512'],
]);

/** The two hashes that name an issuer, for a responder's look-up table; undefined for a digest that is not known here. */
export function issuerHashes(issuer: NameAndKey, hashAlgorithm: string): { readonly name: Buffer; readonly key: Buffer } | undefined {
  const digest = hashes.get(hashAlgorithm);
  if (!digest) return undefined;
  const hash = (bytes: Buffer): Buffer => createHash(digest).update(bytes).digest();
  return { name: hash(issuer.subject.raw), key: hash(issuer.publicKey.keyBits) };
}

/** Whether a CertID speaks of certificates of this issuer. */
export function certIdNames(certId: CertId, issuer: NameAndKey): boolean {
  const wanted = issuerHashes(issuer, certId.hashAlgorithm);
  return wanted !== undefined && wanted.name.equals(certId.issuerNameHash) && wanted.key.equals(certId.issuerKeyHash);
}

/** DER of a CertID with SHA-1, the one digest every responder knows (RFC 5019 2.1.1). `serial` is the content of its INTEGER. */
export function encodeCertId(issuer: NameAndKey, serial: Uint8Array, hashAlgorithm: string = Oid.sha1): Buffer {
  const wanted = issuerHashes(issuer, hashAlgorithm);
  if (!wanted) throw new DerError('unencodable', `unknown digest ${hashAlgorithm}`);
  return der.sequence(
    der.sequence(der.oid(hashAlgorithm), der.nullValue()),
    der.octetString(wanted.name),
    der.octetString(wanted.key),
    der.tlv(Tag.integer, [serial]),
  );
}

/** DER of an unsigned request for one certificate. */
export function buildOcspRequest(certificate: TbsCertificate, issuer: TbsCertificate, nonce?: Uint8Array): Buffer {
  const extension = nonce && encodeExtension(Oid.ocspNonce, false, der.octetString(nonce));
  const list = der.sequence(der.sequence(encodeCertId(issuer, certificate.serial)));
  return der.sequence(der.sequence(list, extension && der.contextExplicit(2, der.sequence(extension))));
}
