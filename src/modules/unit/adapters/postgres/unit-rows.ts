import type { CorporateTransfer } from '../../domain/corporate-transfer.ts';
import type { RosterRecord } from '../../domain/roster.ts';
import type { UnitRecord } from '../../domain/unit.ts';
import type { members, StoredTransfer, units } from './schema.ts';

export type UnitRow = typeof units.$inferSelect;
export type MemberRow = typeof members.$inferSelect;

export function unitOf(row: UnitRow): UnitRecord {
  const { id, kind, name, code, region, address, legal, papers, state, registeredBy, registeredAt } = row;
  return {
    id,
    kind,
    profile: { name, code, region, address },
    legal,
    papers,
    state,
    reviewNode: row.reviewNode ?? undefined,
    rejectionReason: row.rejectionReason ?? undefined,
    finance: row.finance ?? undefined,
    transfer: row.transfer === null ? undefined : transferOf(row.transfer),
    registeredBy,
    registeredAt,
    verifiedAt: row.verifiedAt ?? undefined,
  };
}

export function rowOf(record: UnitRecord): Omit<UnitRow, 'administrator' | 'legalRepresentative' | 'resigned' | 'sealPermission'> {
  const { id, kind, profile, legal, papers, state, transfer, registeredBy, registeredAt } = record;
  return {
    id,
    kind,
    ...profile,
    legal,
    papers,
    state,
    reviewNode: record.reviewNode ?? null,
    rejectionReason: record.rejectionReason ?? null,
    finance: record.finance ?? null,
    transfer: transfer === undefined ? null : storedTransfer(transfer),
    registeredBy,
    registeredAt,
    verifiedAt: record.verifiedAt ?? null,
  };
}

function transferOf({ requestedAt, paidAt, ...rest }: StoredTransfer): CorporateTransfer {
  return { ...rest, requestedAt: new Date(requestedAt), ...(paidAt === undefined ? {} : { paidAt: new Date(paidAt) }) };
}

function storedTransfer({ requestedAt, paidAt, ...rest }: CorporateTransfer): StoredTransfer {
  return { ...rest, requestedAt: requestedAt.toISOString(), paidAt: paidAt?.toISOString() };
}

export function rosterOf(row: UnitRow, memberRows: readonly MemberRow[]): RosterRecord {
  return {
    unitId: row.id,
    members: memberRows.map(({ accountId, name, joinedAt }) => ({ accountId, name, joinedAt })),
    administrator: row.administrator ?? undefined,
    legalRepresentative: row.legalRepresentative ?? undefined,
    resigned: row.resigned,
    sealPermission: row.sealPermission,
  };
}

/** Every end of the name of at least two characters. */
export function tailsOf(name: string): readonly string[] {
  const characters = [...name];
  return characters.slice(0, -1).map((_, from) => characters.slice(from).join(''));
}
