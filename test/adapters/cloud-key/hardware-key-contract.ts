import { createHash, createPublicKey, verify } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  ConsentRefused,
  type HardwareKey,
  type KeyAlgorithm,
  KeyMissing,
  PinAlreadySet,
  PinLocked,
  PinNotSet,
  systemHolder,
  WrongPin,
} from '../../../src/kernel/hardware-key.ts';

export interface KeyHolderUnderTest {
  readonly keys: HardwareKey;
  /** A second instance over the same storage, as another process would have it. */
  readonly twin: HardwareKey;
  advance(seconds: number): void;
}

const message = Buffer.from('一份要签的文件');
const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const pin = '305172';
let holders = 0;

/** What every holder of keys must do, PKCS#11 token or cloud key. */
export function hardwareKeyContract(name: string, make: () => Promise<KeyHolderUnderTest>): void {
  describe(`${name} as a hardware key`, () => {
    let on: KeyHolderUnderTest;
    let holder: string;

    beforeEach(async () => {
      on = await make();
      holder = `account-${process.pid}-${++holders}`;
    });

    const personKey = async (algorithm: KeyAlgorithm = 'ecdsa-p256') => {
      await on.keys.setPin(holder, pin);
      return on.keys.generate(holder, algorithm, '单位证书');
    };
    const authorised = (keyId: string, bytes: Uint8Array = message) => on.keys.authorise(keyId, [digestOf(bytes)], { kind: 'pin', pin });

    describe.each<[KeyAlgorithm, string]>([
      ['ecdsa-p256', 'sha256'],
      ['ecdsa-p384', 'sha384'],
      ['rsa-2048', 'sha256'],
    ])('%s', (algorithm, hash) => {
      it('signs so that the public key it answered verifies', async () => {
        const key = await on.keys.generate(systemHolder, algorithm, 'test');
        const signed = await on.keys.sign(key.keyId, message, { kind: 'system' });
        const publicKey = createPublicKey({ key: Buffer.from(key.spki), format: 'der', type: 'spki' });
        expect(verify(hash, message, { key: publicKey, dsaEncoding: 'der' }, signed)).toBe(true);
        expect(await on.twin.find(key.keyId)).toMatchObject({ keyId: key.keyId, holderId: systemHolder, algorithm });
      });
    });

    it('a person’s key signs with a consent made from the PIN (CER-077)', async () => {
      const key = await personKey();
      const signed = await on.keys.sign(key.keyId, message, await authorised(key.keyId));
      const publicKey = createPublicKey({ key: Buffer.from(key.spki), format: 'der', type: 'spki' });
      expect(verify('sha256', message, { key: publicKey, dsaEncoding: 'der' }, signed)).toBe(true);
    });

    it('a consent works once, in whichever process', async () => {
      const key = await personKey();
      const consent = await authorised(key.keyId);
      const tries = await Promise.allSettled([on.keys, on.twin, on.keys, on.twin].map((keys) => keys.sign(key.keyId, message, consent)));
      expect(tries.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
      await expect(on.keys.sign(key.keyId, message, consent)).rejects.toThrow(ConsentRefused);
    });

    it('a consent is for its message and its key only', async () => {
      const key = await personKey();
      const other = await on.keys.generate(holder, 'ecdsa-p256', 'other');
      const consent = await authorised(key.keyId);
      await expect(on.keys.sign(key.keyId, Buffer.from('另一份'), consent)).rejects.toThrow(ConsentRefused);
      await expect(on.keys.sign(other.keyId, message, consent)).rejects.toThrow(ConsentRefused);
      await expect(on.keys.sign(key.keyId, message, { kind: 'person', token: 'made-up' })).rejects.toThrow(ConsentRefused);
    });

    it('one PIN entry covers each of several messages once', async () => {
      const key = await personKey();
      const [one, two] = [Buffer.from('1'), Buffer.from('2')];
      const consent = await on.keys.authorise(key.keyId, [digestOf(one), digestOf(two)], { kind: 'pin', pin });
      await on.keys.sign(key.keyId, two, consent);
      await on.keys.sign(key.keyId, one, consent);
      await expect(on.keys.sign(key.keyId, one, consent)).rejects.toThrow(ConsentRefused);
      await expect(on.keys.authorise(key.keyId, [], { kind: 'pin', pin })).rejects.toThrow(ConsentRefused);
    });

    it('a consent is stale after two minutes', async () => {
      const key = await personKey();
      const [fresh, stale] = [await authorised(key.keyId), await authorised(key.keyId, Buffer.from('later'))];
      on.advance(119);
      await on.keys.sign(key.keyId, message, fresh);
      on.advance(2);
      await expect(on.keys.sign(key.keyId, Buffer.from('later'), stale)).rejects.toThrow(ConsentRefused);
    });

    it('a person’s key refuses the system’s consent, and a system key a person’s', async () => {
      const key = await personKey();
      const systemKey = await on.keys.generate(systemHolder, 'ecdsa-p256', 'ca');
      await expect(on.keys.sign(key.keyId, message, { kind: 'system' })).rejects.toThrow(ConsentRefused);
      await expect(on.keys.sign(systemKey.keyId, message, await authorised(key.keyId))).rejects.toThrow(ConsentRefused);
    });

    it('without a PIN nothing is authorised', async () => {
      const key = await on.keys.generate(holder, 'ecdsa-p256', 'k');
      expect(await on.keys.pinState(holder)).toEqual({ state: 'unset', triesLeft: 6 });
      await expect(authorised(key.keyId)).rejects.toThrow(PinNotSet);
      await expect(on.keys.changePin(holder, pin, '481516')).rejects.toThrow(PinNotSet);
      await expect(on.keys.resetPin(holder, '481516')).rejects.toThrow(PinNotSet);
    });

    it('the PIN is one per holder and is first set once (CER-103)', async () => {
      await on.keys.setPin(holder, pin);
      await expect(on.twin.setPin(holder, '481516')).rejects.toThrow(PinAlreadySet);
      expect(await on.keys.pinState(holder)).toEqual({ state: 'set', triesLeft: 6 });
    });

    it('six wrong tries lock, wherever they are made, and a reset opens (CER-076, CER-078)', async () => {
      const key = await personKey();
      for (let left = 5; left >= 1; left--) {
        const keys = left % 2 ? on.keys : on.twin;
        await expect(keys.authorise(key.keyId, [digestOf(message)], { kind: 'pin', pin: '999999' })).rejects.toMatchObject({
          code: 'key.wrong-pin',
          params: { triesLeft: left },
        });
      }
      await expect(on.keys.changePin(holder, '999999', '481516')).rejects.toThrow(PinLocked);
      expect(await on.twin.pinState(holder)).toEqual({ state: 'locked', triesLeft: 0 });
      await expect(authorised(key.keyId)).rejects.toThrow(PinLocked);
      await on.keys.resetPin(holder, '481516');
      expect(await on.keys.pinState(holder)).toEqual({ state: 'set', triesLeft: 6 });
      await expect(authorised(key.keyId)).rejects.toThrow(WrongPin);
      const consent = await on.keys.authorise(key.keyId, [digestOf(message)], { kind: 'pin', pin: '481516' });
      await on.keys.sign(key.keyId, message, consent);
    });

    it('a right PIN clears the wrong tries before it', async () => {
      const key = await personKey();
      for (let round = 0; round < 3; round++) {
        for (let wrong = 0; wrong < 3; wrong++)
          await expect(on.keys.authorise(key.keyId, [digestOf(message)], { kind: 'pin', pin: '1' })).rejects.toThrow(WrongPin);
        await authorised(key.keyId);
      }
      expect(await on.keys.pinState(holder)).toEqual({ state: 'set', triesLeft: 6 });
    });

    it('forty tries at once in two processes are still only six', async () => {
      const key = await personKey();
      const tries = Array.from({ length: 40 }, (_, n) =>
        (n % 2 ? on.keys : on.twin).authorise(key.keyId, [digestOf(message)], { kind: 'pin', pin: String(100_000 + n) }),
      );
      const results = await Promise.allSettled(tries);
      expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(0);
      expect(results.filter((result) => result.status === 'rejected' && result.reason instanceof WrongPin)).toHaveLength(5);
      expect(await on.keys.pinState(holder)).toMatchObject({ state: 'locked' });
    });

    it('ten right tries at once are all right', async () => {
      const key = await personKey();
      const messages = Array.from({ length: 10 }, (_, n) => Buffer.from(`message ${n}`));
      await Promise.all(messages.map(async (bytes) => on.keys.sign(key.keyId, bytes, await authorised(key.keyId, bytes))));
    });

    it('the old PIN changes to the new one (CER-075)', async () => {
      const key = await personKey();
      await on.keys.changePin(holder, pin, '481516');
      await expect(authorised(key.keyId)).rejects.toThrow(WrongPin);
      await on.keys.authorise(key.keyId, [digestOf(message)], { kind: 'pin', pin: '481516' });
    });

    it('a destroyed key is missing, and destroying again is no error', async () => {
      const key = await on.keys.generate(systemHolder, 'ecdsa-p256', 'k');
      await on.keys.destroy(key.keyId);
      await on.keys.destroy(key.keyId);
      await expect(on.keys.find(key.keyId)).rejects.toThrow(KeyMissing);
      await expect(on.keys.sign(key.keyId, message, { kind: 'system' })).rejects.toThrow(KeyMissing);
    });

    it('says that it is well', async () => {
      expect(await on.keys.healthy()).toBe(true);
    });
  });
}
