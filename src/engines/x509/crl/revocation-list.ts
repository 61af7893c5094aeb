/** Certificate revocation lists (RFC 5280 5) as they were read; entries are found by scanning, never held as objects. */
import { DerError } from '../../der/der-error.ts';
import { DerFields } from '../../der/der-fields.ts';
import { type DerNode, readDer } from '../../der/der-reader.ts';
import { Tag } from '../../der/tag.ts';
import { type AlgorithmIdentifier, readAlgorithmIdentifier, readSignatureValue } from '../algorithm-identifier.ts';
import { type DistinguishedName, readName } from '../distinguished-name.ts';
import {
  type AuthorityKeyIdentifier,
  type DistributionPointName,
  type Extension,
  readAuthorityKeyIdentifier,
  readDistributionPointName,
  readExtensions,
} from '../extensions.ts';
import { readOrRefuse } from '../malformed.ts';
import { Oid } from '../oids.ts';
import { derOrPem } from '../pem.ts';
import { checkEntries, entryPositions, type RevokedEntry, readEntry } from './crl-entries.ts';

export interface IssuingDistributionPoint {
  readonly name: DistributionPointName | undefined;
  readonly onlyUserCerts: boolean;
  readonly onlyCaCerts: boolean;
  readonly onlySomeReasons: readonly number[] | undefined;
  readonly indirect: boolean;
  readonly onlyAttributeCerts: boolean;
}

interface CrlFields {
  readonly raw: Buffer;
  readonly tbs: Buffer;
  readonly issuer: DistinguishedName;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly algorithmsAgree: boolean;
  readonly signature: Buffer;
  readonly extensions: readonly Extension[];
  readonly list: Buffer;
}

export class RevocationList {
  readonly raw: Buffer;
  /** The octets that are signed. */
  readonly tbs: Buffer;
  readonly issuer: DistinguishedName;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  /** The algorithm inside and outside the TBS is the same (RFC 5280 5.1.1.2). */
  readonly algorithmsAgree: boolean;
  readonly signature: Buffer;
  readonly extensions: readonly Extension[];
  readonly authorityKeyIdentifier: AuthorityKeyIdentifier | undefined;
  readonly number: bigint | undefined;
  /** Of a delta CRL: the number of the CRL it builds on. */
  readonly deltaBase: bigint | undefined;
  readonly issuingDistributionPoint: IssuingDistributionPoint | undefined;
  readonly entryCount: number;
  /** A critical entry extension that nobody here understands: the whole list must not be used (RFC 5280 5.3). */
  readonly hasUnknownCriticalEntry: boolean;
  readonly #list: Buffer;

  constructor(fields: CrlFields) {
    this.raw = fields.raw;
    this.tbs = fields.tbs;
    this.issuer = fields.issuer;
    this.thisUpdate = fields.thisUpdate;
    this.nextUpdate = fields.nextUpdate;
    this.signatureAlgorithm = fields.signatureAlgorithm;
    this.algorithmsAgree = fields.algorithmsAgree;
    this.signature = fields.signature;
    this.extensions = fields.extensions;
    this.#list = fields.list;
    this.authorityKeyIdentifier = this.#decode(Oid.authorityKeyIdentifier, readAuthorityKeyIdentifier);
    this.number = this.#decode(Oid.crlNumber, (node) => node.asInteger());
    this.deltaBase = this.#decode(Oid.deltaCrlIndicator, (node) => node.asInteger());
    this.issuingDistributionPoint = this.#decode(Oid.issuingDistributionPoint, readIssuingDistributionPoint);
    [this.entryCount, this.hasUnknownCriticalEntry] = checkEntries(fields.list);
  }

  extension(oid: string): Extension | undefined {
    return this.extensions.find((extension) => extension.oid === oid);
  }

  /** All entries in order. */
  *entries(): Generator<RevokedEntry> {
    for (const position of entryPositions(this.#list)) yield readEntry(this.#list, position);
  }

  /**
   * The entry of a serial number (content octets) of this CRL's own issuer, or in an indirect CRL of `certificateIssuer`. The
   * last matching one counts. A scan: about 50 ms for a million entries. A malformed entry throws X509Error `malformed-crl`.
   */
  find(serial: Buffer, certificateIssuer: DistinguishedName = this.issuer): RevokedEntry | undefined {
    const indirect = this.issuingDistributionPoint?.indirect === true;
    let applies = !indirect || certificateIssuer.equals(this.issuer);
    let found: RevokedEntry | undefined;
    for (const position of entryPositions(this.#list)) {
      if (indirect && position.timeEnd < position.end) {
        const names = readEntry(this.#list, position).certificateIssuer;
        if (names) applies = names.some((name) => name.kind === 'directory' && name.name.equals(certificateIssuer));
      }
      const same =
        position.serialEnd - position.serialStart === serial.length &&
        this.#list.compare(serial, 0, serial.length, position.serialStart, position.serialEnd) === 0;
      if (same && applies) found = readEntry(this.#list, position);
    }
    return found;
  }

  #decode<T>(oid: string, decode: (value: DerNode) => T): T | undefined {
    const extension = this.extension(oid);
    return extension && decode(extension.node.embedded());
  }
}

/** Reads a CRL, DER or PEM, up to 256 MiB. Throws X509Error `malformed-crl` (or `malformed-pem`). */
export function parseCrl(input: Uint8Array | string): RevocationList {
  const der = derOrPem(input);
  return readOrRefuse('malformed-crl', 'the revocation list', () => {
    const outer = readDer(der, { maxBytes: 256 * 1024 * 1024, maxNodes: 20_000, maxDepth: 32 });
    const parts = outer.asSequence();
    const [tbs, algorithm, signature] = parts;
    if (!tbs || !algorithm || !signature || parts.length !== 3) throw new DerError('bad-value', 'a CRL has three fields');
    return new RevocationList(readTbs(outer, tbs, readAlgorithmIdentifier(algorithm), readSignatureValue(signature)));
  });
}

function readTbs(outer: DerNode, tbs: DerNode, signatureAlgorithm: AlgorithmIdentifier, signature: Buffer): CrlFields {
  const fields = new DerFields(tbs.asSequence());
  const version = fields.optionalUniversal(Tag.integer)?.asSmallInteger() ?? 0;
  if (version !== 0 && version !== 1) throw new DerError('bad-value', 'no such version');
  const inner = readAlgorithmIdentifier(fields.next());
  const issuer = readName(fields.next());
  const thisUpdate = fields.next().asTime();
  const nextUpdate = fields.nextIf((node) => node.isUniversal(Tag.utcTime) || node.isUniversal(Tag.generalizedTime))?.asTime();
  const list = fields.optionalUniversal(Tag.sequence)?.content ?? Buffer.alloc(0);
  const extensions = fields.optionalContext(0);
  fields.end();
  return {
    raw: outer.raw,
    tbs: tbs.raw,
    issuer,
    thisUpdate,
    nextUpdate,
    signatureAlgorithm,
    algorithmsAgree: inner.raw.equals(signatureAlgorithm.raw),
    signature,
    extensions: extensions ? readExtensions(extensions.onlyChild()) : [],
    list,
  };
}

function readIssuingDistributionPoint(node: DerNode): IssuingDistributionPoint {
  const fields = new DerFields(node.asSequence());
  const name = fields.optionalContext(0);
  const onlyUserCerts = fields.optionalContext(1)?.booleanContent() ?? false;
  const onlyCaCerts = fields.optionalContext(2)?.booleanContent() ?? false;
  const onlySomeReasons = fields.optionalContext(3)?.namedBitsContent();
  const indirect = fields.optionalContext(4)?.booleanContent() ?? false;
  const onlyAttributeCerts = fields.optionalContext(5)?.booleanContent() ?? false;
  fields.end();
  return {
    name: name && readDistributionPointName(name.onlyChild()),
    onlyUserCerts,
    onlyCaCerts,
    onlySomeReasons,
    indirect,
    onlyAttributeCerts,
  };
}
