import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Visitor } from '../../../demo/visitor.ts';
import { UnitDirectory } from '../../../src/modules/unit/published/unit-directory.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { heting, type SampleCompany, signedInSupplier, verifyRealName } from '../../support/people.ts';
import { chenId, unitIdOn } from './unit-papers.ts';

const chen: SampleCompany = { ...heting, contactName: '陈示例', idNumber: chenId };

let app: TestApp;
let legal: Visitor;

beforeAll(async () => {
  app = await startTestApp();
  legal = await signedInSupplier(app, chen);
  await verifyRealName(legal, chen);
}, 120_000);
afterAll(() => app.stop());

const asLegal = async (values: Record<string, string> = {}) =>
  legal.submit(await legal.get('/units/new'), '/units', { as: 'legal-representative', ...values });

describe('a unit registered by its legal representative', { sequential: true }, () => {
  it('UNI-004: is refused where the register knows another one', async () => {
    const page = await asLegal({ name: '滨海样例建设集团有限公司', code: '91120116MA05000021' });
    expect(page.status).toBe(422);
  });

  it('UNI-004: needs the unit’s data and nothing else, whatever else stands in the form', async () => {
    const page = await asLegal({ legalName: '', legalIdNumber: '' });
    expect(page.url).toMatch(/\/licence$/);
    const [row] = await app.database.sql`select legal, administrator, legal_representative from unit.units`;
    expect(row?.['legal']).toMatchObject({ name: '陈示例', idType: 'resident' });
    expect(row?.['administrator']).toBeNull();
    expect(row?.['legal_representative']).not.toBeNull();
  });

  it('UNI-052: the legal representative administers the unit, and may hand over while alone', async () => {
    const page = await legal.get('/units');
    expect(page.text).toContain('法定代表人 · 单位尚未认证');
    const [row] = await app.database.sql`select id from unit.units`;
    expect((await legal.get(`/units/${row?.['id']}/administrator`)).text).toContain('没有可以转让的成员');
  });

  it('other modules learn of the unit and of the person’s standing through the directory', async () => {
    const directory = app.container.get(UnitDirectory);
    const card = await directory.unitByCode(heting.uscc);
    expect(card).toMatchObject({ name: heting.companyName, verified: false, legalRepresentativeName: '陈示例' });
    const [account] = await app.database.sql`select id from partner.accounts where mobile = ${chen.contactMobile}`;
    const accountId = String(account?.['id']);
    const standing = { administrator: true, legalRepresentative: true, mayManageLegalRepresentativeSeal: true };
    expect(await directory.standing(card?.id ?? '', accountId)).toEqual(standing);
    expect(await directory.unitsOf(accountId)).toEqual([{ unit: card, standing }]);
    expect(await directory.members(card?.id ?? '')).toEqual([{ accountId, name: '陈示例', standing }]);
    expect(await directory.standing(card?.id ?? '', card?.id ?? '')).toBeUndefined();
    await expect(directory.unit('not-an-id')).rejects.toMatchObject({ code: 'unit.missing' });
  });

  it('the same form sent twice at once makes one unit, and both get the same answer', async () => {
    await app.database.sql`update unit.units set state = 'rejected'`;
    const form = await legal.get('/units/new');
    const pages = await Promise.all([1, 2].map(() => legal.submit(form, '/units', { as: 'legal-representative' })));
    const [first, second] = pages.map(unitIdOn);
    expect(first).toBe(second);
    expect((await app.database.sql`select id from unit.units where state <> 'rejected'`).length).toBe(1);
  });
});
