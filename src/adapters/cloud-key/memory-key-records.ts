import { type ConsentRecord, type KeyRecord, KeyRecords, type NewPin, type PinRecord } from './key-records.ts';

const nameOf = (tokenHash: string, keyId: string, messageDigest: string) => `${tokenHash}/${keyId}/${messageDigest}`;

/** For tests and for tools that need no database. */
export class MemoryKeyRecords extends KeyRecords {
  readonly #keys = new Map<string, KeyRecord>();
  readonly #pins = new Map<string, PinRecord>();
  readonly #consents = new Map<string, Date>();

  override async addKey(record: KeyRecord): Promise<void> {
    this.#keys.set(record.keyId, record);
  }

  override async key(keyId: string): Promise<KeyRecord | undefined> {
    return this.#keys.get(keyId);
  }

  override async removeKey(keyId: string): Promise<void> {
    this.#keys.delete(keyId);
  }

  override async pin(holderId: string): Promise<PinRecord | undefined> {
    return this.#pins.get(holderId);
  }

  override async addPin(holderId: string, pin: NewPin): Promise<boolean> {
    if (this.#pins.has(holderId)) return false;
    this.#pins.set(holderId, { ...pin, holderId, generation: 1, tries: 0 });
    return true;
  }

  override async replacePin(holderId: string, pin: NewPin, generation?: number): Promise<boolean> {
    const before = this.#pins.get(holderId);
    if (before === undefined || (generation !== undefined && before.generation !== generation)) return false;
    this.#pins.set(holderId, { ...pin, holderId, generation: before.generation + 1, tries: 0 });
    return true;
  }

  override async countTry(holderId: string, maxTries: number): Promise<PinRecord | undefined> {
    const before = this.#pins.get(holderId);
    if (before === undefined || before.tries >= maxTries) return undefined;
    const counted = { ...before, tries: before.tries + 1 };
    this.#pins.set(holderId, counted);
    return counted;
  }

  override async clearTries(holderId: string, generation: number): Promise<void> {
    const record = this.#pins.get(holderId);
    if (record?.generation === generation) this.#pins.set(holderId, { ...record, tries: 0 });
  }

  override async addConsents(records: readonly ConsentRecord[]): Promise<void> {
    for (const record of records) this.#consents.set(nameOf(record.tokenHash, record.keyId, record.messageDigest), record.expiresAt);
  }

  override async takeConsent(tokenHash: string, keyId: string, messageDigest: string): Promise<Date | undefined> {
    const name = nameOf(tokenHash, keyId, messageDigest);
    const expiresAt = this.#consents.get(name);
    this.#consents.delete(name);
    return expiresAt;
  }

  override async removeConsentsBefore(at: Date): Promise<void> {
    for (const [name, expiresAt] of this.#consents) if (expiresAt < at) this.#consents.delete(name);
  }

  override async reachable(): Promise<boolean> {
    return true;
  }
}
