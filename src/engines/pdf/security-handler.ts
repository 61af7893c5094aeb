import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { PdfError } from './pdf-error.ts';
import { isArray, nameOf, PdfDict, type PdfObject, PdfStream, PdfString } from './pdf-object.ts';
import { rc4 } from './rc4.ts';
import { fileKey } from './standard-security-keys.ts';

type Cipher = 'none' | 'rc4' | 'aes-128' | 'aes-256';

/** Decrypts what is read from, and encrypts what is appended to, a file with the standard security handler V1 to V5 (ISO 32000-2 7.6). */
export class SecurityHandler {
  readonly #key: Buffer;
  readonly #strings: Cipher;
  readonly #streams: Cipher;
  readonly #encryptMetadata: boolean;

  private constructor(key: Buffer, ciphers: { strings: Cipher; streams: Cipher }, encryptMetadata: boolean) {
    this.#key = key;
    this.#strings = ciphers.strings;
    this.#streams = ciphers.streams;
    this.#encryptMetadata = encryptMetadata;
  }

  /**
   * `encrypt` must hold direct values only; `id` is the first part of /ID. Tries `password`, then the empty one.
   * Throws `password-needed` or `unsupported-encryption`.
   */
  static open(encrypt: PdfDict, id: Uint8Array, password: string | undefined): SecurityHandler {
    if (nameOf(encrypt.get('Filter')) !== 'Standard')
      throw new PdfError('unsupported-encryption', 'encrypted with a handler other than Standard');
    const version = integer(encrypt, 'V', 0);
    const revision = integer(encrypt, 'R', 0);
    if (![1, 2, 4, 5].includes(version) || ![2, 3, 4, 5, 6].includes(revision))
      throw new PdfError('unsupported-encryption', `encryption V${version} R${revision} is not supported`);
    const encryptMetadata = encrypt.get('EncryptMetadata') !== false;
    const keyBits = version === 1 ? 40 : version === 2 ? integer(encrypt, 'Length', 40) : 128;
    if (keyBits < 40 || keyBits > 128 || keyBits % 8 !== 0) throw new PdfError('unsupported-encryption', 'key length out of range');
    const entries = {
      revision,
      keyBytes: keyBits / 8,
      owner: bytes(encrypt, 'O'),
      user: bytes(encrypt, 'U'),
      ownerKey: bytes(encrypt, 'OE'),
      userKey: bytes(encrypt, 'UE'),
      permissions: integer(encrypt, 'P', 0),
      encryptMetadata,
      id,
    };
    const key = (password === undefined ? undefined : fileKey(entries, password)) ?? fileKey(entries, '');
    if (!key) throw new PdfError('password-needed', 'the document needs a password');
    const ciphers =
      version < 4
        ? { strings: 'rc4' as const, streams: 'rc4' as const }
        : { strings: cryptFilter(encrypt, 'StrF'), streams: cryptFilter(encrypt, 'StmF') };
    return new SecurityHandler(key, ciphers, encryptMetadata);
  }

  /** A copy of the object with its strings and streams readable. `num gen` is the indirect object it stands in. */
  decrypt(value: PdfObject, num: number, gen: number): PdfObject {
    if (value instanceof PdfStream) {
      const cipher = this.#streamCipher(value.dict);
      const dict = this.#mapDict(value.dict, (data) => this.#decipher(this.#strings, data, num, gen));
      return cipher === 'none' ? new PdfStream(dict, value.raw) : new PdfStream(dict, () => this.#decipher(cipher, value.raw(), num, gen));
    }
    return this.#mapStrings(value, (data) => this.#decipher(this.#strings, data, num, gen));
  }

  /** The reverse of `decrypt`, for an object about to be written as `num gen`. */
  encrypt(value: PdfObject, num: number, gen: number): PdfObject {
    if (value instanceof PdfStream) {
      const cipher = this.#streamCipher(value.dict);
      const dict = this.#mapDict(value.dict, (data) => this.#encipher(this.#strings, data, num, gen));
      const data = this.#encipher(cipher, value.raw(), num, gen);
      dict.set('Length', data.length);
      return new PdfStream(dict, () => data);
    }
    return this.#mapStrings(value, (data) => this.#encipher(this.#strings, data, num, gen));
  }

  #mapDict(dict: PdfDict, change: (data: Uint8Array) => Uint8Array): PdfDict {
    const mapped = new PdfDict();
    mapped.repeatedKeys = dict.repeatedKeys;
    // 7.6.2: /Contents of a signature dictionary is never encrypted.
    const isSignature = dict.has('ByteRange');
    for (const [key, value] of dict.entries()) mapped.set(key, isSignature && key === 'Contents' ? value : this.#mapStrings(value, change));
    return mapped;
  }

  #mapStrings(value: PdfObject, change: (data: Uint8Array) => Uint8Array): PdfObject {
    if (value instanceof PdfString) return new PdfString(change(value.bytes), value.form, value.at);
    if (value instanceof PdfDict) return this.#mapDict(value, change);
    if (isArray(value)) return value.map((item) => this.#mapStrings(item, change));
    return value;
  }

  #streamCipher(dict: PdfDict): Cipher {
    const type = nameOf(dict.get('Type'));
    if (type === 'XRef' || (type === 'Metadata' && !this.#encryptMetadata)) return 'none';
    const filter = dict.get('Filter');
    const first = isArray(filter) ? filter[0] : filter;
    if (nameOf(first) !== 'Crypt') return this.#streams;
    const parms = dict.get('DecodeParms');
    const own = isArray(parms) ? parms[0] : parms;
    const filterName = own instanceof PdfDict ? (nameOf(own.get('Name')) ?? 'Identity') : 'Identity';
    return filterName === 'Identity' ? 'none' : this.#streams;
  }

  /** Algorithm 1: the key of one object; AES-256 uses the file key as it is (1.A). */
  #objectKey(cipher: Cipher, num: number, gen: number): Buffer {
    if (cipher === 'aes-256') return this.#key;
    const salt = Buffer.from([num & 255, (num >> 8) & 255, (num >> 16) & 255, gen & 255, (gen >> 8) & 255]);
    const hash = createHash('md5').update(this.#key).update(salt);
    if (cipher === 'aes-128') hash.update('sAlT', 'latin1');
    return hash.digest().subarray(0, Math.min(16, this.#key.length + 5));
  }

  #decipher(cipher: Cipher, data: Uint8Array, num: number, gen: number): Uint8Array {
    if (cipher === 'none') return data;
    const key = this.#objectKey(cipher, num, gen);
    if (cipher === 'rc4') return rc4(key, data);
    const whole = data.length - (data.length % 16);
    if (whole < 32) return new Uint8Array(0);
    const algorithm = createDecipheriv(`${cipher}-cbc`, key, data.subarray(0, 16)).setAutoPadding(false);
    const plain = Buffer.concat([algorithm.update(data.subarray(16, whole)), algorithm.final()]);
    const padding = plain[plain.length - 1] ?? 0;
    return padding >= 1 && padding <= 16 ? plain.subarray(0, plain.length - padding) : plain;
  }

  #encipher(cipher: Cipher, data: Uint8Array, num: number, gen: number): Uint8Array {
    if (cipher === 'none') return data;
    const key = this.#objectKey(cipher, num, gen);
    if (cipher === 'rc4') return rc4(key, data);
    const start = randomBytes(16);
    const algorithm = createCipheriv(`${cipher}-cbc`, key, start);
    return Buffer.concat([start, algorithm.update(data), algorithm.final()]);
  }
}

function integer(dict: PdfDict, key: string, fallback: number): number {
  const value = dict.get(key);
  return typeof value === 'number' ? value : fallback;
}

function bytes(dict: PdfDict, key: string): Uint8Array {
  const value = dict.get(key);
  return value instanceof PdfString ? value.bytes : new Uint8Array(0);
}

function cryptFilter(encrypt: PdfDict, use: 'StmF' | 'StrF'): Cipher {
  const filterName = nameOf(encrypt.get(use)) ?? 'Identity';
  if (filterName === 'Identity') return 'none';
  const filters = encrypt.get('CF');
  const filter = filters instanceof PdfDict ? filters.get(filterName) : undefined;
  const method = filter instanceof PdfDict ? nameOf(filter.get('CFM')) : undefined;
  if (method === 'V2') return 'rc4';
  if (method === 'AESV2') return 'aes-128';
  if (method === 'AESV3') return 'aes-256';
  if (method === 'None') return 'none';
  throw new PdfError('unsupported-encryption', `crypt filter ${filterName} is not supported`);
}
