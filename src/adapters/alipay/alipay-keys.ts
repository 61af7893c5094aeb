import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** The configured text is not an RSA key of at least 2048 bits. The message never quotes it. */
export class UnusableAlipayKey extends Error {
  override name = 'UnusableAlipayKey';
}

/** The application's private key: PEM, or the bare base64 of PKCS #8 as Alipay's key tool prints it. */
export function alipayPrivateKey(text: string): KeyObject {
  return rsa('private key', () =>
    isPem(text) ? createPrivateKey(text) : createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' }),
  );
}

/** Alipay's public key (not the application's own): PEM, or bare base64 of a SubjectPublicKeyInfo. */
export function alipayPublicKey(text: string): KeyObject {
  return rsa('public key', () => {
    // createPublicKey would quietly derive a public key from a private one: a swapped setting must not pass.
    if (text.includes('PRIVATE')) throw new UnusableAlipayKey('a private key stands where Alipay’s public key belongs');
    return isPem(text) ? createPublicKey(text) : createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
  });
}

function isPem(text: string): boolean {
  return text.includes('-----BEGIN');
}

function rsa(what: string, read: () => KeyObject): KeyObject {
  let key: KeyObject;
  try {
    key = read();
  } catch (cause) {
    if (cause instanceof UnusableAlipayKey) throw cause;
    throw new UnusableAlipayKey(`the Alipay ${what} cannot be read`, { cause });
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== 'rsa' || bits < 2048) throw new UnusableAlipayKey(`the Alipay ${what} is not RSA of 2048 bits or more`);
  return key;
}
