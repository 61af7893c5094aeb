import { sign, verify } from 'node:crypto';

export function canonical(fields: Readonly<Record<string, string>>, without: readonly string[]): string {
  const names = Object.keys(fields).filter((name) => !without.includes(name) && fields[name] !== '');
  names.sort();
  return names.map((name) => `${name}=${fields[name]}`).join('&');
}

export const signed = (text: string, privateKey: string): string => sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64');

export const isSignedBy = (text: string, signature: string, publicKey: string): boolean =>
  verify('RSA-SHA256', Buffer.from(text), publicKey, Buffer.from(signature, 'base64'));

/** Notices and browser returns: `sign_type` is sent but not part of the signed text. */
export function withSign(fields: Readonly<Record<string, string>>, privateKey: string): Record<string, string> {
  return { ...fields, sign: signed(canonical(fields, ['sign', 'sign_type']), privateKey), sign_type: 'RSA2' };
}
