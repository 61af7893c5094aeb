import { describe, expect, it } from 'vitest';
import { readGrantRequest, SealGrant } from '../../../../src/modules/seal/domain/seal-grant.ts';
import type { GrantState } from '../../../../src/modules/seal/domain/seal-grant-state.ts';
import { administrator, aGrant, now } from '../support/a-seal.ts';

const inState = (state: GrantState) => SealGrant.restore({ ...aGrant().record, state });
const conflict = expect.objectContaining({ kind: 'conflict' });

describe('a grant of a seal (requirements 8.10)', () => {
  it('waits for the administrator', () => {
    const { id, sealId, unitId, accountId, name, note, until, requestedAt } = aGrant().record;
    const grant = SealGrant.request({ id, sealId, unitId, accountId, name, note, until, requestedAt });
    expect(grant.record.state).toBe('pending');
    expect(grant.releaseEvents().map(({ type }) => type)).toEqual(['seal.grant-requested']);
  });

  it('is approved or rejected with a reason, and then decided', () => {
    const approved = aGrant();
    approved.approve(administrator, now);
    expect(approved.record).toMatchObject({ state: 'granted', decidedBy: administrator, decidedAt: now });
    const rejected = aGrant();
    expect(() => rejected.reject(administrator, ' ', now)).toThrow(expect.objectContaining({ code: 'input.invalid-fields' }));
    rejected.reject(administrator, '请先完成培训', now);
    expect(rejected.record).toMatchObject({ state: 'rejected', reason: '请先完成培训' });
    expect(() => approved.approve(administrator, now)).toThrow(conflict);
    expect(() => rejected.approve(administrator, now)).toThrow(conflict);
  });

  it.each(['pending', 'rejected', 'expired', 'revoked'] as const)('cannot be taken back when it is %s', (state) => {
    expect(() => inState(state).revoke(administrator, now)).toThrow(conflict);
  });

  it('expires by the calendar alone (SEA-017)', () => {
    const grant = inState('granted');
    expect(grant.stateAt(new Date('2026-12-31T15:59:59Z'))).toBe('granted');
    expect(grant.stateAt(new Date('2026-12-31T16:00:00Z'))).toBe('expired');
    expect(inState('pending').stateAt(new Date('2027-06-01T00:00:00Z'))).toBe('pending');
  });

  it.each([
    ['pending', true, 'rejected'],
    ['granted', false, 'granted'],
    ['revoked', false, 'revoked'],
  ] as const)('that is %s when the seal is voided', (from, changed, to) => {
    const grant = inState(from);
    expect(grant.sealVoided(administrator, now)).toBe(changed);
    expect(grant.record.state).toBe(to);
  });

  it.each([
    ['pending', true, 'rejected'],
    ['granted', true, 'revoked'],
    ['rejected', false, 'rejected'],
  ] as const)('that is %s when the member leaves (UNI-038)', (from, changed, to) => {
    const grant = inState(from);
    expect(grant.memberLeft(administrator, now)).toBe(changed);
    expect(grant.record.state).toBe(to);
  });
});

describe('the validity of a grant (SEA-016)', () => {
  const codes = (until: string) => {
    try {
      readGrantRequest({ until, note: '' }, now);
      return 'taken';
    } catch (error) {
      return error instanceof Error && 'fields' in error && Array.isArray(error.fields) ? error.fields[0].code : error;
    }
  };

  it.each([
    ['2026-11-21', 'taken'],
    ['2028-02-29', 'taken'],
    ['2026-11-20', 'seal.day-is-past'],
    ['2027-02-29', 'seal.not-a-day'],
    ['2026-13-01', 'seal.not-a-day'],
    ['明天', 'seal.not-a-day'],
    ['', 'input.required'],
    ['2031-11-21', 'taken'],
    ['2031-11-22', 'seal.day-too-far'],
  ])('%s is %s', (until, expected) => {
    expect(codes(until)).toBe(expected);
  });
});
