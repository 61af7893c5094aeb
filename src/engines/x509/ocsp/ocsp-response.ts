/** OCSP responses (RFC 6960 4.2) as they were read. Who may have signed them is judged in `verify-ocsp-response.ts`. */
import { DerError } from '../../der/der-error.ts';
import { DerFields } from '../../der/der-fields.ts';
import { type DerNode, readDer } from '../../der/der-reader.ts';
import { Tag } from '../../der/tag.ts';
import { type AlgorithmIdentifier, readAlgorithmIdentifier, readSignatureValue } from '../algorithm-identifier.ts';
import { type Certificate, parseCertificate } from '../certificate.ts';
import { type RevocationReason, reasonOfCode } from '../crl/revocation-reason.ts';
import { type DistinguishedName, readName } from '../distinguished-name.ts';
import { type Extension, readExtensions } from '../extensions.ts';
import { readOrRefuse } from '../malformed.ts';
import { Oid } from '../oids.ts';
import { type CertId, readCertId, readNonce } from './ocsp-request.ts';

export type OcspStatus =
  | { readonly kind: 'good' }
  | { readonly kind: 'revoked'; readonly at: Date; readonly reason: RevocationReason }
  | { readonly kind: 'unknown' };

export interface SingleResponse {
  readonly certId: CertId;
  readonly status: OcspStatus;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  readonly extensions: readonly Extension[];
}

export interface BasicOcspResponse {
  readonly raw: Buffer;
  /** The octets that are signed. */
  readonly tbs: Buffer;
  readonly responderId: { readonly kind: 'name'; readonly name: DistinguishedName } | { readonly kind: 'key'; readonly hash: Buffer };
  readonly producedAt: Date;
  readonly responses: readonly SingleResponse[];
  readonly nonce: Buffer | undefined;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Buffer;
  readonly certificates: readonly Certificate[];
}

export type OcspResponse =
  | { readonly status: 'successful'; readonly basic: BasicOcspResponse }
  | { readonly status: 'malformedRequest' | 'internalError' | 'tryLater' | 'sigRequired' | 'unauthorized' };

const statuses = [undefined, 'malformedRequest', 'internalError', 'tryLater', undefined, 'sigRequired', 'unauthorized'] as const;
const limits = { maxBytes: 512 * 1024, maxNodes: 20_000, maxDepth: 32 };

/** Reads an OCSPResponse (up to 512 KiB); nothing is verified. Throws X509Error `malformed-ocsp` or `malformed-certificate`. */
export function parseOcspResponse(input: Uint8Array): OcspResponse {
  return readOrRefuse('malformed-ocsp', 'the OCSP response', () => {
    const fields = new DerFields(readDer(input, limits).asSequence());
    const code = fields.next();
    if (!code.isUniversal(Tag.enumerated)) throw new DerError('unexpected-tag', 'a response status was expected');
    const bytes = fields.optionalContext(0)?.onlyChild();
    fields.end();
    const status = statuses[code.asSmallInteger()];
    if (status) return { status };
    if (code.asSmallInteger() !== 0 || !bytes) throw new DerError('bad-value', 'no such response');
    if (bytes.child(0).asOid() !== Oid.ocspBasic) throw new DerError('bad-value', 'not a basic response');
    return { status: 'successful', basic: readBasic(bytes.child(1).embedded()) };
  });
}

function readBasic(node: DerNode): BasicOcspResponse {
  const fields = new DerFields(node.asSequence());
  const tbs = fields.next();
  const signatureAlgorithm = readAlgorithmIdentifier(fields.next());
  const signature = readSignatureValue(fields.next());
  const certificates = fields.optionalContext(0)?.onlyChild().asSequence() ?? [];
  fields.end();
  if (certificates.length > 10) throw new DerError('too-many-nodes', 'more than 10 certificates');
  return {
    raw: node.raw,
    signatureAlgorithm,
    signature,
    certificates: certificates.map(({ raw }) => parseCertificate(raw)),
    ...readData(tbs),
  };
}

function readData(tbs: DerNode): Pick<BasicOcspResponse, 'tbs' | 'responderId' | 'producedAt' | 'responses' | 'nonce'> {
  const fields = new DerFields(tbs.asSequence());
  const version = fields.optionalContext(0)?.onlyChild().asSmallInteger() ?? 0;
  if (version !== 0) throw new DerError('bad-value', 'not a version 1 response');
  const byName = fields.optionalContext(1);
  const responderId = byName
    ? ({ kind: 'name', name: readName(byName.onlyChild()) } as const)
    : ({ kind: 'key', hash: fields.next().onlyChild().asOctetString() } as const);
  const producedAt = fields.next().asTime();
  const list = fields.next().asSequence();
  const extensions = fields.optionalContext(1);
  fields.end();
  if (list.length > 1000) throw new DerError('too-many-nodes', 'more than 1000 answers');
  return { tbs: tbs.raw, responderId, producedAt, responses: list.map(readSingle), nonce: readNonce(extensions) };
}

function readSingle(node: DerNode): SingleResponse {
  const fields = new DerFields(node.asSequence());
  const certId = readCertId(fields.next());
  const status = readStatus(fields.next());
  const thisUpdate = fields.next().asTime();
  const nextUpdate = fields.optionalContext(0)?.onlyChild().asTime();
  const extensions = fields.optionalContext(1);
  fields.end();
  return { certId, status, thisUpdate, nextUpdate, extensions: extensions ? readExtensions(extensions.onlyChild()) : [] };
}

function readStatus(node: DerNode): OcspStatus {
  if (node.isContext(0)) return { kind: 'good' };
  if (node.isContext(2)) return { kind: 'unknown' };
  if (!node.isContext(1)) throw new DerError('unexpected-tag', 'no such certificate status');
  const fields = new DerFields(node.children());
  const at = fields.next().asTime();
  const code = fields.optionalContext(0)?.onlyChild().asSmallInteger() ?? 0;
  fields.end();
  return { kind: 'revoked', at, reason: reasonOfCode(code) ?? 'unspecified' };
}
