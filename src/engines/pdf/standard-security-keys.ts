import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { rc4 } from './rc4.ts';

/** The values of the /Encrypt dictionary that the standard handler's key derivation needs (ISO 32000-2 7.6.4). */
export interface StandardEntries {
  readonly revision: number;
  readonly keyBytes: number;
  readonly owner: Uint8Array;
  readonly user: Uint8Array;
  readonly ownerKey: Uint8Array;
  readonly userKey: Uint8Array;
  readonly permissions: number;
  readonly encryptMetadata: boolean;
  readonly id: Uint8Array;
}

const PADDING = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');

const md5 = (...parts: Uint8Array[]): Buffer => {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const padded = (password: Uint8Array): Buffer => Buffer.concat([password, PADDING]).subarray(0, 32);

/** The file encryption key for a user or owner password, undefined when the password fits neither. */
export function fileKey(entries: StandardEntries, password: string): Buffer | undefined {
  if (entries.revision >= 5) return modernKey(entries, Buffer.from(password.normalize('NFKC'), 'utf8').subarray(0, 127));
  const bytes = Buffer.from(password, 'latin1');
  return legacyUserKey(entries, bytes) ?? legacyUserKey(entries, legacyUserPassword(entries, bytes));
}

/** Algorithm 2, then 4 or 5 to see whether the password fits. */
function legacyUserKey(entries: StandardEntries, password: Uint8Array): Buffer | undefined {
  const { revision, keyBytes } = entries;
  const permissions = Buffer.alloc(4);
  permissions.writeInt32LE(entries.permissions | 0);
  const metadata = revision >= 4 && !entries.encryptMetadata ? Buffer.from('ffffffff', 'hex') : Buffer.alloc(0);
  let key = md5(padded(password), entries.owner.subarray(0, 32), permissions, entries.id, metadata);
  for (let i = 0; revision >= 3 && i < 50; i++) key = md5(key.subarray(0, keyBytes));
  key = key.subarray(0, keyBytes);
  if (revision === 2) return Buffer.from(rc4(key, PADDING)).equals(entries.user.subarray(0, 32)) ? key : undefined;
  let check: Uint8Array = md5(PADDING, entries.id);
  for (let i = 0; i < 20; i++)
    check = rc4(
      key.map((byte) => byte ^ i),
      check,
    );
  return Buffer.from(check).equals(entries.user.subarray(0, 16)) ? key : undefined;
}

/** Algorithm 7: the user password that an owner password unlocks. */
function legacyUserPassword(entries: StandardEntries, owner: Uint8Array): Uint8Array {
  let key = md5(padded(owner));
  for (let i = 0; entries.revision >= 3 && i < 50; i++) key = md5(key);
  key = key.subarray(0, entries.keyBytes);
  let password: Uint8Array = entries.owner.subarray(0, 32);
  for (let i = entries.revision >= 3 ? 19 : 0; i >= 0; i--)
    password = rc4(
      key.map((byte) => byte ^ i),
      password,
    );
  return password;
}

/** Algorithm 2.A: AES-256, revision 5 (plain SHA-256) and 6 (2.B). */
function modernKey(entries: StandardEntries, password: Uint8Array): Buffer | undefined {
  const { owner, user, revision } = entries;
  const hash = (salt: Uint8Array, extra: Uint8Array): Buffer =>
    revision === 5 ? sha256(password, salt, extra) : hardenedHash(password, salt, extra);
  const none = Buffer.alloc(0);
  const userPart = user.subarray(0, 48);
  const unwrap = (key: Buffer, wrapped: Uint8Array): Buffer => {
    const cipher = createDecipheriv('aes-256-cbc', key, Buffer.alloc(16)).setAutoPadding(false);
    return Buffer.concat([cipher.update(wrapped.subarray(0, 32)), cipher.final()]);
  };
  if (hash(user.subarray(32, 40), none).equals(user.subarray(0, 32))) return unwrap(hash(user.subarray(40, 48), none), entries.userKey);
  if (hash(owner.subarray(32, 40), userPart).equals(owner.subarray(0, 32)))
    return unwrap(hash(owner.subarray(40, 48), userPart), entries.ownerKey);
  return undefined;
}

const sha256 = (...parts: Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** Algorithm 2.B. */
function hardenedHash(password: Uint8Array, salt: Uint8Array, extra: Uint8Array): Buffer {
  let key = sha256(password, salt, extra);
  for (let round = 0; ; round++) {
    const block = Buffer.concat([password, key, extra]);
    const repeated = Buffer.concat(Array.from({ length: 64 }, () => block));
    const encrypted = createCipheriv('aes-128-cbc', key.subarray(0, 16), key.subarray(16, 32)).setAutoPadding(false).update(repeated);
    const remainder = encrypted.subarray(0, 16).reduce((sum, byte) => sum + byte, 0) % 3;
    key = createHash(['sha256', 'sha384', 'sha512'][remainder] ?? 'sha256')
      .update(encrypted)
      .digest();
    if (round >= 63 && (encrypted[encrypted.length - 1] ?? 0) <= round - 31) return key.subarray(0, 32);
  }
}
