import { sql } from 'drizzle-orm';
import { boolean, index, jsonb, pgSchema, primaryKey, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { moduleTables } from '../../../../adapters/postgres/module-tables.ts';
import type { StaffRole } from '../../../../kernel/actor.ts';
import type { Identity } from '../../domain/account.ts';
import type { CompanyData } from '../../domain/company-data.ts';
import type { ReviewRound } from '../../domain/partner-registration.ts';
import type { RegistrationState } from '../../domain/registration-states.ts';

export const partner = pgSchema('partner');
export const { outbox, inbox, operations } = moduleTables(partner);

export const registrations = partner.table(
  'registrations',
  {
    id: uuid('id').primaryKey(),
    visitId: text('visit_id').notNull(),
    state: text('state').$type<RegistrationState>().notNull(),
    province: text('province').notNull(),
    city: text('city'),
    company: jsonb('company').$type<CompanyData>(),
    uscc: text('uscc'),
    licenceBlobId: text('licence_blob_id'),
    reviewerId: uuid('reviewer_id'),
    rounds: jsonb('rounds').$type<readonly ReviewRound[]>().notNull(),
    submittedAt: timestamp('submitted_at', { withTimezone: true }),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    // PAR-006: whatever two reviewers do at the same moment, one company is effective once.
    uniqueIndex('one_effective_partner').on(table.uscc).where(sql`state in ('effective', 'effective_no_admin', 'suspended')`),
    index().on(table.reviewerId, table.state),
    index().on(table.state, table.id),
  ],
);

export const contacts = partner.table(
  'contacts',
  {
    partnerId: uuid('partner_id').notNull(),
    accountId: uuid('account_id').notNull(),
    role: text('role').$type<'supplier_admin'>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.partnerId, table.accountId] }), index().on(table.accountId)],
);

export const accounts = partner.table(
  'accounts',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    mobile: text('mobile').notNull().unique(),
    mail: text('mail').notNull(),
    passwordHash: text('password_hash'),
    mustChangePassword: boolean('must_change_password').notNull(),
    disabled: boolean('disabled').notNull(),
    identity: jsonb('identity').$type<Partial<Identity>>().notNull(),
    idFingerprint: text('id_fingerprint'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('accounts_lower_mail').on(sql`lower(${table.mail})`), index().on(table.idFingerprint)],
);

export const staff = partner.table('staff', {
  id: uuid('id').primaryKey(),
  login: text('login').notNull().unique(),
  name: text('name').notNull(),
  mail: text('mail').notNull(),
  roles: jsonb('roles').$type<readonly StaffRole[]>().notNull(),
  regions: jsonb('regions').$type<readonly string[]>().notNull(),
  passwordHash: text('password_hash'),
  sealedTotpSecret: text('sealed_totp_secret'),
  disabled: boolean('disabled').notNull().default(false),
});

/** One-time links by which a new staff member sets password and authenticator app. */
export const staffInvitations = partner.table('staff_invitations', {
  tokenHash: text('token_hash').primaryKey(),
  staffId: uuid('staff_id').notNull(),
  sealedTotpSecret: text('sealed_totp_secret').notNull(),
  expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
});

export const sessions = partner.table(
  'sessions',
  {
    idHash: text('id_hash').primaryKey(),
    ownerKind: text('owner_kind').$type<'account' | 'staff'>().notNull(),
    ownerId: uuid('owner_id').notNull(),
    startedAt: timestamp('started_at', { withTimezone: true }).notNull(),
    seenAt: timestamp('seen_at', { withTimezone: true }).notNull(),
  },
  (table) => [index().on(table.ownerKind, table.ownerId), index().on(table.seenAt)],
);

export const deliveries = partner.table(
  'deliveries',
  {
    id: uuid('id').primaryKey(),
    accountId: uuid('account_id').notNull(),
    channel: text('channel').$type<'sms' | 'mail'>().notNull(),
    recipient: text('recipient').notNull(),
    outcome: text('outcome').notNull(),
    at: timestamp('at', { withTimezone: true }).notNull(),
  },
  (table) => [index().on(table.accountId)],
);
