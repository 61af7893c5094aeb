import { describe, expect, it } from 'vitest';
import { listPage } from '../../../../src/modules/seal/adapters/http/list-page.ts';
import { texts } from '../../../../src/modules/seal/adapters/http/texts.ts';
import { createTranslate } from '../../../../src/web/texts/catalogue.ts';
import { administrator, aGrant, aSeal, company, member, now } from '../support/a-seal.ts';

const t = createTranslate([texts]);
const unit = { id: 'unit-1', code: '91990101MA0ABCD12J', verified: true, ...company };
const ordinary = { administrator: false, legalRepresentative: false, mayManageLegalRepresentativeSeal: false };

function voidedSeal() {
  const seal = aSeal('finance', { id: 'seal-2' });
  seal.void(administrator, now);
  return seal.record;
}

function grantOf(sealId: string, approved = true) {
  const grant = aGrant({ id: `grant-${sealId}`, sealId });
  if (approved) grant.approve(administrator, now);
  return grant.record;
}

const pageOf = (standing: typeof ordinary, grants: ReturnType<typeof grantOf>[], voided = false) =>
  listPage(t, { unit, standing, units: [unit], seals: [aSeal().record, voidedSeal()], grants }, member.accountId, voided);

describe('the list of seals', () => {
  it('shows a member the seals in force and the own right to each, without pictures (SEA-017, SEA-053)', () => {
    const { seals, mayAsk } = pageOf(ordinary, [grantOf('seal-1')]);
    expect(seals.map(({ name, tag, picture }) => [name, tag.word, picture])).toEqual([['公章', '已授权', undefined]]);
    expect(mayAsk).toBe(false);
  });

  it('shows a member a voided seal as long as the grant goes on (SEA-011, SEA-014)', () => {
    const { seals } = pageOf(ordinary, [grantOf('seal-2')]);
    expect(seals.map(({ name }) => name)).toEqual(['公章', '财务章']);
    expect(seals[1]?.detail).toBe('印章已作废，授权有效期至 2026-12-31');
    expect(pageOf(ordinary, [grantOf('seal-2', false)]).seals).toHaveLength(1);
  });

  it('keeps the void records for administrators (SEA-012)', () => {
    expect(pageOf(ordinary, [], true)).toMatchObject({ voided: false, seals: [{ name: '公章' }] });
    expect(pageOf({ ...ordinary, administrator: true }, [], true)).toMatchObject({
      voided: true,
      seals: [{ name: '财务章', tag: { word: '已作废' } }],
    });
  });

  it('shows an administrator the requests that wait (SEA-016)', () => {
    const { pending } = pageOf({ ...ordinary, administrator: true }, [grantOf('seal-1', false), grantOf('seal-2')]);
    expect(pending.map(({ title }) => title)).toEqual(['程亦舟 申请使用 公章']);
  });

  it('flags seals of a former name (SEA-010)', () => {
    const seal = aSeal();
    seal.unitChanged({ ...company, name: '澄州禾汀集团有限公司' });
    const list = { unit, standing: { ...ordinary, administrator: true }, units: [unit], seals: [seal.record], grants: [] };
    expect(listPage(t, list, administrator.accountId, false)).toMatchObject({
      outdated: true,
      seals: [{ tag: { kind: 'warn', word: '单位名称已变更，请重新制作' } }],
    });
  });
});
