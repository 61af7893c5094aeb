import { DerError } from './der-error.ts';

/** The content octets of an OBJECT IDENTIFIER (X.690 8.19) from its dotted form, e.g. `2.5.4.3`. Arcs up to 128 bits (UUID arcs). */
export function encodeOidContent(dotted: string): Uint8Array {
  if (dotted.length > 256 || !/^[0-2](\.(0|[1-9]\d*))+$/.test(dotted))
    throw new DerError('unencodable', `not an object identifier: ${dotted}`);
  const [first = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt);
  if (first < 2n && second > 39n) throw new DerError('unencodable', `not an object identifier: ${dotted}`);
  const bytes: number[] = [];
  for (const arc of [first * 40n + second, ...rest]) {
    const groups = [Number(arc & 0x7fn)];
    for (let left = arc >> 7n; left > 0n; left >>= 7n) groups.unshift(Number(left & 0x7fn) | 0x80);
    bytes.push(...groups);
  }
  return Uint8Array.from(bytes);
}

/** The dotted form of the content octets of an OBJECT IDENTIFIER. Arcs that are padded, cut short or over 140 bits are refused. */
export function decodeOidContent(content: Uint8Array): string {
  if (content.length === 0 || content.length > 256) throw new DerError('bad-value', 'an object identifier has 1 to 256 octets');
  const arcs: string[] = [];
  let small = 0;
  let big: bigint | undefined;
  let groups = 0;
  for (const byte of content) {
    if (groups === 0 && byte === 0x80) throw new DerError('not-der', 'padded arc in an object identifier');
    if (++groups > 20) throw new DerError('bad-value', 'an arc of the object identifier is too long');
    if (groups > 6) big = ((big ?? BigInt(small)) << 7n) | BigInt(byte & 0x7f);
    else small = small * 128 + (byte & 0x7f);
    if (byte & 0x80) continue;
    arcs.push(...(arcs.length === 0 ? firstTwoArcs(big ?? small) : [String(big ?? small)]));
    small = 0;
    big = undefined;
    groups = 0;
  }
  if (groups > 0) throw new DerError('truncated', 'the last arc of the object identifier is cut short');
  return arcs.join('.');
}

function firstTwoArcs(value: number | bigint): [string, string] {
  if (value < 40) return ['0', String(value)];
  if (value < 80) return ['1', String(Number(value) - 40)];
  return ['2', typeof value === 'number' ? String(value - 80) : String(value - 80n)];
}
