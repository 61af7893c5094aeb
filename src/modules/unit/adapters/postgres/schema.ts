import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgSchema, primaryKey, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { moduleTables } from '../../../../adapters/postgres/module-tables.ts';
import type { ApplicationState } from '../../domain/administrator-application.ts';
import type { CheckNode } from '../../domain/failure-tally.ts';
import type { FinanceInformation } from '../../domain/finance-information.ts';
import type { JoinState } from '../../domain/join-request.ts';
import type { LegalRepresentative } from '../../domain/legal-representative.ts';
import type { RemovalState } from '../../domain/removal-request.ts';
import type { ReviewNode, UnitPapers } from '../../domain/unit.ts';
import type { ChangePapers, ChangeState } from '../../domain/unit-change.ts';
import type { UnitKind } from '../../domain/unit-profile.ts';
import type { UnitState } from '../../domain/unit-state.ts';

export const unit = pgSchema('unit');
export const { outbox, inbox, operations } = moduleTables(unit);

const at = (name: string) => timestamp(name, { withTimezone: true });

/** The running corporate transfer as stored: JSON has no dates. */
export interface StoredTransfer {
  readonly id: string;
  readonly bank: string;
  readonly account: string;
  readonly amountFen: number;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly paidAt?: string | undefined;
  readonly triesLeft: number;
}

/** One row holds the unit and the roles of its people: whoever changes either locks it. */
export const units = unit.table(
  'units',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind').$type<UnitKind>().notNull(),
    name: text('name').notNull(),
    code: text('code').notNull(),
    region: text('region').notNull(),
    address: text('address').notNull(),
    legal: jsonb('legal').$type<LegalRepresentative>().notNull(),
    papers: jsonb('papers').$type<UnitPapers>().notNull(),
    state: text('state').$type<UnitState>().notNull(),
    reviewNode: text('review_node').$type<ReviewNode>(),
    rejectionReason: text('rejection_reason'),
    finance: jsonb('finance').$type<FinanceInformation>(),
    transfer: jsonb('transfer').$type<StoredTransfer>(),
    registeredBy: uuid('registered_by').notNull(),
    registeredAt: at('registered_at').notNull(),
    verifiedAt: at('verified_at'),
    administrator: uuid('administrator'),
    legalRepresentative: uuid('legal_representative'),
    resigned: jsonb('resigned').$type<readonly string[]>().notNull().default([]),
    sealPermission: boolean('seal_permission').notNull().default(false),
  },
  (table) => [uniqueIndex('one_unit_per_code').on(table.code).where(sql`state <> 'rejected'`), index().on(table.state, table.registeredAt)],
);

/** Every end of a unit's name, so that its middle is found through an index. */
export const nameTails = unit.table('name_tails', { unitId: uuid('unit_id').notNull(), tail: text('tail').notNull() }, (table) => [
  primaryKey({ columns: [table.unitId, table.tail] }),
  index().on(table.tail.op('text_pattern_ops')),
]);

export const members = unit.table(
  'members',
  {
    unitId: uuid('unit_id').notNull(),
    accountId: uuid('account_id').notNull(),
    name: text('name').notNull(),
    joinedAt: at('joined_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.unitId, table.accountId] }), index().on(table.accountId)],
);

export const joinRequests = unit.table(
  'join_requests',
  {
    id: uuid('id').primaryKey(),
    unitId: uuid('unit_id').notNull(),
    accountId: uuid('account_id').notNull(),
    name: text('name').notNull(),
    note: text('note').notNull(),
    state: text('state').$type<JoinState>().notNull(),
    sentAt: at('sent_at').notNull(),
    decidedAt: at('decided_at'),
    decidedBy: uuid('decided_by'),
    reason: text('reason'),
  },
  (table) => [
    uniqueIndex('one_pending_join').on(table.unitId, table.accountId).where(sql`state = 'pending'`),
    index().on(table.accountId, table.sentAt),
  ],
);

export const removalRequests = unit.table(
  'removal_requests',
  {
    id: uuid('id').primaryKey(),
    unitId: uuid('unit_id').notNull(),
    accountId: uuid('account_id').notNull(),
    name: text('name').notNull(),
    requestedBy: uuid('requested_by').notNull(),
    requestedByName: text('requested_by_name').notNull(),
    reason: text('reason').notNull(),
    state: text('state').$type<RemovalState>().notNull(),
    sentAt: at('sent_at').notNull(),
    decidedAt: at('decided_at'),
    decidedBy: uuid('decided_by'),
  },
  (table) => [uniqueIndex('one_pending_removal').on(table.unitId, table.accountId).where(sql`state = 'pending'`)],
);

export const applications = unit.table(
  'administrator_applications',
  {
    id: uuid('id').primaryKey(),
    unitId: uuid('unit_id').notNull(),
    accountId: uuid('account_id').notNull(),
    name: text('name').notNull(),
    note: text('note').notNull(),
    proof: text('proof').notNull(),
    state: text('state').$type<ApplicationState>().notNull(),
    sentAt: at('sent_at').notNull(),
    decidedAt: at('decided_at'),
    reason: text('reason'),
  },
  (table) => [uniqueIndex('one_pending_application').on(table.unitId).where(sql`state = 'pending'`)],
);

export const changes = unit.table(
  'changes',
  {
    id: uuid('id').primaryKey(),
    unitId: uuid('unit_id').notNull(),
    requestedBy: uuid('requested_by').notNull(),
    name: text('name').notNull(),
    legal: jsonb('legal').$type<LegalRepresentative>().notNull(),
    papers: jsonb('papers').$type<ChangePapers>().notNull(),
    state: text('state').$type<ChangeState>().notNull(),
    sentAt: at('sent_at').notNull(),
    decidedAt: at('decided_at'),
    reason: text('reason'),
  },
  (table) => [uniqueIndex('one_pending_change').on(table.unitId).where(sql`state = 'manual'`)],
);

export const invitations = unit.table(
  'invitations',
  {
    id: uuid('id').primaryKey(),
    unitId: uuid('unit_id').notNull(),
    invitedBy: uuid('invited_by').notNull(),
    inviterName: text('inviter_name').notNull(),
    sealedMobile: text('sealed_mobile').notNull(),
    at: at('at').notNull(),
  },
  (table) => [index().on(table.unitId, table.at)],
);

export const failureTallies = unit.table(
  'failure_tallies',
  {
    accountId: uuid('account_id').notNull(),
    node: text('node').$type<CheckNode>().notNull(),
    recognition: integer('recognition').notNull(),
    registry: integer('registry').notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.node] })],
);

export const transfers = unit.table(
  'transfers',
  {
    id: uuid('id').primaryKey(),
    unitId: uuid('unit_id').notNull(),
    bank: text('bank').notNull(),
    account: text('account').notNull(),
    companyCode: text('company_code').notNull(),
    requestedBy: uuid('requested_by').notNull(),
    requestedAt: at('requested_at').notNull(),
  },
  (table) => [
    index().on(table.account, table.requestedAt),
    index().on(table.companyCode, table.requestedAt),
    index().on(table.requestedBy, table.requestedAt),
  ],
);
