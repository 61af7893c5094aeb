import type { KeyAlgorithm } from '../../kernel/hardware-key.ts';

export interface KeyRecord {
  readonly keyId: string;
  readonly holderId: string;
  readonly algorithm: KeyAlgorithm;
  readonly label: string;
  readonly spki: Uint8Array;
  /** PKCS #8, sealed under the key-encryption key. */
  readonly sealedKey: Uint8Array;
}

export interface PinRecord {
  readonly holderId: string;
  /** argon2id, PHC string. */
  readonly hash: string;
  readonly sealedPepper: Uint8Array;
  /** Rises with every new PIN, so that a check of the old one cannot touch the new one. */
  readonly generation: number;
  /** Tries since the last right one, the running one included. */
  readonly tries: number;
}

export type NewPin = Pick<PinRecord, 'hash' | 'sealedPepper'>;

export interface ConsentRecord {
  /** SHA-256 of the token, hex: who reads the table cannot sign. */
  readonly tokenHash: string;
  readonly keyId: string;
  /** SHA-256 of the message, hex. */
  readonly messageDigest: string;
  readonly expiresAt: Date;
}

/** Storage of the cloud key. Each method is atomic by itself. */
export abstract class KeyRecords {
  abstract addKey(record: KeyRecord): Promise<void>;
  abstract key(keyId: string): Promise<KeyRecord | undefined>;
  abstract removeKey(keyId: string): Promise<void>;
  abstract pin(holderId: string): Promise<PinRecord | undefined>;
  /** False when the holder has a PIN already. */
  abstract addPin(holderId: string, pin: NewPin): Promise<boolean>;
  /** New PIN, tries back to 0. With `generation` only when it is still that one. False when nothing was changed. */
  abstract replacePin(holderId: string, pin: NewPin, generation?: number): Promise<boolean>;
  /** Counts a try before it is made; undefined when there is no PIN or `maxTries` are used up. */
  abstract countTry(holderId: string, maxTries: number): Promise<PinRecord | undefined>;
  /** The PIN was right: tries back to 0, if the generation is still that one. */
  abstract clearTries(holderId: string, generation: number): Promise<void>;
  abstract addConsents(records: readonly ConsentRecord[]): Promise<void>;
  /** Removes the consent and answers when it ends; undefined when there is none such (any more). */
  abstract takeConsent(tokenHash: string, keyId: string, messageDigest: string): Promise<Date | undefined>;
  abstract removeConsentsBefore(at: Date): Promise<void>;
  abstract reachable(): Promise<boolean>;
}
