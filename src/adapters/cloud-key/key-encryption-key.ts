import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { KeyHolderDown } from '../../kernel/hardware-key.ts';

const version = 1;
const idLength = 8;
const nonceLength = 12;
const tagLength = 16;
const keyLength = 32;
const wrappedKeyLength = nonceLength + keyLength + tagLength;

/** AES-256-GCM: nonce | ciphertext | tag, bound to `context`. */
function encrypt(key: Uint8Array, plain: Uint8Array, context: Uint8Array): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(context);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Uint8Array, sealed: Uint8Array, context: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceLength), { authTagLength: tagLength });
  decipher.setAAD(context).setAuthTag(sealed.subarray(sealed.length - tagLength));
  return Buffer.concat([decipher.update(sealed.subarray(nonceLength, sealed.length - tagLength)), decipher.final()]);
}

/**
 * Seals secrets at rest: each under a data key of its own, which this key wraps. The sealed form is
 * `01 | id of this key (8) | wrapped data key (60) | nonce, ciphertext and tag`; `context` must be the same on opening,
 * so that a row cannot be moved to another holder.
 */
export class KeyEncryptionKey {
  readonly #key: Uint8Array;
  readonly #id: Buffer;

  /** @param key 32 bytes from the configuration */
  constructor(key: Uint8Array) {
    if (key.length !== keyLength) throw new RangeError('the key-encryption key must have 32 bytes');
    this.#key = Uint8Array.from(key);
    this.#id = createHash('sha256').update('yinxin key-encryption key id').update(key).digest().subarray(0, idLength);
  }

  seal(plain: Uint8Array, context: string): Buffer {
    const aad = Buffer.from(context, 'utf8');
    const dataKey = randomBytes(keyLength);
    const sealed = Buffer.concat([Buffer.of(version), this.#id, encrypt(this.#key, dataKey, aad), encrypt(dataKey, plain, aad)]);
    dataKey.fill(0);
    return sealed;
  }

  /** Throws KeyHolderDown when this is not the key it was sealed with, or when the bytes or the context were changed. */
  open(sealed: Uint8Array, context: string): Buffer {
    const aad = Buffer.from(context, 'utf8');
    const start = 1 + idLength;
    try {
      if (sealed[0] !== version || !this.#id.equals(sealed.subarray(1, start))) throw new Error('sealed with another key-encryption key');
      const dataKey = decrypt(this.#key, sealed.subarray(start, start + wrappedKeyLength), aad);
      const plain = decrypt(dataKey, sealed.subarray(start + wrappedKeyLength), aad);
      dataKey.fill(0);
      return plain;
    } catch (cause) {
      throw new KeyHolderDown({ cause });
    }
  }
}
