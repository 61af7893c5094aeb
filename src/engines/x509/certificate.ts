/**
 * X.509 v3 certificates (RFC 5280 4.1) as they were read. Parsing is tolerant where deployed certificates are (defaults written
 * out, long serials) and strict about DER; the linter and the path validator judge the content.
 */
import { createHash } from 'node:crypto';
import { DerError } from '../der/der-error.ts';
import { type DerNode, readDer } from '../der/der-reader.ts';
import { type AlgorithmIdentifier, readAlgorithmIdentifier, readSignatureValue } from './algorithm-identifier.ts';
import type { DistinguishedName } from './distinguished-name.ts';
import * as read from './extensions.ts';
import { type GeneralName, readGeneralNames } from './general-name.ts';
import type { KeyUsage } from './key-usage.ts';
import { readOrRefuse } from './malformed.ts';
import { Oid } from './oids.ts';
import { derOrPem, pemBlocks } from './pem.ts';
import type { SubjectPublicKey } from './public-key.ts';
import { readTbsFields, type TbsFields } from './tbs-fields.ts';

const limits = { maxBytes: 256 * 1024, maxNodes: 20_000, maxDepth: 32 };

/** What is signed: everything but the signature. The typed getters answer undefined for an absent extension and throw `DerError` for a malformed one. */
export class TbsCertificate implements TbsFields {
  /** DER of the TBSCertificate: the octets that are signed. */
  readonly tbs: Buffer;
  /** 1, 2 or 3. */
  readonly version: number;
  /** Content octets of the serial number as they stand. */
  readonly serial: Buffer;
  readonly tbsSignatureAlgorithm: AlgorithmIdentifier;
  readonly issuer: DistinguishedName;
  readonly subject: DistinguishedName;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Universal tags of the two times, for the linter. */
  readonly validityTags: readonly [number, number];
  readonly publicKey: SubjectPublicKey;
  readonly hasUniqueIds: boolean;
  /** In the order written, duplicates included. */
  readonly extensions: readonly read.Extension[];

  readonly #basicConstraints = this.#decoder(Oid.basicConstraints, read.readBasicConstraints);
  readonly #keyUsage = this.#decoder(Oid.keyUsage, read.readKeyUsage);
  readonly #extendedKeyUsage = this.#decoder(Oid.extendedKeyUsage, read.readOids);
  readonly #subjectKeyIdentifier = this.#decoder(Oid.subjectKeyIdentifier, (node) => node.asOctetString());
  readonly #authorityKeyIdentifier = this.#decoder(Oid.authorityKeyIdentifier, read.readAuthorityKeyIdentifier);
  readonly #crlDistributionPoints = this.#decoder(Oid.crlDistributionPoints, read.readDistributionPoints);
  readonly #freshestCrl = this.#decoder(Oid.freshestCrl, read.readDistributionPoints);
  readonly #authorityInfoAccess = this.#decoder(Oid.authorityInfoAccess, read.readAuthorityInfoAccess);
  readonly #certificatePolicies = this.#decoder(Oid.certificatePolicies, read.readCertificatePolicies);
  readonly #policyMappings = this.#decoder(Oid.policyMappings, read.readPolicyMappings);
  readonly #policyConstraints = this.#decoder(Oid.policyConstraints, read.readPolicyConstraints);
  readonly #inhibitAnyPolicy = this.#decoder(Oid.inhibitAnyPolicy, (node) => node.asSmallInteger());
  readonly #subjectAltName = this.#decoder(Oid.subjectAltName, (node) => (node.asSequence(), readGeneralNames(node)));
  readonly #nameConstraints = this.#decoder(Oid.nameConstraints, read.readNameConstraints);

  constructor(fields: TbsFields) {
    this.tbs = fields.tbs;
    this.version = fields.version;
    this.serial = fields.serial;
    this.tbsSignatureAlgorithm = fields.tbsSignatureAlgorithm;
    this.issuer = fields.issuer;
    this.subject = fields.subject;
    this.notBefore = fields.notBefore;
    this.notAfter = fields.notAfter;
    this.validityTags = fields.validityTags;
    this.publicKey = fields.publicKey;
    this.hasUniqueIds = fields.hasUniqueIds;
    this.extensions = fields.extensions;
  }

  /** Serial as lower-case hexadecimal of its content octets. */
  get serialHex(): string {
    return this.serial.toString('hex');
  }

  /** Subject and issuer are the same name (RFC 5280 3.2); says nothing about the signature. */
  get isSelfIssued(): boolean {
    return this.subject.equals(this.issuer);
  }

  extension(oid: string): read.Extension | undefined {
    return this.extensions.find((extension) => extension.oid === oid);
  }

  get basicConstraints(): read.BasicConstraints | undefined {
    return this.#basicConstraints();
  }

  get keyUsage(): ReadonlySet<KeyUsage> | undefined {
    return this.#keyUsage();
  }

  /** Purpose OIDs. */
  get extendedKeyUsage(): readonly string[] | undefined {
    return this.#extendedKeyUsage();
  }

  get subjectKeyIdentifier(): Buffer | undefined {
    return this.#subjectKeyIdentifier();
  }

  get authorityKeyIdentifier(): read.AuthorityKeyIdentifier | undefined {
    return this.#authorityKeyIdentifier();
  }

  get crlDistributionPoints(): readonly read.DistributionPoint[] | undefined {
    return this.#crlDistributionPoints();
  }

  get freshestCrl(): readonly read.DistributionPoint[] | undefined {
    return this.#freshestCrl();
  }

  get authorityInfoAccess(): readonly read.AccessDescription[] | undefined {
    return this.#authorityInfoAccess();
  }

  get certificatePolicies(): readonly read.PolicyInformation[] | undefined {
    return this.#certificatePolicies();
  }

  get policyMappings(): readonly read.PolicyMapping[] | undefined {
    return this.#policyMappings();
  }

  get policyConstraints(): read.PolicyConstraints | undefined {
    return this.#policyConstraints();
  }

  get inhibitAnyPolicy(): number | undefined {
    return this.#inhibitAnyPolicy();
  }

  get subjectAltName(): readonly GeneralName[] | undefined {
    return this.#subjectAltName();
  }

  get nameConstraints(): read.NameConstraints | undefined {
    return this.#nameConstraints();
  }

  // Decoded once: the linter and the path validator ask for the same extensions many times.
  #decoder<T>(oid: string, decode: (value: DerNode) => T): () => T | undefined {
    let decoded: { readonly value: T | undefined } | undefined;
    return () => {
      if (!decoded) {
        const extension = this.extension(oid);
        decoded = { value: extension && decode(extension.node.embedded()) };
      }
      return decoded.value;
    };
  }
}

/** A signed certificate. */
export class Certificate extends TbsCertificate {
  #fingerprint: string | undefined;

  constructor(
    fields: TbsFields,
    /** The complete DER. */
    readonly raw: Buffer,
    /** The algorithm outside the TBS; RFC 5280 4.1.1.2 wants it equal to `tbsSignatureAlgorithm`. */
    readonly signatureAlgorithm: AlgorithmIdentifier,
    readonly signature: Buffer,
  ) {
    super(fields);
  }

  /** SHA-256 of the DER, lower-case hexadecimal. */
  get fingerprint(): string {
    this.#fingerprint ??= createHash('sha256').update(this.raw).digest('hex');
    return this.#fingerprint;
  }
}

/** Reads one certificate, DER or PEM. Throws X509Error `malformed-certificate` (or `malformed-pem`). */
export function parseCertificate(input: Uint8Array | string): Certificate {
  const der = derOrPem(input, typeof input === 'string' ? 'CERTIFICATE' : undefined);
  return readOrRefuse('malformed-certificate', 'the certificate', () => {
    const raw = readDer(der, limits);
    const fields = raw.asSequence();
    const [tbs, algorithm, signature] = fields;
    if (!tbs || !algorithm || !signature || fields.length !== 3) throw new DerError('bad-value', 'a certificate has three fields');
    return new Certificate(readTbsFields(tbs), raw.raw, readAlgorithmIdentifier(algorithm), readSignatureValue(signature));
  });
}

/** Reads every CERTIFICATE block of a PEM bundle, in order. */
export function parseCertificates(pem: string): readonly Certificate[] {
  return pemBlocks(pem)
    .filter((block) => block.label === 'CERTIFICATE')
    .map((block) => parseCertificate(block.der));
}

/** Reads the octets to be signed. Throws X509Error `malformed-certificate`. */
export function parseTbsCertificate(tbs: Uint8Array): TbsCertificate {
  return readOrRefuse(
    'malformed-certificate',
    'the certificate to be signed',
    () => new TbsCertificate(readTbsFields(readDer(tbs, limits))),
  );
}
