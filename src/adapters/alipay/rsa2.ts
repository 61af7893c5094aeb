import { type KeyObject, sign, verify } from 'node:crypto';

/** Non-empty members sorted by name and joined as `name=value&…`, values as they are (not URL-encoded): what RSA2 signs. */
export function signedText(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .filter(([, value]) => value !== '')
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** RSA2 is RSASSA-PKCS1-v1_5 with SHA-256 over UTF-8, in base64. */
export function rsa2Sign(text: string, key: KeyObject): string {
  return sign('sha256', Buffer.from(text, 'utf8'), key).toString('base64');
}

export function rsa2Verify(text: string, signature: string, key: KeyObject): boolean {
  // Node decodes base64 leniently; a signature with foreign characters is refused before that.
  if (signature.length > 1_024 || !/^[A-Za-z0-9+/]+={0,2}$/.test(signature)) return false;
  return verify('sha256', Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'));
}
