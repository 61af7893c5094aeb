import { DomainError } from './domain-error.ts';

/** The kinds of key pair a holder can make. */
export type KeyAlgorithm = 'ecdsa-p256' | 'ecdsa-p384' | 'rsa-2048' | 'rsa-3072' | 'rsa-4096';

/** Holder of the keys of the CA itself (issuing, OCSP, time-stamps): they sign without a person's consent. */
export const systemHolder = 'system';

/** A key inside a holder. The private part never leaves it. `spki` is the DER SubjectPublicKeyInfo (RFC 5280 4.1.2.7). */
export interface HeldKey {
  readonly keyId: string;
  readonly holderId: string;
  readonly algorithm: KeyAlgorithm;
  readonly spki: Uint8Array;
}

/** How a person proves to be there. Passkeys will be a second kind. */
export interface PinProof {
  readonly kind: 'pin';
  readonly pin: string;
}

/**
 * Permission to sign. A person's is a token made by `authorise`: bound to one key and to the SHA-256 of each message, usable once per message
 * and for two minutes. Keys of the system holder need none, and only they may be used with `system`.
 */
export type Consent = { readonly kind: 'person'; readonly token: string } | { readonly kind: 'system' };

/**
 * Where private keys live: PKCS#11 tokens and the cloud key are two adapters, judged by one contract suite.
 * Every refusal is one of the errors below; a call never hangs and never leaves half a key.
 */
export abstract class HardwareKey {
  /** Makes a non-extractable key pair for `holderId` (an account, or `systemHolder`). */
  abstract generate(holderId: string, algorithm: KeyAlgorithm, label: string): Promise<HeldKey>;
  /** Throws KeyMissing. */
  abstract find(keyId: string): Promise<HeldKey>;
  /**
   * Checks the proof of the key's holder once and permits one signature for each of `messageDigests` (SHA-256, 1 to 100 of them).
   * Throws WrongPin (with the tries left), PinLocked, PinNotSet, KeyMissing, KeyHolderDown.
   */
  abstract authorise(keyId: string, messageDigests: readonly Uint8Array[], proof: PinProof): Promise<Consent>;
  /**
   * Signs `message` (the adapter hashes: SHA-256 for P-256 and RSA, SHA-384 for P-384). Answers DER ECDSA-Sig-Value (RFC 3279 2.2.3)
   * or PKCS #1 v1.5 octets. Throws ConsentRefused, KeyMissing, KeyHolderDown.
   */
  abstract sign(keyId: string, message: Uint8Array, consent: Consent): Promise<Uint8Array>;
  abstract pinState(holderId: string): Promise<PinState>;
  /** First setting only; throws PinAlreadySet. */
  abstract setPin(holderId: string, pin: string): Promise<void>;
  /** Throws WrongPin, PinLocked, PinNotSet. */
  abstract changePin(holderId: string, oldPin: string, newPin: string): Promise<void>;
  /** After another proof of the person (SMS code): sets a new PIN and opens the lock. Throws PinNotSet. */
  abstract resetPin(holderId: string, newPin: string): Promise<void>;
  /** The private key is gone for ever; a key that is not there is no error. */
  abstract destroy(keyId: string): Promise<void>;
  abstract healthy(): Promise<boolean>;
}

export interface PinState {
  readonly state: 'unset' | 'set' | 'locked';
  readonly triesLeft: number;
}

export class WrongPin extends DomainError {
  constructor(triesLeft: number) {
    super('invalid', 'key.wrong-pin', { triesLeft });
  }
}

export class PinLocked extends DomainError {
  constructor() {
    super('conflict', 'key.pin-locked');
  }
}

export class PinNotSet extends DomainError {
  constructor() {
    super('conflict', 'key.pin-not-set');
  }
}

export class PinAlreadySet extends DomainError {
  constructor() {
    super('conflict', 'key.pin-already-set');
  }
}

/** No consent, a used or stale one, or one for another key or message. */
export class ConsentRefused extends DomainError {
  constructor() {
    super('forbidden', 'key.consent-refused');
  }
}

export class KeyMissing extends DomainError {
  constructor() {
    super('missing', 'key.missing');
  }
}

export class KeyHolderDown extends DomainError {
  constructor(options?: ErrorOptions) {
    super('unavailable', 'key.holder-down', {}, options);
  }
}
