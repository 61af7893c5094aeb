/** The entries of a revocation list in their octets: a list may have a million, so they are walked over and read one at a time. */
import { DerError } from '../../der/der-error.ts';
import { DerFields } from '../../der/der-fields.ts';
import { type DerNode, readDer, readHeader } from '../../der/der-reader.ts';
import { Tag } from '../../der/tag.ts';
import { readExtensions } from '../extensions.ts';
import { type GeneralName, readGeneralNames } from '../general-name.ts';
import { readOrRefuse } from '../malformed.ts';
import { Oid } from '../oids.ts';
import { type RevocationReason, reasonOfCode } from './revocation-reason.ts';

export interface RevokedEntry {
  /** Content octets of the serial number. */
  readonly serial: Buffer;
  readonly revokedAt: Date;
  /** `unspecified` when none is written. */
  readonly reason: RevocationReason;
  readonly invalidityDate: Date | undefined;
  /** Of an indirect CRL: whose certificate this is, for this entry and those after it (RFC 5280 5.3.3). */
  readonly certificateIssuer: readonly GeneralName[] | undefined;
}

const knownEntryExtensions: ReadonlySet<string> = new Set([Oid.crlReason, Oid.invalidityDate, Oid.certificateIssuer]);

/** Where one entry and its fields lie in the list. */
export interface EntryPosition {
  readonly start: number;
  readonly serialStart: number;
  readonly serialEnd: number;
  readonly timeEnd: number;
  readonly end: number;
}

/** Where each entry and its fields lie. One reused object: take what you need before going on. */
export function* entryPositions(list: Buffer): Generator<EntryPosition> {
  const position = { start: 0, serialStart: 0, serialEnd: 0, timeEnd: 0, end: 0 };
  while (position.end < list.length) {
    position.start = position.end;
    const entry = readHeader(list, position.start, list.length);
    const serial = readHeader(list, entry.contentStart, entry.end);
    const time = readHeader(list, serial.end, entry.end);
    if (entry.tagOctet !== 0x30 || serial.tagOctet !== 0x02 || (time.tagOctet !== 0x17 && time.tagOctet !== 0x18)) {
      throw new DerError('unexpected-tag', 'not an entry of a revocation list');
    }
    position.serialStart = serial.contentStart;
    position.serialEnd = serial.end;
    position.timeEnd = time.end;
    position.end = entry.end;
    yield position;
  }
}

// The extensions of nearly every entry in the world, up to the reason itself.
const reasonPrefix = Buffer.from('300c300a0603551d1504030a01', 'hex');

/** Walks all entries once: their number, and whether one has a critical extension nobody here understands. Throws `DerError`. */
export function checkEntries(list: Buffer): [count: number, hasUnknownCritical: boolean] {
  let count = 0;
  let hasUnknownCritical = false;
  for (const { start, end, timeEnd } of entryPositions(list)) {
    count++;
    if (timeEnd === end || isPlainReason(list, timeEnd, end)) continue;
    const extensions = readExtensions(readDer(list.subarray(start, end)).child(2));
    if (extensions.some(({ oid, critical }) => critical && !knownEntryExtensions.has(oid))) hasUnknownCritical = true;
  }
  return [count, hasUnknownCritical];
}

function isPlainReason(list: Buffer, start: number, end: number): boolean {
  return end - start === reasonPrefix.length + 1 && list.compare(reasonPrefix, 0, reasonPrefix.length, start, end - 1) === 0;
}

/** Reads one entry; throws X509Error `malformed-crl`. */
export function readEntry(list: Buffer, { start, end }: EntryPosition): RevokedEntry {
  return readOrRefuse('malformed-crl', 'an entry of the revocation list', () => parseEntry(list.subarray(start, end)));
}

function parseEntry(entry: Buffer): RevokedEntry {
  const fields = new DerFields(readDer(entry).asSequence());
  const serial = fields.next().asIntegerBytes();
  const revokedAt = fields.next().asTime();
  const extensions = fields.optionalUniversal(Tag.sequence);
  fields.end();
  const known = extensions ? readExtensions(extensions) : [];
  const value = (oid: string): DerNode | undefined => known.find((extension) => extension.oid === oid)?.node.embedded();
  const names = value(Oid.certificateIssuer);
  return {
    serial,
    revokedAt,
    reason: reasonOfCode(value(Oid.crlReason)?.asSmallInteger() ?? 0) ?? 'unspecified',
    invalidityDate: value(Oid.invalidityDate)?.asTime(),
    certificateIssuer: names && readGeneralNames(names),
  };
}
