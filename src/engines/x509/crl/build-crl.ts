/**
 * Writing certificate revocation lists (RFC 5280 5). The entries go straight into one growing buffer, so a million of them take
 * about a second and no more memory than the list itself.
 */
import { DerError } from '../../der/der-error.ts';
import * as der from '../../der/der-writer.ts';
import { formatGeneralizedTime, formatUtcTime } from '../../der/time-codec.ts';
import { signatureAlgorithmDer } from '../algorithm-identifier.ts';
import { type NameToWrite, nameDer, signed } from '../build-certificate.ts';
import { encodeExtension, encodeFullName } from '../encode-extensions.ts';
import { readOrRefuse } from '../malformed.ts';
import { Oid } from '../oids.ts';
import type { SignatureAlgorithm, Signer } from '../signer.ts';
import { X509Error } from '../x509-error.ts';
import { type RevocationReason, revocationReasons } from './revocation-reason.ts';

export interface RevokedToWrite {
  /** Unsigned magnitude of the serial number, at most 20 octets. */
  readonly serial: Uint8Array;
  readonly revokedAt: Date;
  /** Absent or `unspecified`: no reason is written (RFC 5280 5.3.1). */
  readonly reason?: RevocationReason;
}

export interface CrlTemplate {
  /** The CA's subject as it stands in its certificate. */
  readonly issuer: NameToWrite;
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** Strictly increasing, at most 20 octets (RFC 5280 5.2.3). */
  readonly number: bigint;
  /** The CA's subject key identifier. */
  readonly authorityKeyIdentifier: Uint8Array;
  /** Critical; the URLs are those of the certificates' CRL distribution point (RFC 5280 5.2.5). */
  readonly issuingDistributionPoint?: {
    readonly urls?: readonly string[];
    readonly only?: 'user-certificates' | 'ca-certificates';
  };
  /** Makes this a delta CRL over the complete CRL of that number (RFC 5280 5.2.4). */
  readonly deltaBase?: bigint;
  readonly entries: Iterable<RevokedToWrite>;
}

/** DER of the TBSCertList. Throws X509Error `bad-template`. */
export function buildTbsCrl(template: CrlTemplate): Buffer {
  if (template.nextUpdate <= template.thisUpdate) throw new X509Error('bad-template', 'nextUpdate is not after thisUpdate');
  if (template.number < 0n || template.number >= 2n ** 159n) throw new X509Error('bad-template', 'a CRL number has at most 20 octets');
  return readOrRefuse('bad-template', 'the CRL cannot be written', () => {
    const entries = encodeEntries(template.entries);
    return der.sequence(
      der.integer(1),
      signatureAlgorithmDer(template.signatureAlgorithm),
      nameDer(template.issuer),
      der.time(template.thisUpdate),
      der.time(template.nextUpdate),
      // RFC 5280 5.1.2.6: absent when nothing is revoked.
      entries.length > 0 ? der.sequence(entries) : undefined,
      der.contextExplicit(0, der.sequenceOf(encodeCrlExtensions(template))),
    );
  });
}

/** Builds and signs; answers the CRL's DER. */
export async function buildCrl(template: Omit<CrlTemplate, 'signatureAlgorithm'>, signer: Signer): Promise<Buffer> {
  return signed(buildTbsCrl({ ...template, signatureAlgorithm: signer.algorithm }), signer);
}

function encodeCrlExtensions({ authorityKeyIdentifier, number, issuingDistributionPoint: place, deltaBase }: CrlTemplate): Buffer[] {
  const list = [
    encodeExtension(Oid.authorityKeyIdentifier, false, der.sequence(der.contextPrimitive(0, authorityKeyIdentifier))),
    encodeExtension(Oid.crlNumber, false, der.integer(number)),
  ];
  if (deltaBase !== undefined) list.push(encodeExtension(Oid.deltaCrlIndicator, true, der.integer(deltaBase)));
  if (!place) return list;
  const yes = Uint8Array.of(0xff);
  const point = der.sequence(
    place.urls && place.urls.length > 0 ? encodeFullName(place.urls) : undefined,
    place.only === 'user-certificates' ? der.contextPrimitive(1, yes) : undefined,
    place.only === 'ca-certificates' ? der.contextPrimitive(2, yes) : undefined,
  );
  if (point.length === 2) throw new DerError('unencodable', 'an empty issuing distribution point (RFC 5280 5.2.5)');
  return [...list, encodeExtension(Oid.issuingDistributionPoint, true, point)];
}

// SEQUENCE { SEQUENCE { reasonCode, OCTET STRING { ENUMERATED } } } up to the code itself.
const reasonPrefix = Buffer.from('300c300a0603551d1504030a01', 'hex');
const largestEntry = 2 + 2 + 21 + 2 + 15 + reasonPrefix.length + 1;

function encodeEntries(entries: Iterable<RevokedToWrite>): Buffer {
  let out = Buffer.allocUnsafe(64 * 1024);
  let at = 0;
  for (const entry of entries) {
    if (out.length - at < largestEntry) out = Buffer.concat([out], out.length * 2);
    at = writeEntry(out, at, entry);
  }
  return out.subarray(0, at);
}

function writeEntry(out: Buffer, start: number, { serial, revokedAt, reason }: RevokedToWrite): number {
  let at = writeSerial(out, start + 2, serial);
  const year = revokedAt.getUTCFullYear();
  const isUtcTime = year >= 1950 && year < 2050;
  const text = isUtcTime ? formatUtcTime(revokedAt) : formatGeneralizedTime(revokedAt);
  out[at++] = isUtcTime ? 0x17 : 0x18;
  out[at++] = text.length;
  at += out.write(text, at, 'latin1');
  const code = reason === undefined ? 0 : revocationReasons[reason];
  if (code !== 0) {
    out.set(reasonPrefix, at);
    at += reasonPrefix.length;
    out[at++] = code;
  }
  out[start] = 0x30;
  out[start + 1] = at - start - 2;
  return at;
}

function writeSerial(out: Buffer, start: number, serial: Uint8Array): number {
  let from = 0;
  while (from < serial.length - 1 && serial[from] === 0) from++;
  const first = serial[from];
  const length = serial.length - from;
  if (first === undefined || length > 20) throw new DerError('unencodable', 'a serial number has 1 to 20 octets');
  const pad = first >= 0x80 ? 1 : 0;
  out[start] = 0x02;
  out[start + 1] = length + pad;
  if (pad) out[start + 2] = 0;
  for (let i = 0; i < length; i++) out[start + 2 + pad + i] = serial[from + i] ?? 0;
  return start + 2 + pad + length;
}
