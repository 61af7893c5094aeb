import { randomBytes, randomUUID } from 'node:crypto';
import { verify } from '@node-rs/argon2';
import { describe, expect, it } from 'vitest';
import { CloudKey } from '../../../src/adapters/cloud-key/cloud-key.ts';
import { KeyEncryptionKey } from '../../../src/adapters/cloud-key/key-encryption-key.ts';
import type { KeyRecord } from '../../../src/adapters/cloud-key/key-records.ts';
import { MemoryKeyRecords } from '../../../src/adapters/cloud-key/memory-key-records.ts';
import { Clock } from '../../../src/kernel/clock.ts';
import { KeyHolderDown, systemHolder } from '../../../src/kernel/hardware-key.ts';
import { Ids } from '../../../src/kernel/ids.ts';
import { hardwareKeyContract } from './hardware-key-contract.ts';

class HandClock extends Clock {
  at = new Date('2026-11-21T04:00:00Z');
  override now(): Date {
    return this.at;
  }
}

class RandomIds extends Ids {
  override next(): string {
    return randomUUID();
  }
  override secret(): string {
    return randomBytes(32).toString('base64url');
  }
  override digits(digits: number): string {
    return '7'.repeat(digits);
  }
}

class WatchedRecords extends MemoryKeyRecords {
  readonly added: KeyRecord[] = [];
  override async addKey(record: KeyRecord): Promise<void> {
    this.added.push(record);
    await super.addKey(record);
  }
}

hardwareKeyContract('the cloud key in memory', async () => {
  const clock = new HandClock();
  const records = new MemoryKeyRecords();
  const kek = new KeyEncryptionKey(randomBytes(32));
  return {
    keys: new CloudKey(records, kek, clock, new RandomIds()),
    twin: new CloudKey(records, kek, clock, new RandomIds()),
    advance: (seconds) => {
      clock.at = new Date(clock.at.getTime() + seconds * 1000);
    },
  };
});

describe('cloud keys at rest', () => {
  const clock = new HandClock();
  const kek = new KeyEncryptionKey(randomBytes(32));

  it('the stored row holds no private key in clear and no field of the answer does', async () => {
    const records = new WatchedRecords();
    const key = await new CloudKey(records, kek, clock, new RandomIds()).generate(systemHolder, 'ecdsa-p256', 'k');
    const row = records.added[0];
    // PKCS #8 of a P-256 key begins with this header whatever the key (RFC 5915, RFC 5958).
    expect(Buffer.from(row?.sealedKey ?? []).includes(Buffer.from('301306072a8648ce3d0201', 'hex'))).toBe(false);
    expect(Object.keys(key).sort()).toEqual(['algorithm', 'holderId', 'keyId', 'spki']);
  });

  it('another key-encryption key, another holder or one changed byte: the key holder is down, nothing is signed', async () => {
    const records = new WatchedRecords();
    const key = await new CloudKey(records, kek, clock, new RandomIds()).generate(systemHolder, 'ecdsa-p256', 'k');
    const row = records.added[0];
    if (row === undefined) throw new Error('no row');
    const sign = (holder: CloudKey) => holder.sign(key.keyId, Buffer.from('x'), { kind: 'system' });
    await expect(sign(new CloudKey(records, new KeyEncryptionKey(randomBytes(32)), clock, new RandomIds()))).rejects.toThrow(KeyHolderDown);
    const altered = Uint8Array.from(row.sealedKey);
    altered[altered.length - 20] = (altered[altered.length - 20] ?? 0) ^ 1;
    await records.addKey({ ...row, sealedKey: altered });
    await expect(sign(new CloudKey(records, kek, clock, new RandomIds()))).rejects.toThrow(KeyHolderDown);
    const sealedForAnother = kek.seal(kek.open(row.sealedKey, `key/${key.keyId}/${systemHolder}`), `key/${key.keyId}/somebody`);
    await records.addKey({ ...row, sealedKey: sealedForAnother });
    await expect(sign(new CloudKey(records, kek, clock, new RandomIds()))).rejects.toThrow(KeyHolderDown);
  });

  it('a storage that fails is a holder that is down', async () => {
    class Broken extends MemoryKeyRecords {
      override async key(): Promise<KeyRecord | undefined> {
        throw new Error('connection refused');
      }
      override async reachable(): Promise<boolean> {
        throw new Error('connection refused');
      }
    }
    const keys = new CloudKey(new Broken(), kek, clock, new RandomIds());
    await expect(keys.find('k')).rejects.toThrow(KeyHolderDown);
    expect(await keys.healthy()).toBe(false);
  });

  it('PINs are kept as argon2id under a pepper that only the key-encryption key opens', async () => {
    const records = new MemoryKeyRecords();
    const keys = new CloudKey(records, kek, clock, new RandomIds());
    await keys.setPin('account-1', '305172');
    const row = await records.pin('account-1');
    expect(row?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verify(row?.hash ?? '', '305172')).toBe(false);
    expect(await verify(row?.hash ?? '', '305172', { secret: kek.open(row?.sealedPepper ?? Buffer.of(), 'pin/account-1') })).toBe(true);
  });

  it('a key-encryption key of another length is refused', () => {
    expect(() => new KeyEncryptionKey(randomBytes(16))).toThrow(RangeError);
  });
});
