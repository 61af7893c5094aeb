import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { DerFields } from '../../engines/der/der-fields.ts';
import type { DerNode } from '../../engines/der/der-reader.ts';
import { UnreadablePkcs12, WrongPassphrase } from './pkcs12-errors.ts';

interface MacDigest {
  readonly name: string;
  /** Output and block length in octets. */
  readonly length: number;
  readonly block: number;
}

const digests = new Map<string, MacDigest>([
  ['1.3.14.3.2.26', { name: 'sha1', length: 20, block: 64 }],
  ['2.16.840.1.101.3.4.2.1', { name: 'sha256', length: 32, block: 64 }],
  ['2.16.840.1.101.3.4.2.2', { name: 'sha384', length: 48, block: 128 }],
  ['2.16.840.1.101.3.4.2.3', { name: 'sha512', length: 64, block: 128 }],
]);

/** This derivation runs on the calling thread: a few hundred thousand rounds at most. */
const maxMacIterations = 1_000_000;
const macKeyPurpose = 3;

/** Checks MacData over the authenticated safe (RFC 7292 4). Throws WrongPassphrase when it differs. */
export function checkMac(macData: DerNode, content: Buffer, passphrase: string): void {
  const fields = new DerFields(macData.asSequence());
  const [algorithm, expected] = fields.next().asSequence();
  const salt = fields.next().asOctetString();
  const iterations = fields.optionalUniversal(2)?.asSmallInteger() ?? 1;
  const digest = algorithm === undefined ? undefined : digests.get(algorithm.child(0).asOid());
  if (digest === undefined || expected === undefined) throw new UnreadablePkcs12('integrity check');
  if (iterations < 1 || iterations > maxMacIterations) throw new UnreadablePkcs12('integrity check iterations');
  const mac = createHmac(digest.name, macKey(digest, passphrase, salt, iterations))
    .update(content)
    .digest();
  const stored = expected.asOctetString();
  if (stored.length !== mac.length || !timingSafeEqual(stored, mac)) throw new WrongPassphrase();
}

/** RFC 7292 B.2. The key is one digest long, so that a single block is enough. */
function macKey(digest: MacDigest, passphrase: string, salt: Buffer, iterations: number): Buffer {
  const diversifier = Buffer.alloc(digest.block, macKeyPurpose);
  let key = createHash(digest.name)
    .update(Buffer.concat([diversifier, filled(salt, digest.block), filled(bmpString(passphrase), digest.block)]))
    .digest();
  for (let round = 1; round < iterations; round++) key = createHash(digest.name).update(key).digest();
  return key;
}

/** Repeated up to a whole number of blocks. */
function filled(bytes: Buffer, block: number): Buffer {
  return Buffer.alloc(block * Math.ceil(bytes.length / block), bytes);
}

/** UTF-16BE with two zero octets at the end (RFC 7292 B.1). */
function bmpString(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'utf16le').swap16();
}
