/** PEM armour (RFC 7468): text with `-----BEGIN label-----` blocks. Text around the blocks is ignored, as certificate bundles carry it. */
import { X509Error } from './x509-error.ts';

export interface PemBlock {
  /** e.g. `CERTIFICATE`, `CERTIFICATE REQUEST`, `X509 CRL`. */
  readonly label: string;
  readonly der: Buffer;
}

const maxBlocks = 1000;

/** Every block of a text, in order; at most 1000. Throws X509Error `malformed-pem` for a block without end or with foreign characters. */
export function pemBlocks(text: string): readonly PemBlock[] {
  const blocks: PemBlock[] = [];
  for (let at = text.indexOf('-----BEGIN '); at >= 0; ) {
    const labelEnd = text.indexOf('-----', at + 11);
    const label = labelEnd < 0 ? '' : text.slice(at + 11, labelEnd);
    if (!/^[A-Z0-9][A-Z0-9 ]{0,63}$/.test(label)) throw new X509Error('malformed-pem', 'a PEM label is damaged');
    const footer = `-----END ${label}-----`;
    const end = text.indexOf(footer, labelEnd + 5);
    if (end < 0) throw new X509Error('malformed-pem', `the ${label} block has no end`);
    if (blocks.length >= maxBlocks) throw new X509Error('malformed-pem', `more than ${maxBlocks} blocks`);
    blocks.push({ label, der: base64(text.slice(labelEnd + 5, end)) });
    at = text.indexOf('-----BEGIN ', end + footer.length);
  }
  return blocks;
}

/** The first block (with that label, if one is named). Throws X509Error `malformed-pem` when there is none. */
export function pemToDer(text: string, label?: string): Buffer {
  const block = pemBlocks(text).find((candidate) => label === undefined || candidate.label === label);
  if (!block) throw new X509Error('malformed-pem', `no ${label ?? 'PEM'} block`);
  return block.der;
}

/** DER as it is, or the DER in a PEM file: what people upload. Decides by the first octet of a SEQUENCE. */
export function derOrPem(input: Uint8Array | string, label?: string): Buffer {
  if (typeof input === 'string') return pemToDer(input, label);
  if (input[0] === 0x30) return Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  return pemToDer(Buffer.from(input.buffer, input.byteOffset, input.byteLength).toString('latin1'), label);
}

/** One block with lines of 64 characters and a final newline. */
export function derToPem(label: string, der: Uint8Array): string {
  const text = Buffer.from(der.buffer, der.byteOffset, der.byteLength).toString('base64');
  let body = '';
  for (let at = 0; at < text.length; at += 64) body += `${text.slice(at, at + 64)}\n`;
  return `-----BEGIN ${label}-----\n${body}-----END ${label}-----\n`;
}

function base64(body: string): Buffer {
  const text = body.replace(/\s+/g, '');
  if (text === '' || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text))
    throw new X509Error('malformed-pem', 'a PEM body is not base64');
  return Buffer.from(text, 'base64');
}
