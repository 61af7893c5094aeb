import { Certificate, type TbsCertificate } from '../certificate.ts';
import { Oid } from '../oids.ts';
import { type SignatureVerifier, verifySignature } from '../verify-signature.ts';
import { certIdNames, type NameAndKey } from './ocsp-request.ts';
import type { BasicOcspResponse, SingleResponse } from './ocsp-response.ts';

export type OcspVerdict =
  | { readonly ok: true; readonly answer: SingleResponse; readonly responder: NameAndKey }
  | {
      readonly ok: false;
      readonly reason:
        | 'not-about-this-certificate'
        | 'times-contradict'
        | 'unknown-responder'
        | 'responder-not-authorised'
        | 'wrong-signature';
    };

/**
 * Whether a response speaks about `certificate` and was signed by who may: the issuer itself, or a responder whose certificate
 * the same issuer key signed, with the purpose OCSPSigning, in force at `producedAt` (RFC 6960 4.2.2.2). Freshness and the
 * revocation of a responder without id-pkix-ocsp-nocheck are the caller's to judge.
 */
export function verifyOcspResponse(
  response: BasicOcspResponse,
  certificate: TbsCertificate,
  issuer: NameAndKey,
  verifier: SignatureVerifier = verifySignature,
): OcspVerdict {
  const answer = response.responses.find(({ certId }) => certId.serial.equals(certificate.serial) && certIdNames(certId, issuer));
  if (!answer) return { ok: false, reason: 'not-about-this-certificate' };
  // RFC 6960 2.4: what is said cannot be newer than the saying of it.
  if (answer.thisUpdate.getTime() > response.producedAt.getTime() + toleranceMilliseconds) return { ok: false, reason: 'times-contradict' };
  const candidates = [issuer, ...response.certificates].filter((candidate) => isNamed(response, candidate));
  const responders = candidates.filter(
    (candidate) => candidate === issuer || isDelegated(candidate, issuer, response.producedAt, verifier),
  );
  if (responders.length === 0) return { ok: false, reason: candidates.length === 0 ? 'unknown-responder' : 'responder-not-authorised' };
  const { signature, signatureAlgorithm, tbs } = response;
  const responder = responders.find(({ publicKey }) => verifier(signatureAlgorithm, publicKey, tbs, signature));
  return responder ? { ok: true, answer, responder } : { ok: false, reason: 'wrong-signature' };
}

// For responders whose two clocks disagree a little.
const toleranceMilliseconds = 300_000;

function isNamed({ responderId }: BasicOcspResponse, candidate: NameAndKey): boolean {
  if (responderId.kind === 'key') return responderId.hash.equals(candidate.publicKey.keyIdentifier);
  return responderId.name.equals(candidate.subject);
}

function isDelegated(responder: NameAndKey, issuer: NameAndKey, at: Date, verifier: SignatureVerifier): boolean {
  if (!(responder instanceof Certificate)) return false;
  const inForce = responder.notBefore <= at && at <= responder.notAfter;
  const purposes = responder.extendedKeyUsage ?? [];
  const maySign =
    responder.keyUsage === undefined || responder.keyUsage.has('digitalSignature') || responder.keyUsage.has('nonRepudiation');
  if (!inForce || !maySign || !purposes.includes(Oid.ocspSigning) || !responder.issuer.equals(issuer.subject)) return false;
  return verifier(responder.signatureAlgorithm, issuer.publicKey, responder.tbs, responder.signature);
}
