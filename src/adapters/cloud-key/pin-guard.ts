import { PinLocked, PinNotSet, type PinState, WrongPin } from '../../kernel/hardware-key.ts';
import type { KeyEncryptionKey } from './key-encryption-key.ts';
import type { KeyRecords, PinRecord } from './key-records.ts';
import { hashPin, pinMatches } from './pin-hash.ts';

/** CER-078: the sixth wrong try locks. */
export const maxPinTries = 6;

/**
 * Checks PINs. Every try is counted in the database before it is made, so that neither a crash nor many requests at once buy an extra one;
 * within this process the tries of one holder wait for each other, so that right ones at once do not lock each other out.
 */
export class PinGuard {
  readonly #records: KeyRecords;
  readonly #kek: KeyEncryptionKey;
  readonly #running = new Map<string, Promise<unknown>>();

  constructor(records: KeyRecords, kek: KeyEncryptionKey) {
    this.#records = records;
    this.#kek = kek;
  }

  async state(holderId: string): Promise<PinState> {
    const record = await this.#records.pin(holderId);
    if (record === undefined) return { state: 'unset', triesLeft: maxPinTries };
    const triesLeft = Math.max(0, maxPinTries - record.tries);
    return { state: triesLeft === 0 ? 'locked' : 'set', triesLeft };
  }

  /** Throws WrongPin, PinLocked, PinNotSet. */
  async check(holderId: string, pin: string): Promise<void> {
    await this.#inTurn(holderId, () => this.#try(holderId, pin));
  }

  async first(holderId: string, pin: string): Promise<boolean> {
    if ((await this.#records.pin(holderId)) !== undefined) return false;
    return this.#records.addPin(holderId, await hashPin(this.#kek, holderId, pin));
  }

  async change(holderId: string, oldPin: string, newPin: string): Promise<void> {
    const checked = await this.#inTurn(holderId, () => this.#try(holderId, oldPin));
    const replaced = await this.#records.replacePin(holderId, await hashPin(this.#kek, holderId, newPin), checked.generation);
    if (!replaced) throw new WrongPin(maxPinTries);
  }

  async reset(holderId: string, newPin: string): Promise<void> {
    if (!(await this.#records.replacePin(holderId, await hashPin(this.#kek, holderId, newPin)))) throw new PinNotSet();
  }

  async #try(holderId: string, pin: string): Promise<PinRecord> {
    const record = await this.#records.countTry(holderId, maxPinTries);
    if (record === undefined) throw (await this.#records.pin(holderId)) === undefined ? new PinNotSet() : new PinLocked();
    if (!(await pinMatches(this.#kek, record, pin))) {
      throw record.tries >= maxPinTries ? new PinLocked() : new WrongPin(maxPinTries - record.tries);
    }
    await this.#records.clearTries(holderId, record.generation);
    return record;
  }

  #inTurn<T>(holderId: string, work: () => Promise<T>): Promise<T> {
    const before = this.#running.get(holderId) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#running.set(holderId, mine);
    const forget = () => {
      if (this.#running.get(holderId) === mine) this.#running.delete(holderId);
    };
    void mine.then(forget, forget);
    return mine;
  }
}
