import { describe, expect, it } from 'vitest';
import { Seal } from '../../../../src/modules/seal/domain/seal.ts';
import { sealMachine } from '../../../../src/modules/seal/domain/seal-state.ts';
import { administrator, aSeal, company, newSeal, now } from '../support/a-seal.ts';

describe('a seal (requirements 8.9)', () => {
  it('is in force without end as soon as it is made (SEA-004)', () => {
    const seal = Seal.make(newSeal());
    expect(seal.isActive).toBe(true);
    expect(seal.releaseEvents()).toEqual([
      { type: 'seal.made', sealId: 'seal-1', unitId: 'unit-1', kind: 'official', madeBy: administrator.accountId, at: now.toISOString() },
    ]);
  });

  it('is voided once, by a person and at a time (SEA-011)', () => {
    const seal = aSeal();
    seal.void(administrator, now);
    expect(seal.record).toMatchObject({ state: 'voided', voidedBy: administrator, voidedAt: now });
    expect(seal.releaseEvents().map(({ type }) => type)).toEqual(['seal.voided']);
    expect(() => seal.void(administrator, now)).toThrow(expect.objectContaining({ kind: 'conflict', code: 'state.not-possible-now' }));
  });

  it('knows no way back from voided', () => {
    expect(sealMachine.transitions.filter(({ from }) => from === 'voided')).toEqual([]);
  });

  it.each([
    ['official', 'name'],
    ['finance', 'name'],
    ['contract', 'name'],
  ] as const)('of the %s kind is outdated by another name of the unit (SEA-010, UNI-031)', (kind, why) => {
    const seal = aSeal(kind);
    expect(seal.unitChanged({ ...company, legalRepresentativeName: '顾清和' })).toBe(false);
    expect(seal.unitChanged({ ...company, name: '澄州禾汀集团有限公司' })).toBe(true);
    expect(seal.record).toMatchObject({ state: 'active', outdated: why });
  });

  it('of the legal representative is outdated by another person, not by another name of the unit', () => {
    const seal = aSeal('legal-representative');
    expect(seal.unitChanged({ ...company, name: '澄州禾汀集团有限公司' })).toBe(false);
    expect(seal.unitChanged({ ...company, legalRepresentativeName: '顾清和' })).toBe(true);
    expect(seal.record.outdated).toBe('legal-representative');
  });

  it('is flagged once, and never when it is voided already', () => {
    const changed = { ...company, name: '澄州禾汀集团有限公司' };
    const seal = aSeal();
    expect([seal.unitChanged(changed), seal.unitChanged(changed)]).toEqual([true, false]);
    const voided = aSeal();
    voided.void(administrator, now);
    expect(voided.unitChanged(changed)).toBe(false);
  });
});
