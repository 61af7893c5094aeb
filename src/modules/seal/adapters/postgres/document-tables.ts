import { bigint, index, integer, jsonb, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { DocumentState, StoredFile } from '../../domain/document.ts';
import { seal } from './schema.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

export const documents = seal.table(
  'documents',
  {
    id: uuid('id').primaryKey(),
    accountId: uuid('account_id').notNull(),
    name: text('name').notNull(),
    pages: integer('pages').notNull(),
    state: text('state').$type<DocumentState>().notNull(),
    importedAt: at('imported_at').notNull(),
    original: jsonb('original').$type<StoredFile>().notNull(),
    newest: jsonb('newest').$type<StoredFile>().notNull(),
    /** Octets that the files of the document take. */
    octets: bigint('octets', { mode: 'number' }).notNull(),
    sealings: integer('sealings').notNull(),
    sealedAt: at('sealed_at'),
    heldBy: text('held_by'),
    heldSince: at('held_since'),
  },
  (table) => [index().on(table.accountId, table.id)],
);

/** SEA-051. Kept when what was sealed is removed. */
export const usageRecords = seal.table(
  'usage_records',
  {
    id: uuid('id').primaryKey(),
    at: at('at').notNull(),
    accountId: uuid('account_id').notNull(),
    personName: text('person_name').notNull(),
    unitId: uuid('unit_id'),
    sealId: uuid('seal_id').notNull(),
    sealName: text('seal_name').notNull(),
    certificateSerial: text('certificate_serial').notNull(),
    operation: text('operation').$type<'document'>().notNull(),
    platformId: text('platform_id'),
    subjectId: uuid('subject_id').notNull(),
    subjectName: text('subject_name').notNull(),
    place: text('place').notNull(),
    device: text('device').notNull(),
  },
  (table) => [
    index().on(table.accountId, table.id),
    index().on(table.unitId, table.id),
    index().on(table.sealId, table.id),
    index().on(table.subjectId, table.id),
  ],
);
