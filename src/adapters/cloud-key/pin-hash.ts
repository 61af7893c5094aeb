import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { KeyEncryptionKey } from './key-encryption-key.ts';
import type { NewPin, PinRecord } from './key-records.ts';

/** A six-digit PIN has no strength of its own: the pepper, which only the key-encryption key opens, is what a stolen table lacks. */
// The library's default is argon2id, version 19; the name is an ambient enum that cannot be imported here.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const contextOf = (holderId: string) => `pin/${holderId}`;

export async function hashPin(kek: KeyEncryptionKey, holderId: string, pin: string): Promise<NewPin> {
  const pepper = randomBytes(32);
  const phc = await hash(pin, { ...cost, secret: pepper });
  return { hash: phc, sealedPepper: kek.seal(pepper, contextOf(holderId)) };
}

export function pinMatches(kek: KeyEncryptionKey, record: PinRecord, pin: string): Promise<boolean> {
  return verify(record.hash, pin, { secret: kek.open(record.sealedPepper, contextOf(record.holderId)) });
}
