import { randomBytes } from 'node:crypto';
import { Algorithm, hash, verify } from '@node-rs/argon2';
import type { KeyEncryptionKey } from './key-encryption-key.ts';
import type { NewPin, PinRecord } from './key-records.ts';

/** A six-digit PIN has no strength of its own: the pepper, which only the key-encryption key opens, is what a stolen table lacks. */
const cost = { algorithm: Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const contextOf = (holderId: string) => `pin/${holderId}`;

export async function hashPin(kek: KeyEncryptionKey, holderId: string, pin: string): Promise<NewPin> {
  const pepper = randomBytes(32);
  const phc = await hash(pin, { ...cost, secret: pepper });
  return { hash: phc, sealedPepper: kek.seal(pepper, contextOf(holderId)) };
}

export function pinMatches(kek: KeyEncryptionKey, record: PinRecord, pin: string): Promise<boolean> {
  return verify(record.hash, pin, { secret: kek.open(record.sealedPepper, contextOf(record.holderId)) });
}
