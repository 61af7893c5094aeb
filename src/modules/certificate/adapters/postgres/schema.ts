import { sql } from 'drizzle-orm';
import {
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { moduleTables } from '../../../../adapters/postgres/module-tables.ts';
import type { CertificateState } from '../../domain/certificate-state.ts';
import type { CertificateKind } from '../../domain/entitlement.ts';
import type { EntitlementState } from '../../domain/entitlement-state.ts';
import type { GrantState } from '../../domain/grant-request.ts';
import type { RevocationReason } from '../../domain/revocation.ts';
import type { AuthorityRole } from '../../ports/authorities.ts';

export const certificateSchema = pgSchema('certificate');
export const { outbox, inbox, operations } = moduleTables(certificateSchema);
export const certificateTables = { outbox, inbox, operations };

const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });
const instant = (name: string) => timestamp(name, { withTimezone: true });

export const authorities = certificateSchema.table('authorities', {
  id: text('id').primaryKey(),
  role: text('role').$type<AuthorityRole>().notNull(),
  issuer: text('issuer').notNull(),
  keyId: text('key_id'),
  der: bytes('der').notNull(),
});

export const certificates = certificateSchema.table(
  'certificates',
  {
    serial: text('serial').primaryKey(),
    issuer: text('issuer').notNull(),
    operationId: text('operation_id').notNull(),
    entitlementId: text('entitlement_id').notNull(),
    accountId: text('account_id').notNull(),
    unitId: text('unit_id'),
    holderName: text('holder_name').notNull(),
    uscc: text('uscc'),
    keyId: text('key_id').notNull(),
    keyHash: text('key_hash').notNull(),
    profileHash: text('profile_hash').notNull(),
    notBefore: instant('not_before').notNull(),
    notAfter: instant('not_after').notNull(),
    reservedAt: instant('reserved_at').notNull(),
    tbs: bytes('tbs').notNull(),
    der: bytes('der'),
    state: text('state').$type<CertificateState>().notNull(),
    revokedAt: instant('revoked_at'),
    revocationReason: text('revocation_reason').$type<RevocationReason>(),
    revocationNote: text('revocation_note'),
  },
  (table) => [
    unique().on(table.issuer, table.serial),
    // Exactly one certificate per operation; an attempt that was abandoned does not count.
    uniqueIndex('one_certificate_per_operation').on(table.operationId).where(sql`${table.state} <> 'abandoned'`),
    index().on(table.entitlementId),
    index().on(table.accountId),
    index().on(table.keyHash),
    index().on(table.uscc),
    index().on(table.reservedAt, table.serial),
    index('ending_certificates').on(table.notAfter).where(sql`${table.state} in ('issued', 'superseded')`),
    index('withdrawn_certificates').on(table.issuer, table.notAfter).where(sql`${table.state} in ('revoked', 'abandoned')`),
  ],
);

export const entitlements = certificateSchema.table(
  'entitlements',
  {
    id: text('id').primaryKey(),
    accountId: text('account_id').notNull(),
    unitId: text('unit_id'),
    kind: text('kind').$type<CertificateKind>().notNull(),
    typeCode: text('type_code').notNull(),
    state: text('state').$type<EntitlementState>().notNull(),
    keyId: text('key_id'),
    csr: bytes('csr'),
    currentSerial: text('current_serial'),
    coveredUntil: instant('covered_until'),
    issued: integer('issued').notNull(),
    reissuesLeft: integer('reissues_left').notNull(),
    /** Last end over all platforms, for the clock. */
    until: instant('until'),
  },
  (table) => [
    // CER-102; a revoked right makes room for a new one.
    uniqueIndex('one_entitlement_per_holder')
      .on(table.accountId, sql`coalesce(${table.unitId}, '')`, table.kind, table.typeCode)
      .where(sql`${table.state} <> 'revoked'`),
    index().on(table.unitId, table.accountId),
    index('ending_entitlements').on(table.until).where(sql`${table.state} in ('active', 'blocked_no_grant')`),
  ],
);

export const platformTerms = certificateSchema.table(
  'platform_terms',
  {
    entitlementId: text('entitlement_id')
      .notNull()
      .references(() => entitlements.id),
    platformId: text('platform_id').notNull(),
    from: instant('from_at').notNull(),
    until: instant('until_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.entitlementId, table.platformId] })],
);

export const grantRequests = certificateSchema.table(
  'grant_requests',
  {
    id: text('id').primaryKey(),
    unitId: text('unit_id').notNull(),
    accountId: text('account_id').notNull(),
    name: text('name').notNull(),
    typeCode: text('type_code').notNull(),
    note: text('note').notNull(),
    state: text('state').$type<GrantState>().notNull(),
    askedAt: instant('asked_at').notNull(),
    decidedAt: instant('decided_at'),
    reason: text('reason'),
  },
  (table) => [
    // CER-055: what is pending or granted cannot be asked for again.
    uniqueIndex('one_open_grant').on(table.unitId, table.accountId, table.typeCode).where(sql`${table.state} in ('pending', 'approved')`),
    index().on(table.unitId, table.state, table.askedAt),
    index().on(table.accountId),
  ],
);

export const surplusLots = certificateSchema.table(
  'surplus_lots',
  {
    id: text('id').primaryKey(),
    unitId: text('unit_id').notNull(),
    buyerAccountId: text('buyer_account_id').notNull(),
    typeCode: text('type_code').notNull(),
    kind: text('kind').$type<'platform' | 'interconnect'>().notNull(),
    platformId: text('platform_id').notNull(),
    years: integer('years').notNull(),
    bought: integer('bought').notNull(),
    remaining: integer('remaining').notNull(),
    boughtAt: instant('bought_at').notNull(),
  },
  (table) => [index().on(table.unitId)],
);

export const blockedKeys = certificateSchema.table('blocked_keys', { keyHash: text('key_hash').primaryKey(), at: instant('at').notNull() });

export const pinResets = certificateSchema.table('pin_resets', {
  accountId: text('account_id').primaryKey(),
  fingerprint: text('fingerprint').notNull(),
  sentAt: instant('sent_at').notNull(),
  tries: integer('tries').notNull(),
});

export const revocationLists = certificateSchema.table(
  'revocation_lists',
  {
    issuer: text('issuer').notNull(),
    number: integer('number').notNull(),
    thisUpdate: instant('this_update').notNull(),
    nextUpdate: instant('next_update').notNull(),
    der: bytes('der').notNull(),
  },
  (table) => [primaryKey({ columns: [table.issuer, table.number] })],
);

export const platforms = certificateSchema.table('platforms', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  region: text('region').notNull(),
  supportsInterconnect: boolean('supports_interconnect').notNull(),
  alliance: text('alliance'),
  recognitionConsent: boolean('recognition_consent').notNull(),
  typeCodes: jsonb('type_codes').$type<readonly string[]>().notNull(),
  open: boolean('open').notNull(),
});

export const certificateTypes = certificateSchema.table('types', {
  code: text('code').primaryKey(),
  name: text('name').notNull(),
  provider: text('provider').notNull(),
  unitProfile: text('unit_profile').notNull(),
  personProfile: text('person_profile').notNull(),
});

export const prices = certificateSchema.table('prices', {
  productCode: text('product_code').primaryKey(),
  kind: text('kind').$type<CertificateKind>().notNull(),
  typeCode: text('type_code').notNull(),
  years: integer('years').notNull(),
  fen: integer('fen').notNull(),
});
