import { type SignedDataParts, SignedDataTemplate } from '../../engines/cms/signed-data-template.ts';
import { appendSignature } from '../../engines/pdf/append-signature.ts';
import type { FormContent, SignatureRequest, SignedRevision } from '../../engines/pdf/append-types.ts';
import type { Signer } from '../../engines/x509/signer.ts';
import { type SealMark, stampOf } from './seal-appearance.ts';

export interface SealingRequest extends Pick<SignatureRequest, 'input' | 'output' | 'password' | 'fieldName'> {
  /** Claimed time of signing, written to /M. */
  readonly time: Date;
  readonly signerName?: string;
  readonly reason?: string;
  readonly location?: string;
  readonly certify?: 1 | 2 | 3;
  /** The seal and where it goes; undefined makes an invisible signature. The first mark carries the signature. */
  readonly seal?: { readonly appearance: FormContent; readonly marks: readonly SealMark[] };
  /** For B-T: answers an RFC 3161 token over the signature value, of at most `size` octets. */
  readonly timeStamp?: { readonly size: number; readonly token: (signatureValue: Uint8Array) => Promise<Uint8Array> };
}

/**
 * Seals PDF documents with one certificate: PAdES baseline, detached CMS in one incremental update.
 * Throws PdfError (the document), CmsError (the certificate) and whatever the signer rejects with; on any error nothing is written.
 */
export class PdfSealer {
  readonly #template: SignedDataTemplate;
  readonly #signer: Signer;

  constructor(parts: Omit<SignedDataParts, 'algorithm' | 'contentType'> & { readonly signer: Signer }) {
    this.#signer = parts.signer;
    this.#template = new SignedDataTemplate({ certificate: parts.certificate, chain: parts.chain, algorithm: parts.signer.algorithm });
  }

  seal(request: SealingRequest): Promise<SignedRevision> {
    const { timeStamp, seal, input, output, password, fieldName } = request;
    return appendSignature({
      input,
      output,
      ...(password === undefined ? {} : { password }),
      ...(fieldName === undefined ? {} : { fieldName }),
      signature: signatureEntries(request),
      forms: seal === undefined ? [] : [seal.appearance],
      stamps: seal === undefined ? [] : seal.marks.map((mark) => stampOf(mark, seal.appearance)),
      contentsBytes: this.contentsBytes(timeStamp?.size ?? 0),
      digest: this.#template.digest,
      sign: (digest) =>
        this.#template.build({ digest, signer: this.#signer, ...(timeStamp === undefined ? {} : { timeStamp: timeStamp.token }) }),
    });
  }

  /** Room for /Contents: what a dry run takes and half as much again. */
  contentsBytes(timeStampSize = 0): number {
    return Math.ceil(this.#template.size(0, timeStampSize) * 1.5);
  }
}

function signatureEntries(request: SealingRequest): SignatureRequest['signature'] {
  const { time, signerName, reason, location, certify } = request;
  return {
    filter: 'Adobe.PPKLite',
    subFilter: 'ETSI.CAdES.detached',
    time,
    ...(signerName === undefined ? {} : { name: signerName }),
    ...(reason === undefined ? {} : { reason }),
    ...(location === undefined ? {} : { location }),
    ...(certify === undefined ? {} : { certify }),
  };
}
