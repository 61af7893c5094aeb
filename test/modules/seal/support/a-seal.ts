import { sealDefaults } from '../../../../src/engines/seal-image/seal-design.ts';
import { type NewSeal, Seal } from '../../../../src/modules/seal/domain/seal.ts';
import { planDesign } from '../../../../src/modules/seal/domain/seal-design.ts';
import { type NewGrant, SealGrant } from '../../../../src/modules/seal/domain/seal-grant.ts';
import type { SealKind } from '../../../../src/modules/seal/domain/seal-kind.ts';

export const company = { name: '澄州禾汀建设工程有限公司', legalRepresentativeName: '陆知遥' };
export const administrator = { accountId: 'account-admin', name: '沈念安' };
export const member = { accountId: 'account-member', name: '程亦舟' };
export const now = new Date('2026-11-21T04:00:00Z');

export function newSeal(kind: SealKind = 'official', changes: Partial<NewSeal> = {}): NewSeal {
  const design = planDesign(kind, { code: '9901010012345' }, company);
  return {
    id: 'seal-1',
    unitId: 'unit-1',
    kind,
    text: design.text,
    title: design.title,
    picture: { way: 'made', design, drawing: { ...sealDefaults[kind], name: design.text } },
    madeBy: administrator,
    madeAt: now,
    ...changes,
  };
}

export function aSeal(kind: SealKind = 'official', changes: Partial<NewSeal> = {}): Seal {
  const seal = Seal.make(newSeal(kind, changes));
  seal.releaseEvents();
  return seal;
}

export function aGrant(changes: Partial<NewGrant> = {}): SealGrant {
  const grant = SealGrant.request({
    id: 'grant-1',
    sealId: 'seal-1',
    unitId: 'unit-1',
    accountId: member.accountId,
    name: member.name,
    note: '',
    until: '2026-12-31',
    requestedAt: now,
    ...changes,
  });
  grant.releaseEvents();
  return grant;
}
