/** Writing OCSP responses (RFC 6960 4.2, profile of RFC 5019): basic, by key hash, times in whole seconds. */
import * as der from '../../der/der-writer.ts';
import { signatureAlgorithmDer } from '../algorithm-identifier.ts';
import type { TbsCertificate } from '../certificate.ts';
import { type RevocationReason, revocationReasons } from '../crl/revocation-reason.ts';
import { encodeExtension } from '../encode-extensions.ts';
import { Oid } from '../oids.ts';
import type { Signer } from '../signer.ts';
import { X509Error } from '../x509-error.ts';

export type StatusToWrite =
  | { readonly kind: 'good' }
  | { readonly kind: 'revoked'; readonly at: Date; readonly reason?: RevocationReason }
  | { readonly kind: 'unknown' };

export interface SingleResponseToWrite {
  /** `raw` of the CertID in the request. */
  readonly certId: Uint8Array;
  readonly status: StatusToWrite;
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
}

export interface OcspResponseTemplate {
  readonly producedAt: Date;
  readonly responses: readonly SingleResponseToWrite[];
  /** Of the request, when it had one. */
  readonly nonce?: Uint8Array | undefined;
  /** Whose key signs; its key hash is the responder ID. */
  readonly responder: TbsCertificate;
  /** DER of the certificates to send along: the responder's own, unless the CA itself signs. */
  readonly certificates?: readonly Uint8Array[];
}

/** Builds and signs a `successful` response; answers its DER. */
export async function buildOcspResponse(template: OcspResponseTemplate, signer: Signer): Promise<Buffer> {
  const { certificates = [], nonce, producedAt, responder, responses } = template;
  if (responses.length === 0) throw new X509Error('bad-template', 'a response answers at least one question');
  const data = der.sequence(
    der.contextExplicit(2, der.octetString(responder.publicKey.keyIdentifier)),
    der.generalizedTime(producedAt),
    der.sequenceOf(responses.map(encodeSingle)),
    nonce && der.contextExplicit(1, der.sequence(encodeExtension(Oid.ocspNonce, false, der.octetString(nonce)))),
  );
  const signature = await signer.sign(data);
  if (signature.length === 0) throw new X509Error('bad-signature', 'the signer answered an empty signature');
  const basic = der.sequence(
    data,
    signatureAlgorithmDer(signer.algorithm),
    der.bitString(signature),
    certificates.length > 0 ? der.contextExplicit(0, der.sequenceOf(certificates)) : undefined,
  );
  return der.sequence(der.enumerated(0), der.contextExplicit(0, der.sequence(der.oid(Oid.ocspBasic), der.octetString(basic))));
}

function encodeSingle({ certId, status, thisUpdate, nextUpdate }: SingleResponseToWrite): Buffer {
  return der.sequence(
    certId,
    encodeStatus(status),
    der.generalizedTime(thisUpdate),
    nextUpdate && der.contextExplicit(0, der.generalizedTime(nextUpdate)),
  );
}

function encodeStatus(status: StatusToWrite): Buffer {
  switch (status.kind) {
    case 'good':
      return der.contextPrimitive(0);
    case 'unknown':
      return der.contextPrimitive(2);
    case 'revoked': {
      const code = status.reason === undefined ? 0 : revocationReasons[status.reason];
      return der.contextExplicit(1, der.generalizedTime(status.at), code === 0 ? undefined : der.contextExplicit(0, der.enumerated(code)));
    }
  }
}

/** OCSPResponseStatus (RFC 6960 4.2.1). */
export const ocspErrors = { malformedRequest: 1, internalError: 2, tryLater: 3, sigRequired: 5, unauthorized: 6 } as const;

/** DER of an error response: unsigned, five octets. */
export function ocspErrorResponse(error: keyof typeof ocspErrors): Buffer {
  return der.sequence(der.enumerated(ocspErrors[error]));
}
