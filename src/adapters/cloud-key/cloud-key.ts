import { createHash, type KeyObject, randomBytes } from 'node:crypto';
import type { Clock } from '../../kernel/clock.ts';
import { DomainError } from '../../kernel/domain-error.ts';
import {
  type Consent,
  ConsentRefused,
  HardwareKey,
  type HeldKey,
  type KeyAlgorithm,
  KeyHolderDown,
  KeyMissing,
  PinAlreadySet,
  type PinProof,
  type PinState,
  systemHolder,
} from '../../kernel/hardware-key.ts';
import type { Ids } from '../../kernel/ids.ts';
import type { KeyEncryptionKey } from './key-encryption-key.ts';
import { newKeyPair, privateKeyFrom, signature } from './key-pair.ts';
import type { KeyRecord, KeyRecords } from './key-records.ts';
import { PinGuard } from './pin-guard.ts';

const consentMs = 120_000;
const maxDigests = 100;

const sha256Hex = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const contextOf = (keyId: string, holderId: string) => `key/${keyId}/${holderId}`;

/**
 * The mobile edition (移动版): keys held by the server, sealed at rest. The PIN is an authorisation factor, never an encryption input,
 * so that reset by SMS works; whoever calls, no person's key signs without a fresh consent for exactly that message.
 */
export class CloudKey extends HardwareKey {
  readonly #records: KeyRecords;
  readonly #kek: KeyEncryptionKey;
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #pins: PinGuard;
  /** Opened keys of the system only: a person's key is opened for one signature and forgotten. */
  readonly #systemKeys = new Map<string, KeyObject>();

  constructor(records: KeyRecords, kek: KeyEncryptionKey, clock: Clock, ids: Ids) {
    super();
    this.#records = records;
    this.#kek = kek;
    this.#clock = clock;
    this.#ids = ids;
    this.#pins = new PinGuard(records, kek);
  }

  override async generate(holderId: string, algorithm: KeyAlgorithm, label: string): Promise<HeldKey> {
    const { spki, pkcs8 } = await newKeyPair(algorithm);
    const keyId = this.#ids.next();
    const sealedKey = this.#kek.seal(pkcs8, contextOf(keyId, holderId));
    pkcs8.fill(0);
    await stored(() => this.#records.addKey({ keyId, holderId, algorithm, label, spki, sealedKey }));
    return { keyId, holderId, algorithm, spki };
  }

  override async find(keyId: string): Promise<HeldKey> {
    const { holderId, algorithm, spki } = await this.#record(keyId);
    return { keyId, holderId, algorithm, spki };
  }

  override async authorise(keyId: string, messageDigests: readonly Uint8Array[], proof: PinProof): Promise<Consent> {
    const bad = messageDigests.length === 0 || messageDigests.length > maxDigests || messageDigests.some((digest) => digest.length !== 32);
    if (bad) throw new ConsentRefused();
    const { holderId } = await this.#record(keyId);
    await stored(() => this.#pins.check(holderId, proof.pin));
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(this.#clock.now().getTime() + consentMs);
    const digests = new Set(messageDigests.map((digest) => Buffer.from(digest).toString('hex')));
    const consents = [...digests].map((messageDigest) => ({ tokenHash: sha256Hex(token), keyId, messageDigest, expiresAt }));
    await stored(() => this.#records.addConsents(consents));
    return { kind: 'person', token };
  }

  override async sign(keyId: string, message: Uint8Array, consent: Consent): Promise<Uint8Array> {
    const cached = consent.kind === 'system' ? this.#systemKeys.get(keyId) : undefined;
    const record = await this.#record(keyId);
    await this.#spend(record, message, consent);
    try {
      return await signature(record.algorithm, cached ?? this.#opened(record), message);
    } catch (cause) {
      throw cause instanceof DomainError ? cause : new KeyHolderDown({ cause });
    }
  }

  override pinState(holderId: string): Promise<PinState> {
    return stored(() => this.#pins.state(holderId));
  }

  override async setPin(holderId: string, pin: string): Promise<void> {
    const added = await stored(() => this.#pins.first(holderId, pin));
    if (!added) throw new PinAlreadySet();
  }

  override changePin(holderId: string, oldPin: string, newPin: string): Promise<void> {
    return stored(() => this.#pins.change(holderId, oldPin, newPin));
  }

  override resetPin(holderId: string, newPin: string): Promise<void> {
    return stored(() => this.#pins.reset(holderId, newPin));
  }

  override async destroy(keyId: string): Promise<void> {
    this.#systemKeys.delete(keyId);
    await stored(() => this.#records.removeKey(keyId));
  }

  override async healthy(): Promise<boolean> {
    return this.#records.reachable().catch(() => false);
  }

  /** For a job: consents that nobody used. */
  async sweep(): Promise<void> {
    await stored(() => this.#records.removeConsentsBefore(this.#clock.now()));
  }

  async #record(keyId: string): Promise<KeyRecord> {
    const record = await stored(() => this.#records.key(keyId));
    if (record === undefined) throw new KeyMissing();
    return record;
  }

  /** The consent is gone after this, used or not. */
  async #spend(record: KeyRecord, message: Uint8Array, consent: Consent): Promise<void> {
    if (record.holderId === systemHolder || consent.kind === 'system') {
      if (record.holderId === systemHolder && consent.kind === 'system') return;
      throw new ConsentRefused();
    }
    const end = await stored(() => this.#records.takeConsent(sha256Hex(consent.token), record.keyId, sha256Hex(message)));
    if (end === undefined || end <= this.#clock.now()) throw new ConsentRefused();
  }

  #opened(record: KeyRecord): KeyObject {
    const pkcs8 = this.#kek.open(record.sealedKey, contextOf(record.keyId, record.holderId));
    const key = privateKeyFrom(pkcs8);
    pkcs8.fill(0);
    if (record.holderId === systemHolder) this.#systemKeys.set(record.keyId, key);
    return key;
  }
}

/** Refusals pass; a storage that fails is a holder that is down. */
async function stored<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw cause instanceof DomainError ? cause : new KeyHolderDown({ cause });
  }
}
