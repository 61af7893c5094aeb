/** AlgorithmIdentifier (RFC 5280 4.1.1.2) of the signatures we write and of those we accept. */
import { DerError } from '../der/der-error.ts';
import { DerFields } from '../der/der-fields.ts';
import type { DerNode } from '../der/der-reader.ts';
import { nullValue, oid, sequence } from '../der/der-writer.ts';
import { Oid } from './oids.ts';
import type { SignatureAlgorithm } from './signer.ts';

export interface AlgorithmIdentifier {
  readonly oid: string;
  /** DER of the parameters, if any. */
  readonly parameters: Buffer | undefined;
  readonly raw: Buffer;
  /** Only for RSASSA-PSS: the digest and salt length its parameters name. */
  readonly pss?: { readonly digest: DigestName; readonly saltLength: number };
}

export type DigestName = 'sha1' | 'sha256' | 'sha384' | 'sha512';

const written: Readonly<Record<SignatureAlgorithm, Buffer>> = {
  // RFC 5758 3.2: parameters absent; RFC 4055 5: parameters NULL.
  'ecdsa-p256-sha256': sequence(oid(Oid.ecdsaWithSha256)),
  'ecdsa-p384-sha384': sequence(oid(Oid.ecdsaWithSha384)),
  'rsa-pkcs1-sha256': sequence(oid(Oid.sha256WithRsa), nullValue()),
};

/** DER of the AlgorithmIdentifier that goes with a signer. Treat as read-only. */
export function signatureAlgorithmDer(algorithm: SignatureAlgorithm): Buffer {
  return written[algorithm];
}

/** Reads any AlgorithmIdentifier; throws `DerError`. */
export function readAlgorithmIdentifier(node: DerNode): AlgorithmIdentifier {
  const fields = node.asSequence();
  const [type, parameters] = fields;
  if (!type || fields.length > 2) throw new DerError('bad-value', 'not an algorithm identifier');
  const identifier = { oid: type.asOid(), parameters: parameters?.raw, raw: node.raw };
  return identifier.oid === Oid.rsassaPss && parameters ? { ...identifier, pss: readPssParameters(parameters) } : identifier;
}

/** The octets of a signature's BIT STRING; one that is not whole octets is kept empty, so that it never verifies. */
export function readSignatureValue(node: DerNode): Buffer {
  const { unusedBits, bytes } = node.asBitString();
  return unusedBits === 0 ? bytes : Buffer.alloc(0);
}

const digests: ReadonlyMap<string, DigestName> = new Map([
  [Oid.sha1, 'sha1'],
  [Oid.sha256, 'sha256'],
  [Oid.sha384, 'sha384'],
  [Oid.sha512, 'sha512'],
]);

// RFC 4055 3.1: all fields OPTIONAL with SHA-1 defaults; the mask digest must be the same one.
function readPssParameters(node: DerNode): { digest: DigestName; saltLength: number } {
  const fields = new DerFields(node.asSequence());
  const digest = readDigest(fields.optionalContext(0)?.onlyChild());
  const mask = fields.optionalContext(1)?.onlyChild();
  const saltLength = fields.optionalContext(2)?.onlyChild().asSmallInteger() ?? 20;
  const trailer = fields.optionalContext(3)?.onlyChild().asSmallInteger() ?? 1;
  fields.end();
  if (mask && mask.child(0).asOid() !== Oid.mgf1) throw new DerError('bad-value', 'unknown mask generation');
  if (readDigest(mask?.child(1)) !== digest) throw new DerError('bad-value', 'mask and message digests differ');
  if (saltLength < 0 || saltLength > 512 || trailer !== 1) throw new DerError('bad-value', 'bad PSS parameters');
  return { digest, saltLength };
}

function readDigest(node: DerNode | undefined): DigestName {
  const digest = node ? digests.get(node.child(0).asOid()) : 'sha1';
  if (!digest) throw new DerError('bad-value', 'unknown digest');
  return digest;
}
