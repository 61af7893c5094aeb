/** GeneralName (RFC 5280 4.2.1.6): reading and writing. */
import { isIP } from 'node:net';
import { DerError } from '../der/der-error.ts';
import type { DerNode } from '../der/der-reader.ts';
import { contextExplicit, contextPrimitive, ia5Content, oid } from '../der/der-writer.ts';
import { decodeOidContent } from '../der/oid-codec.ts';
import { decodeAscii } from '../der/text-codec.ts';
import { type DistinguishedName, readName } from './distinguished-name.ts';

export type GeneralName =
  | { readonly kind: 'email' | 'dns' | 'uri'; readonly value: string }
  | { readonly kind: 'directory'; readonly name: DistinguishedName }
  /** 4 or 16 octets; in name constraints 8 or 32 (address and mask). */
  | { readonly kind: 'ip'; readonly address: Buffer }
  | { readonly kind: 'registeredId'; readonly oid: string }
  /** otherName, x400Address, ediPartyName: kept as they are. */
  | { readonly kind: 'other'; readonly tagNumber: number; readonly raw: Buffer };

const maxNames = 1000;

/** Reads a GeneralNames sequence (or the IMPLICIT one under `node`'s tag). */
export function readGeneralNames(node: DerNode): readonly GeneralName[] {
  const children = node.children();
  if (children.length === 0) throw new DerError('bad-value', 'an empty list of names');
  if (children.length > maxNames) throw new DerError('too-many-nodes', `more than ${maxNames} names`);
  return children.map(readGeneralName);
}

export function readGeneralName(node: DerNode): GeneralName {
  if (node.tagClass !== 'context') throw new DerError('unexpected-tag', 'a general name has a context tag');
  switch (node.tagNumber) {
    case 1:
      return { kind: 'email', value: decodeAscii(node.primitiveContent()) };
    case 2:
      return { kind: 'dns', value: decodeAscii(node.primitiveContent()) };
    case 4:
      return { kind: 'directory', name: readName(node.onlyChild()) };
    case 6:
      return { kind: 'uri', value: decodeAscii(node.primitiveContent()) };
    case 7:
      return { kind: 'ip', address: node.primitiveContent() };
    case 8:
      return { kind: 'registeredId', oid: decodeOidContent(node.primitiveContent()) };
    case 0:
    case 3:
    case 5:
      return { kind: 'other', tagNumber: node.tagNumber, raw: node.raw };
    default:
      throw new DerError('unexpected-tag', 'no such kind of general name');
  }
}

export type GeneralNameToWrite =
  | { readonly kind: 'email' | 'dns' | 'uri'; readonly value: string }
  /** Textual IPv4 or IPv6 address. */
  | { readonly kind: 'ip'; readonly value: string }
  /** DER of a Name. */
  | { readonly kind: 'directory'; readonly name: Uint8Array }
  | { readonly kind: 'registeredId'; readonly oid: string };

/** DER of one GeneralName. Non-ASCII text throws `DerError`: names of hosts must be in their A-label form. */
export function encodeGeneralName(name: GeneralNameToWrite): Buffer {
  switch (name.kind) {
    case 'email':
      return contextPrimitive(1, ia5Content(name.value));
    case 'dns':
      return contextPrimitive(2, ia5Content(name.value));
    case 'directory':
      return contextExplicit(4, name.name);
    case 'uri':
      return contextPrimitive(6, ia5Content(name.value));
    case 'ip':
      return contextPrimitive(7, ipOctets(name.value));
    case 'registeredId':
      return contextPrimitive(8, oid(name.oid).subarray(2));
  }
}

function ipOctets(text: string): Uint8Array {
  const version = isIP(text);
  if (version === 4) return Uint8Array.from(text.split('.').map(Number));
  if (version !== 6 || text.includes('%') || text.includes('.')) throw new DerError('unencodable', 'not an IP address');
  const [head = '', tail] = text.split('::');
  const groups = (part: string | undefined): string[] => (part ? part.split(':') : []);
  const zeros = new Array<string>(tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length).fill('0');
  const all = [...groups(head), ...zeros, ...groups(tail)].map((group) => Number.parseInt(group, 16));
  return Uint8Array.from(all.flatMap((group) => [group >> 8, group & 0xff]));
}
