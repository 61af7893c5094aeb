import { type Certificate, parseCertificate } from '../../../../engines/x509/certificate.ts';
import { reasonOfCode } from '../../../../engines/x509/crl/revocation-reason.ts';
import { buildOcspResponse, ocspErrorResponse, type StatusToWrite } from '../../../../engines/x509/ocsp/build-ocsp-response.ts';
import { type CertId, certIdNames, type OcspRequest, parseOcspRequest } from '../../../../engines/x509/ocsp/ocsp-request.ts';
import { X509Error } from '../../../../engines/x509/x509-error.ts';
import type { Clock } from '../../../../kernel/clock.ts';
import type { HardwareKey, HeldKey } from '../../../../kernel/hardware-key.ts';
import type { Authorities } from '../../ports/authorities.ts';
import type { RevocationLists, SerialStatus } from '../../ports/revocation-lists.ts';
import { systemSigner } from './held-key-signer.ts';

const lifeMs = 12 * 3600_000;
const cachedMs = 3600_000;
const maxCached = 20_000;

interface OpenResponder {
  readonly issuer: Certificate;
  readonly certificate: Certificate;
  readonly key: HeldKey;
}

interface Cached {
  readonly der: Uint8Array;
  readonly madeAt: number;
}

/**
 * Answers OCSP requests (RFC 6960, profile of RFC 5019). The state is read from the database for each question, so a revocation shows at
 * once; only the signature over an unchanged state is kept. A serial that was never issued is `unknown`, never `good`.
 */
export class OcspResponder {
  readonly #authorities: Authorities;
  readonly #lists: RevocationLists;
  readonly #keys: HardwareKey;
  readonly #clock: Clock;
  readonly #cache = new Map<string, Cached>();
  #responder: OpenResponder | undefined;

  constructor(authorities: Authorities, lists: RevocationLists, keys: HardwareKey, clock: Clock) {
    this.#authorities = authorities;
    this.#lists = lists;
    this.#keys = keys;
    this.#clock = clock;
  }

  /** DER of the response; what is wrong with a request is an error response, never an exception. */
  async answer(request: Uint8Array): Promise<Uint8Array> {
    const asked = readRequest(request);
    if (asked === undefined) return ocspErrorResponse('malformedRequest');
    const responder = await this.#open();
    if (responder === undefined) return ocspErrorResponse('tryLater');
    const [first, ...others] = asked.certIds;
    if (!asked.certIds.every((certId) => certIdNames(certId, responder.issuer))) return ocspErrorResponse('unauthorized');
    if (first === undefined || others.length > 0 || asked.nonce !== undefined) return this.#sign(responder, asked);
    return this.#cachedAnswer(responder, first);
  }

  /** The response about one certificate of the issuing CA, to be kept beside a signature. */
  async proofFor(certId: CertId): Promise<Uint8Array | undefined> {
    const responder = await this.#open();
    return responder === undefined ? undefined : this.#cachedAnswer(responder, certId);
  }

  async #cachedAnswer(responder: OpenResponder, certId: CertId): Promise<Uint8Array> {
    const status = await this.#statusOf(certId);
    const name = `${certId.raw.toString('base64')} ${JSON.stringify(status)}`;
    const now = this.#clock.now().getTime();
    const known = this.#cache.get(name);
    if (known !== undefined && now - known.madeAt < cachedMs) return known.der;
    const der = await this.#sign(responder, { certIds: [certId], nonce: undefined });
    this.#cache.delete(name);
    this.#cache.set(name, { der, madeAt: now });
    const [oldest] = this.#cache.keys();
    if (this.#cache.size > maxCached && oldest !== undefined) this.#cache.delete(oldest);
    return der;
  }

  async #sign(responder: OpenResponder, { certIds, nonce }: OcspRequest): Promise<Uint8Array> {
    const now = this.#clock.now();
    const statuses = await Promise.all(certIds.map((certId) => this.#statusOf(certId)));
    const times = { thisUpdate: now, nextUpdate: new Date(now.getTime() + lifeMs) };
    return buildOcspResponse(
      {
        producedAt: now,
        responses: certIds.map((certId, index) => ({ certId: certId.raw, status: asStatus(statuses[index]), ...times })),
        nonce,
        responder: responder.certificate,
        certificates: [responder.certificate.raw],
      },
      systemSigner(this.#keys, responder.key),
    );
  }

  async #statusOf(certId: CertId): Promise<SerialStatus> {
    return this.#lists.statusOf('issuing', certId.serial.toString('hex'));
  }

  async #open(): Promise<OpenResponder | undefined> {
    if (this.#responder !== undefined) return this.#responder;
    const [issuer, own] = await Promise.all([this.#authorities.byId('issuing'), this.#authorities.byId('ocsp')]);
    if (issuer === undefined || own?.keyId === undefined) return undefined;
    const key = await this.#keys.find(own.keyId);
    this.#responder = { issuer: parseCertificate(issuer.der), certificate: parseCertificate(own.der), key };
    return this.#responder;
  }
}

function readRequest(request: Uint8Array): OcspRequest | undefined {
  try {
    return parseOcspRequest(request);
  } catch (error) {
    if (error instanceof X509Error) return undefined;
    throw error;
  }
}

function asStatus(status: SerialStatus | undefined): StatusToWrite {
  if (status?.kind !== 'revoked') return { kind: status?.kind ?? 'unknown' };
  const reason = reasonOfCode(status.reason);
  return reason === undefined ? { kind: 'revoked', at: status.at } : { kind: 'revoked', at: status.at, reason };
}
