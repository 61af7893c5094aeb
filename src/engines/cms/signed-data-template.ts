import { contextExplicit, integer, octetString, oid, sequence, setOf, tlv } from '../der/der-writer.ts';
import type { SignatureAlgorithm, Signer } from '../x509/signer.ts';
import { type CertificateIdentity, certificateIdentity } from './certificate-identity.ts';
import { type DigestName, digestLengths, type WrittenAlgorithm, writtenAlgorithm } from './cms-algorithms.ts';
import { CmsError } from './cms-error.ts';
import { CmsOid } from './cms-oids.ts';
import { signingCertificateV2 } from './signing-certificate.ts';

export interface SignedDataParts {
  /** The signer's certificate, DER. */
  readonly certificate: Uint8Array;
  /** Its issuers, DER, in any order. Self-issued ones are left out: whoever relies on the signature has the anchor already. */
  readonly chain: readonly Uint8Array[];
  readonly algorithm: SignatureAlgorithm;
  /** Of the signed content; default id-data. */
  readonly contentType?: string;
}

export interface SigningInput {
  /** Digest of the content, made with the template's `digest`. */
  readonly digest: Uint8Array;
  readonly signer: Signer;
  /** The content itself where it travels inside (a time-stamp token); undefined for a detached signature. */
  readonly content?: Uint8Array;
  /** `left-out`: the reader has the certificates already (a time-stamp request without certReq). */
  readonly certificates?: 'left-out';
  /** Answers an RFC 3161 token (DER ContentInfo) over the signature value, for B-T. */
  readonly timeStamp?: (signatureValue: Uint8Array) => Promise<Uint8Array>;
}

interface Pieces {
  readonly attributes: readonly Buffer[];
  readonly signature: Uint8Array;
  readonly content: Uint8Array | undefined;
  readonly token: Uint8Array | undefined;
  readonly certificates?: 'left-out' | undefined;
}

/** Largest signature values: RSA-4096, and ECDSA-Sig-Value with both integers padded (RFC 3279 2.2.3). */
const ecdsaSizes = { 'ecdsa-p256-sha256': 72, 'ecdsa-p384-sha384': 104 } as const;
const certificatesTag = 0xa0;
const attributesTag = 0xa0;
const setTag = 0x31;

/**
 * CMS SignedData with one signer (RFC 5652), as PAdES baseline wants it (ETSI EN 319 142-1 6.3): signed attributes content-type,
 * message-digest and signing-certificate-v2, and no signing-time. Everything but digest and signature is encoded once per certificate,
 * so that one template serves many signatures.
 */
export class SignedDataTemplate {
  readonly #algorithm: WrittenAlgorithm;
  readonly #name: SignatureAlgorithm;
  readonly #signerId: Buffer;
  readonly #fixedAttributes: readonly Buffer[];
  readonly #contentType: string;
  readonly #certificates: Buffer;
  readonly #spkiLength: number;

  /** Throws CmsError `malformed-certificate`. */
  constructor(parts: SignedDataParts) {
    const certificate = certificateIdentity(parts.certificate);
    this.#name = parts.algorithm;
    this.#algorithm = writtenAlgorithm(parts.algorithm);
    this.#contentType = parts.contentType ?? CmsOid.data;
    this.#signerId = sequence(certificate.issuer, certificate.serial);
    this.#fixedAttributes = [
      attribute(CmsOid.contentType, oid(this.#contentType)),
      attribute(CmsOid.signingCertificateV2, signingCertificateV2(certificate)),
    ];
    this.#certificates = tlv(certificatesTag, sortedCertificates(certificate, parts.chain));
    this.#spkiLength = certificate.spki.length;
  }

  /** The digest the content must be hashed with. */
  get digest(): DigestName {
    return this.#algorithm.digest;
  }

  /** Upper bound in octets of what `build` will answer, found by a dry run. `timeStampSize`: of the token, 0 for none. */
  size(contentSize = 0, timeStampSize = 0): number {
    const digest = Buffer.alloc(digestLengths[this.digest]);
    // An RSA signature is as long as the modulus, which is shorter than the key that holds it.
    const signatureSize = this.#name === 'rsa-pkcs1-sha256' ? this.#spkiLength : ecdsaSizes[this.#name];
    const content = contentSize === 0 ? undefined : Buffer.alloc(contentSize);
    const token = timeStampSize === 0 ? undefined : Buffer.alloc(timeStampSize);
    return this.#assemble({ attributes: this.#attributes(digest), signature: Buffer.alloc(signatureSize), content, token }).length;
  }

  /**
   * Signs and answers the DER ContentInfo. Throws CmsError `wrong-digest-length` or `bad-signer-answer`, and whatever the signer or
   * the time-stamp authority rejects with.
   */
  async build({ digest, signer, content, certificates, timeStamp }: SigningInput): Promise<Buffer> {
    if (digest.length !== digestLengths[this.digest]) throw new CmsError('wrong-digest-length', `a ${this.digest} digest was expected`);
    if (signer.algorithm !== this.#name) throw new CmsError('bad-signer-answer', `the template is for ${this.#name}`);
    const attributes = this.#attributes(digest);
    const signature = await signer.sign(tlv(setTag, attributes));
    if (signature.length === 0) throw new CmsError('bad-signer-answer', 'the signer answered an empty signature');
    const token = timeStamp === undefined ? undefined : await timeStamp(signature);
    return this.#assemble({ attributes, signature, content, token, certificates });
  }

  // SET OF in DER order (X.690 11.6); the signature covers it under the SET tag, the message carries it under [0].
  #attributes(digest: Uint8Array): readonly Buffer[] {
    return [...this.#fixedAttributes, attribute(CmsOid.messageDigest, octetString(digest))].sort(Buffer.compare);
  }

  #assemble({ attributes, signature, content, token, certificates }: Pieces): Buffer {
    const signerInfo = sequence(
      integer(1),
      this.#signerId,
      this.#algorithm.digestIdentifier,
      tlv(attributesTag, attributes),
      this.#algorithm.signatureIdentifier,
      octetString(signature),
      token === undefined ? undefined : contextExplicit(1, attribute(CmsOid.timeStampToken, token)),
    );
    const signedData = sequence(
      // RFC 5652 5.1: version 3 when the content is anything but id-data.
      integer(this.#contentType === CmsOid.data ? 1 : 3),
      setOf([this.#algorithm.digestIdentifier]),
      sequence(oid(this.#contentType), content === undefined ? undefined : contextExplicit(0, octetString(content))),
      certificates === 'left-out' ? undefined : this.#certificates,
      setOf([signerInfo]),
    );
    return sequence(oid(CmsOid.signedData), contextExplicit(0, signedData));
  }
}

function attribute(type: string, value: Uint8Array): Buffer {
  return sequence(oid(type), setOf([value]));
}

function sortedCertificates(signer: CertificateIdentity, chain: readonly Uint8Array[]): readonly Buffer[] {
  const issuers = chain
    .map(certificateIdentity)
    .filter((issuer) => !issuer.subject.equals(issuer.issuer) && !issuer.der.equals(signer.der));
  return [signer, ...issuers].map((certificate) => certificate.der).sort(Buffer.compare);
}

/** One detached signature over `digest`: a template for a single use. */
export function buildSignedData(input: Omit<SignedDataParts, 'algorithm'> & SigningInput): Promise<Buffer> {
  return new SignedDataTemplate({ ...input, algorithm: input.signer.algorithm }).build(input);
}
