import { DerFields } from '../der/der-fields.ts';
import { readDer } from '../der/der-reader.ts';
import {
  boolean,
  generalizedTime,
  integer,
  namedBitString,
  nullValue,
  octetString,
  oid,
  sequence,
  tlv,
  utf8String,
} from '../der/der-writer.ts';
import { Tag } from '../der/tag.ts';
import { type AlgorithmId, type DigestName, digestOids, readAlgorithm } from './cms-algorithms.ts';
import { CmsError } from './cms-error.ts';

/** A TimeStampReq as it was read (RFC 3161 2.4.1). */
export interface TimeStampRequest {
  readonly imprintAlgorithm: AlgorithmId;
  readonly imprint: Buffer;
  readonly policy: string | undefined;
  /** Content octets of the INTEGER, to be given back as they are. */
  readonly nonce: Buffer | undefined;
  readonly certificates: 'wanted' | 'not-wanted';
}

/** PKIFailureInfo bits of RFC 3161 2.4.2. */
export const timeStampFailures = {
  badAlgorithm: 0,
  badRequest: 2,
  badDataFormat: 5,
  timeNotAvailable: 14,
  unacceptedPolicy: 15,
  unacceptedExtension: 16,
  systemFailure: 25,
} as const;

export type TimeStampFailure = keyof typeof timeStampFailures;

/** A request for a token over `digest`, with certificates. `nonce`: unguessable octets that the answer must repeat. */
export function buildTimeStampRequest(digest: Uint8Array, name: DigestName, nonce: Uint8Array): Buffer {
  const imprint = sequence(sequence(oid(digestOids[name]), nullValue()), octetString(digest));
  return sequence(integer(1), imprint, integer(nonce), boolean(true));
}

/** Reads a request, at most 64 KiB. Throws CmsError `malformed-time-stamp`; an extension is refused as such a request may be (2.4.1). */
export function parseTimeStampRequest(der: Uint8Array): TimeStampRequest {
  return orMalformed(() => {
    const fields = new DerFields(readDer(der, { maxBytes: 64 * 1024, maxNodes: 500 }).asSequence());
    if (fields.next().asSmallInteger() !== 1) throw new CmsError('malformed-time-stamp', 'unknown version');
    const [algorithm, imprint, ...rest] = fields.next().asSequence();
    if (algorithm === undefined || imprint === undefined || rest.length > 0)
      throw new CmsError('malformed-time-stamp', 'no message imprint');
    const policy = fields.optionalUniversal(Tag.oid)?.asOid();
    const nonce = fields.optionalUniversal(Tag.integer)?.asIntegerBytes();
    const certificates = fields.optionalUniversal(Tag.boolean)?.asBoolean() === true ? 'wanted' : 'not-wanted';
    fields.end();
    return { imprintAlgorithm: readAlgorithm(algorithm), imprint: imprint.asOctetString(), policy, nonce, certificates };
  });
}

/** The answer that grants a token. */
export function grantedResponse(token: Uint8Array): Buffer {
  return sequence(sequence(integer(0)), token);
}

/** The answer that refuses, with the reason in words and as a bit. */
export function rejectedResponse(failure: TimeStampFailure, text: string): Buffer {
  return sequence(sequence(integer(2), sequence(utf8String(text)), namedBitString([timeStampFailures[failure]])));
}

/** The token of an answer. Throws CmsError `malformed-time-stamp`, also when the authority refused. */
export function tokenOfResponse(der: Uint8Array): Buffer {
  return orMalformed(() => {
    const [status, token, ...rest] = readDer(der, { maxBytes: 1024 * 1024 }).asSequence();
    const code = status?.child(0).asSmallInteger();
    // 0 granted, 1 granted with modifications.
    const granted = (code === 0 || code === 1) && rest.length === 0;
    if (!granted || token === undefined) throw new CmsError('malformed-time-stamp', `the authority refused (status ${String(code)})`);
    return token.raw;
  });
}

/** What a token says, before it is signed. Times are written to the second. */
export interface TimeStampContent {
  readonly policy: string;
  readonly request: TimeStampRequest;
  /** Magnitude of the serial number, unique for the authority. */
  readonly serial: Uint8Array;
  readonly time: Date;
  readonly accuracySeconds: number;
}

/** DER of the TSTInfo (RFC 3161 2.4.2): the content that the authority signs as `CmsOid.tstInfo`. */
export function encodeTstInfo({ policy, request, serial, time, accuracySeconds }: TimeStampContent): Buffer {
  const { oid: algorithm, parameters } = request.imprintAlgorithm;
  return sequence(
    integer(1),
    oid(policy),
    sequence(sequence(oid(algorithm), parameters?.raw), octetString(request.imprint)),
    integer(serial),
    generalizedTime(time),
    sequence(integer(accuracySeconds)),
    request.nonce === undefined ? undefined : tlv(Tag.integer, [request.nonce]),
  );
}

function orMalformed<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof CmsError && cause.code === 'malformed-time-stamp') throw cause;
    throw new CmsError('malformed-time-stamp', 'not a time-stamp message', { cause });
  }
}
