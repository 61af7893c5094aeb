import { DerError } from './der-error.ts';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF8String, well-formed only. */
export function decodeUtf8(content: Buffer): string {
  try {
    return strictUtf8.decode(content);
  } catch (cause) {
    if (cause instanceof TypeError) throw new DerError('bad-value', 'ill-formed UTF-8');
    throw cause;
  }
}

/** The string types within ASCII. */
export function decodeAscii(content: Buffer): string {
  for (const byte of content) if (byte > 0x7f) throw new DerError('bad-value', 'a character outside ASCII');
  return content.toString('latin1');
}

/** BMPString. */
export function decodeUtf16(content: Buffer): string {
  if (content.length % 2 !== 0) throw new DerError('bad-value', 'BMPString of odd length');
  return Buffer.from(content).swap16().toString('utf16le');
}

/** UniversalString. */
export function decodeUtf32(content: Buffer): string {
  if (content.length % 4 !== 0) throw new DerError('bad-value', 'UniversalString not of four octets each');
  let text = '';
  for (let at = 0; at < content.length; at += 4) {
    const code = content.readUInt32BE(at);
    if (code > 0x10ffff) throw new DerError('bad-value', 'no such character');
    text += String.fromCodePoint(code);
  }
  return text;
}
