import { sql } from 'drizzle-orm';
import { index, jsonb, pgSchema, primaryKey, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { moduleTables } from '../../../../adapters/postgres/module-tables.ts';
import type { PersonalPicture, PersonalSlot } from '../../domain/personal-seal.ts';
import type { Outdated } from '../../domain/seal.ts';
import type { GrantState } from '../../domain/seal-grant-state.ts';
import type { SealKind } from '../../domain/seal-kind.ts';
import type { SealPicture } from '../../domain/seal-picture.ts';
import type { SealState } from '../../domain/seal-state.ts';

export const seal = pgSchema('seal');
export const { outbox, inbox, operations } = moduleTables(seal);

const at = (name: string) => timestamp(name, { withTimezone: true });

export const seals = seal.table(
  'seals',
  {
    id: uuid('id').primaryKey(),
    unitId: uuid('unit_id').notNull(),
    kind: text('kind').$type<SealKind>().notNull(),
    text: text('text').notNull(),
    title: text('title').notNull(),
    picture: jsonb('picture').$type<SealPicture>().notNull(),
    ownerId: uuid('owner_id'),
    state: text('state').$type<SealState>().notNull(),
    outdated: text('outdated').$type<Outdated>(),
    madeBy: uuid('made_by').notNull(),
    madeByName: text('made_by_name').notNull(),
    madeAt: at('made_at').notNull(),
    voidedBy: uuid('voided_by'),
    voidedByName: text('voided_by_name'),
    voidedAt: at('voided_at'),
  },
  (table) => [index().on(table.unitId, table.id)],
);

export const grants = seal.table(
  'grants',
  {
    id: uuid('id').primaryKey(),
    sealId: uuid('seal_id').notNull(),
    unitId: uuid('unit_id').notNull(),
    accountId: uuid('account_id').notNull(),
    name: text('name').notNull(),
    note: text('note').notNull(),
    /** The last day of use in Asia/Shanghai. */
    until: text('until').notNull(),
    state: text('state').$type<GrantState>().notNull(),
    requestedAt: at('requested_at').notNull(),
    /** A person's account, or `system`. */
    decidedBy: text('decided_by'),
    decidedByName: text('decided_by_name'),
    decidedAt: at('decided_at'),
    reason: text('reason'),
  },
  (table) => [
    // SEA-055
    uniqueIndex('one_open_grant').on(table.sealId, table.accountId).where(sql`state = 'pending'`),
    index().on(table.unitId, table.id),
    index().on(table.sealId, table.accountId),
  ],
);

export const personalSeals = seal.table(
  'personal_seals',
  {
    id: uuid('id').notNull().unique(),
    accountId: uuid('account_id').notNull(),
    slot: text('slot').$type<PersonalSlot>().notNull(),
    picture: jsonb('picture').$type<PersonalPicture>().notNull(),
    updatedAt: at('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.slot] })],
);
