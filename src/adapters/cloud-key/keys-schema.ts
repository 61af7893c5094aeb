import { customType, index, integer, pgSchema, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { KeyAlgorithm } from '../../kernel/hardware-key.ts';

export const keys = pgSchema('keys');

const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });

export const keyPairs = keys.table(
  'key_pairs',
  {
    keyId: text('key_id').primaryKey(),
    holderId: text('holder_id').notNull(),
    algorithm: text('algorithm').$type<KeyAlgorithm>().notNull(),
    label: text('label').notNull(),
    spki: bytes('spki').notNull(),
    sealedKey: bytes('sealed_key').notNull(),
    madeAt: timestamp('made_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index().on(table.holderId)],
);

export const pins = keys.table('pins', {
  holderId: text('holder_id').primaryKey(),
  hash: text('hash').notNull(),
  sealedPepper: bytes('sealed_pepper').notNull(),
  generation: integer('generation').notNull(),
  tries: integer('tries').notNull(),
});

export const consents = keys.table(
  'consents',
  {
    tokenHash: text('token_hash').notNull(),
    keyId: text('key_id').notNull(),
    messageDigest: text('message_digest').notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.tokenHash, table.keyId, table.messageDigest] }), index().on(table.expiresAt)],
);
