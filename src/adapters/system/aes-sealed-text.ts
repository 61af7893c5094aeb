import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { SealedText } from '../../kernel/sealed-text.ts';

/** AES-256-GCM for what is read back, HMAC-SHA-256 for what is searched; both keys are derived from one data key (RFC 5869). */
export class AesSealedText extends SealedText {
  readonly #cipherKey: Buffer;
  readonly #searchKey: Buffer;

  constructor(dataKey: Uint8Array, purpose = 'personal-data') {
    super();
    this.#cipherKey = Buffer.from(hkdfSync('sha256', dataKey, '', `${purpose}/cipher`, 32));
    this.#searchKey = Buffer.from(hkdfSync('sha256', dataKey, '', `${purpose}/search`, 32));
  }

  seal(plain: string): string {
    return this.sealBytes(Buffer.from(plain, 'utf8')).toString('base64url');
  }

  open(sealed: string): string {
    return this.openBytes(Buffer.from(sealed, 'base64url')).toString('utf8');
  }

  sealBytes(plain: Uint8Array): Buffer {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#cipherKey, nonce);
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }

  openBytes(sealed: Uint8Array): Buffer {
    const bytes = Buffer.from(sealed);
    if (bytes.length < 28) throw new Error('not a sealed text');
    const decipher = createDecipheriv('aes-256-gcm', this.#cipherKey, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(bytes.length - 16));
    return Buffer.concat([decipher.update(bytes.subarray(12, bytes.length - 16)), decipher.final()]);
  }

  fingerprint(plain: string): string {
    return createHmac('sha256', this.#searchKey).update(plain.normalize('NFC').trim()).digest('base64url');
  }
}
