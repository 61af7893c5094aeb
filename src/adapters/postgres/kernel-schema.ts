import { bigserial, index, integer, jsonb, pgSchema, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const kernel = pgSchema('kernel');

/**
 * The audit trail of all modules. Rows are written unsealed in the transaction of the change; the sealer gives them their place in the chain
 * (`position`, `hash`) shortly after.
 */
export const auditRows = kernel.table(
  'audit',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    at: timestamp('at', { withTimezone: true }).notNull(),
    actor: text('actor').notNull(),
    actorName: text('actor_name').notNull(),
    action: text('action').notNull(),
    subject: text('subject').notNull(),
    subjectId: text('subject_id').notNull(),
    entry: jsonb('entry').$type<Readonly<Record<string, unknown>>>().notNull(),
    position: integer('position').unique(),
    hash: text('hash'),
  },
  (table) => [index().on(table.subject, table.subjectId), index().on(table.at)],
);

/** Signed heads of the audit chain: the newest, and the last of every hour. */
export const auditHeads = kernel.table('audit_heads', {
  position: integer('position').primaryKey(),
  hash: text('hash').notNull(),
  signature: text('signature').notNull(),
  at: timestamp('at', { withTimezone: true }).notNull(),
});

export const blobs = kernel.table('blobs', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  mediaType: text('media_type').notNull(),
  size: integer('size').notNull(),
  sha256: text('sha256').notNull(),
  at: timestamp('at', { withTimezone: true }).notNull().defaultNow(),
});

/** Deliveries that failed for good: shown to operators until one of them deals with it. */
export const quarantine = kernel.table('quarantine', {
  id: uuid('id').primaryKey(),
  what: text('what').notNull(),
  detail: text('detail').notNull(),
  at: timestamp('at', { withTimezone: true }).notNull().defaultNow(),
});
