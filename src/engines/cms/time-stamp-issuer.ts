import { createHash } from 'node:crypto';
import type { Signer } from '../x509/signer.ts';
import { digestLengths, digestNameOf } from './cms-algorithms.ts';
import { CmsOid } from './cms-oids.ts';
import { SignedDataTemplate } from './signed-data-template.ts';
import {
  encodeTstInfo,
  grantedResponse,
  parseTimeStampRequest,
  rejectedResponse,
  type TimeStampFailure,
  type TimeStampRequest,
} from './time-stamp-exchange.ts';

export interface TimeStampAuthority {
  readonly signer: Signer;
  /** With time-stamping as its only, critical purpose (RFC 3161 2.3). */
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
  /** OID of the policy under which tokens are issued. */
  readonly policy: string;
  readonly accuracySeconds: number;
}

/** What the surroundings know at the moment of stamping. */
export interface StampMoment {
  /** Undefined while the clock's health is not known: then nothing is stamped. */
  readonly time: Date | undefined;
  /** Magnitude of a serial number that was never used before. */
  readonly serial: Uint8Array;
}

/** Answers time-stamp requests (RFC 3161). One template serves all tokens. */
export class TimeStampIssuer {
  readonly #authority: TimeStampAuthority;
  readonly #template: SignedDataTemplate;

  constructor(authority: TimeStampAuthority) {
    this.#authority = authority;
    this.#template = new SignedDataTemplate({ ...authority, algorithm: authority.signer.algorithm, contentType: CmsOid.tstInfo });
  }

  /** The DER TimeStampResp to a DER TimeStampReq: a token, or a refusal in the protocol's own words. Rejects only when the signer does. */
  async answer(request: Uint8Array, { time, serial }: StampMoment): Promise<Buffer> {
    const read = readRequest(request);
    if (read === undefined) return rejectedResponse('badDataFormat', 'not a time-stamp request');
    const refusal = this.#refusal(read);
    if (refusal !== undefined) return rejectedResponse(refusal, refusal);
    if (time === undefined) return rejectedResponse('timeNotAvailable', 'the time is not known well enough');
    return grantedResponse(await this.#token(read, time, serial));
  }

  #refusal(request: TimeStampRequest): TimeStampFailure | undefined {
    const digest = digestNameOf(request.imprintAlgorithm);
    if (digest === 'weak' || digest === 'unsupported') return 'badAlgorithm';
    if (request.imprint.length !== digestLengths[digest]) return 'badDataFormat';
    return request.policy === undefined || request.policy === this.#authority.policy ? undefined : 'unacceptedPolicy';
  }

  async #token(request: TimeStampRequest, time: Date, serial: Uint8Array): Promise<Buffer> {
    const { policy, accuracySeconds, signer } = this.#authority;
    const content = encodeTstInfo({ policy, request, serial, time, accuracySeconds });
    const digest = createHash(this.#template.digest).update(content).digest();
    const certificates = request.certificates === 'wanted' ? {} : { certificates: 'left-out' as const };
    return this.#template.build({ digest, signer, content, ...certificates });
  }
}

function readRequest(request: Uint8Array): TimeStampRequest | undefined {
  try {
    return parseTimeStampRequest(request);
  } catch {
    // Told to the asker as badDataFormat.
    return undefined;
  }
}
