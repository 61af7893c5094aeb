import { type DerNode, readDer } from '../der/der-reader.ts';
import { CmsError } from './cms-error.ts';

/** What CMS needs of a certificate, in its own bytes: nothing is decoded and encoded again, so Chinese names stay as they were issued. */
export interface CertificateIdentity {
  /** The complete certificate. */
  readonly der: Buffer;
  /** The DER Name of the issuer. */
  readonly issuer: Buffer;
  /** The DER Name of the subject. */
  readonly subject: Buffer;
  /** The DER INTEGER, with tag and length. */
  readonly serial: Buffer;
  /** The DER SubjectPublicKeyInfo. */
  readonly spki: Buffer;
  readonly subjectKeyId: Buffer | undefined;
}

const limits = { maxBytes: 64 * 1024, maxDepth: 24, maxNodes: 4000 };
const subjectKeyIdOid = '2.5.29.14';

/** Reads the identity of one DER certificate (RFC 5280 4.1). Throws CmsError `malformed-certificate`. */
export function certificateIdentity(der: Uint8Array): CertificateIdentity {
  try {
    const certificate = readDer(der, limits);
    const fields = certificate.child(0).asSequence();
    // version [0] is left out by version 1 certificates.
    const start = fields[0]?.isContext(0) === true ? 1 : 0;
    const at = (index: number) => field(fields, start + index);
    const serial = at(0);
    serial.asIntegerBytes();
    const extensions = fields.slice(start + 6).find((node) => node.isContext(3));
    return {
      der: certificate.raw,
      serial: serial.raw,
      issuer: at(2).raw,
      subject: at(4).raw,
      spki: at(5).raw,
      subjectKeyId: extensions === undefined ? undefined : subjectKeyId(extensions),
    };
  } catch (cause) {
    throw new CmsError('malformed-certificate', 'not an X.509 certificate', { cause });
  }
}

function field(fields: readonly DerNode[], index: number): DerNode {
  const node = fields[index];
  if (node === undefined) throw new CmsError('malformed-certificate', 'a field of the certificate is missing');
  return node;
}

function subjectKeyId(extensions: DerNode): Buffer | undefined {
  for (const extension of extensions.onlyChild().asSequence()) {
    if (extension.child(0).asOid() === subjectKeyIdOid) return extension.children().at(-1)?.embedded().asOctetString();
  }
  return undefined;
}
