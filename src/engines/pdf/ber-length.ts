const MAX_DEPTH = 64;

/** How many bytes the BER value at the start takes, its header included; 0 when there is none or it is cut off. Both length forms (X.690 8.1.3). */
export function berLength(bytes: Uint8Array): number {
  const end = endOfValue(bytes, 0, 0);
  return end === undefined ? 0 : end;
}

function endOfValue(bytes: Uint8Array, start: number, depth: number): number | undefined {
  const tag = bytes[start];
  if (tag === undefined || depth > MAX_DEPTH) return undefined;
  let at = start + 1;
  if ((tag & 0x1f) === 0x1f) while (((bytes[at++] ?? 0) & 0x80) !== 0);
  const first = bytes[at++];
  if (first === undefined) return undefined;
  if (first === 0x80) return (tag & 0x20) === 0 ? undefined : endOfIndefinite(bytes, at, depth);
  let length = first;
  if (first > 0x80) {
    const octets = first & 0x7f;
    if (octets > 6) return undefined;
    length = 0;
    for (let i = 0; i < octets; i++) length = length * 256 + (bytes[at++] ?? 0);
  }
  return at + length <= bytes.length ? at + length : undefined;
}

function endOfIndefinite(bytes: Uint8Array, from: number, depth: number): number | undefined {
  let at = from;
  while (!(bytes[at] === 0 && bytes[at + 1] === 0)) {
    const next = endOfValue(bytes, at, depth + 1);
    if (next === undefined) return undefined;
    at = next;
  }
  return at + 2 <= bytes.length ? at + 2 : undefined;
}
