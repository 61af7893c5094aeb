import { DerError } from '../der/der-error.ts';
import { DerFields } from '../der/der-fields.ts';
import type { DerNode } from '../der/der-reader.ts';
import { Tag } from '../der/tag.ts';
import { type AlgorithmIdentifier, readAlgorithmIdentifier } from './algorithm-identifier.ts';
import { type DistinguishedName, readName } from './distinguished-name.ts';
import { type Extension, readExtensions } from './extensions.ts';
import { readPublicKey, type SubjectPublicKey } from './public-key.ts';

/** The fields of a TBSCertificate (RFC 5280 4.1.2), in plain form; `TbsCertificate` documents them. */
export interface TbsFields {
  readonly tbs: Buffer;
  readonly version: number;
  readonly serial: Buffer;
  readonly tbsSignatureAlgorithm: AlgorithmIdentifier;
  readonly issuer: DistinguishedName;
  readonly subject: DistinguishedName;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly validityTags: readonly [number, number];
  readonly publicKey: SubjectPublicKey;
  readonly hasUniqueIds: boolean;
  readonly extensions: readonly Extension[];
}

/** Reads a TBSCertificate; throws `DerError`. */
export function readTbsFields(node: DerNode): TbsFields {
  const fields = new DerFields(node.asSequence());
  const version = (fields.optionalContext(0)?.onlyChild().asSmallInteger() ?? 0) + 1;
  if (version < 1 || version > 3) throw new DerError('bad-value', 'no such version');
  const serial = fields.next().asIntegerBytes();
  const tbsSignatureAlgorithm = readAlgorithmIdentifier(fields.next());
  const issuer = readName(fields.next());
  const [from, to, ...more] = fields.next().asSequence();
  if (!from || !to || more.length > 0) throw new DerError('bad-value', 'a validity is two times');
  const subject = readName(fields.next());
  const publicKey = readPublicKey(fields.next());
  const issuerUniqueId = fields.optionalContext(1);
  const subjectUniqueId = fields.optionalContext(2);
  const extensions = fields.optionalContext(3);
  fields.end();
  return {
    tbs: node.raw,
    version,
    serial,
    tbsSignatureAlgorithm,
    issuer,
    subject,
    notBefore: from.asTime(),
    notAfter: to.asTime(),
    validityTags: [timeTag(from), timeTag(to)],
    publicKey,
    hasUniqueIds: issuerUniqueId !== undefined || subjectUniqueId !== undefined,
    extensions: extensions ? readExtensions(extensions.onlyChild()) : [],
  };
}

function timeTag(node: DerNode): number {
  return node.isUniversal(Tag.utcTime) ? Tag.utcTime : Tag.generalizedTime;
}
