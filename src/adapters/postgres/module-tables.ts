import { index, jsonb, type PgSchema, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { DomainEvent } from '../../kernel/aggregate.ts';

/** The three tables every module keeps in its own schema: events told, events heard, forms answered. */
export function moduleTables<Name extends string>(schema: PgSchema<Name>) {
  const outbox = schema.table('outbox', {
    id: uuid('id').primaryKey(),
    type: text('type').notNull(),
    event: jsonb('event').$type<DomainEvent>().notNull(),
    at: timestamp('at', { withTimezone: true }).notNull(),
  });
  const inbox = schema.table(
    'inbox',
    {
      eventId: uuid('event_id').notNull(),
      subscriber: text('subscriber').notNull(),
      at: timestamp('at', { withTimezone: true }).notNull().defaultNow(),
    },
    (table) => [primaryKey({ columns: [table.eventId, table.subscriber] })],
  );
  const operations = schema.table(
    'operations',
    { id: text('id').primaryKey(), answer: text('answer').notNull(), at: timestamp('at', { withTimezone: true }).notNull().defaultNow() },
    (table) => [index().on(table.at)],
  );
  return { outbox, inbox, operations };
}

export type ModuleTables = ReturnType<typeof moduleTables>;
