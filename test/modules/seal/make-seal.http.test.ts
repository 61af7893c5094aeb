import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeenPage, Visitor } from '../../../demo/visitor.ts';
import { UnitDirectory } from '../../../src/modules/seal/ports/unit-directory.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { heting, messageTo, signedInSupplier, verifyRealName } from '../../support/people.ts';
import { company } from './support/a-seal.ts';
import { OneUnit } from './support/a-seal-office.ts';

const unitId = '0193e000-0000-7000-8000-000000000001';

/** Everybody who signs in has the standing a test gives. */
class SettableUnit extends OneUnit {
  standingOfAll = { administrator: true, legalRepresentative: false, mayManageLegalRepresentativeSeal: false };

  override async standing(asked: string) {
    return asked === this.unitCard.id ? this.standingOfAll : undefined;
  }

  override async unitsOf() {
    return [{ unit: this.unitCard, standing: this.standingOfAll }];
  }
}

let app: TestApp;
let supplier: Visitor;
const units = new SettableUnit();
units.unitCard = { ...units.unitCard, id: unitId };
const as = (standing: Partial<typeof units.standingOfAll>) => {
  units.standingOfAll = { administrator: false, legalRepresentative: false, mayManageLegalRepresentativeSeal: false, ...standing };
};
const sealIdOf = (page: SeenPage) => /\/seals\/([0-9a-f-]{36})/.exec(page.url)?.[1] ?? '';
const make = async (kind: string, values = {}) =>
  supplier.submit(await supplier.get(`/seals/new?unit=${unitId}&kind=${kind}`), '/seals', values);

beforeAll(async () => {
  app = await startTestApp({
    rebind: (container) => void container.rebind(UnitDirectory).toConstantValue(units),
  });
  supplier = await signedInSupplier(app);
}, 120_000);
afterAll(() => app.stop());

describe('the seals of a unit, page by page', { sequential: true }, () => {
  let sealId: string;

  it('need a signed-in person with a verified real name (PAR-046)', async () => {
    expect((await app.visitor().get('/seals')).url).toContain('/sign-in');
    const page = await supplier.get('/seals');
    expect([page.status, page.text.includes('实名')]).toEqual([403, true]);
    await verifyRealName(supplier, heting);
  });

  it('begin empty, with one way on', async () => {
    const page = await supplier.get('/seals');
    expect(page.text).toContain('还没有单位印章');
    expect(page.html).toContain(`/seals/new?unit=${unitId}`);
  });

  it('are drawn in the maker before anything is stored', async () => {
    const page = await supplier.get(`/seals/new?unit=${unitId}`);
    expect(page.status).toBe(200);
    expect(page.html).toContain('href="data:image/svg+xml;base64,');
    expect(page.html).toContain(`value="${company.name}"`);
    expect((await supplier.get('/seals')).text).toContain('还没有单位印章');
  });

  it('are previewed again without script, another kind with its own templates and the code kept', async () => {
    const page = await supplier.get(`/seals/new?unit=${unitId}`);
    const html = page.html.replace('action="/seals"', 'action="/seals/new/preview"');
    const finance = await supplier.submit({ ...page, html }, '/seals/new/preview', { kind: 'finance', code: '9901010012345' });
    expect(finance.html).toContain('value="finance-38"');
    expect(finance.html).toContain('value="9901010012345"');
    expect(finance.html).toContain('value="财务专用章"');
  });

  it('are refused with the field and the words, values kept', async () => {
    const page = await make('official', { code: '123', ringMm: '9' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('印章编码为 13 位数字');
    expect(page.text).toContain('请输入 0.5 到 2 之间的毫米数');
    expect(page.html).toContain('value="123"');
    expect(page.html).toContain('<title>错误：');
  });

  it('are made, listed and in force at once (SEA-003, SEA-004)', async () => {
    const page = await make('official', { code: '9901010012345' });
    expect(page.text).toContain('印章制作成功');
    sealId = sealIdOf(page);
    expect((await supplier.get('/seals')).text).toContain('公章');
  });

  it('are made once by one form, however often it is sent', async () => {
    const form = await supplier.get(`/seals/new?unit=${unitId}&kind=contract`);
    const [first, second] = [await supplier.submit(form, '/seals'), await supplier.submit(form, '/seals')];
    expect(sealIdOf(second)).toBe(sealIdOf(first));
  });

  it('show their picture to administrators as SVG and PNG, under a policy that lets nothing run', async () => {
    const svg = await supplier.get(`/seals/${sealId}/picture.svg`);
    expect(svg.html).toContain('viewBox="-20 -20 40 40"');
    expect((await supplier.get(`/seals/${sealId}/picture.png`)).status).toBe(200);
  });

  it('of the legal representative need a permission; the page tells the ways out (SEA-007, SEA-009)', async () => {
    const page = await supplier.get(`/seals/new?unit=${unitId}&kind=legal-representative`);
    expect(page.status).toBe(403);
    expect(page.text).toContain('未获取法定代表人章授权');
    expect(page.text).toContain('授权法定代表人章管理');
    const posted = await make('official', { kind: 'legal-representative', template: 'legal-20' });
    expect([posted.status, posted.text.includes('未获取法定代表人章授权')]).toEqual([403, true]);
    as({ administrator: true, mayManageLegalRepresentativeSeal: true });
    expect((await make('legal-representative')).text).toContain('印章制作成功');
  });

  it('are asked for by members, who see no picture (SEA-016, SEA-053)', async () => {
    as({});
    const list = await supplier.get('/seals');
    expect(list.html).not.toContain('picture.svg');
    expect((await supplier.get(`/seals/${sealId}`)).status).toBe(403);
    expect((await supplier.get(`/seals/${sealId}/picture.svg`)).status).toBe(403);
    expect((await supplier.get(`/seals/${sealId}/picture.png`)).status).toBe(403);
    expect((await supplier.get(`/seals/new?unit=${unitId}`)).status).toBe(403);
    const form = await supplier.get(`/seals/grants/new?unit=${unitId}`);
    expect((await supplier.submit(form, '/seals/grants', { until: '' })).status).toBe(422);
    const asked = await supplier.submit(form, '/seals/grants', { seal: sealId, until: '2027-12-31', note: '投标' });
    expect(asked.text).toContain('申请已发送');
    expect(asked.text).toContain('待审核');
  });

  it('are granted and taken back by the administrator (SEA-013)', async () => {
    as({ administrator: true });
    const granted = await supplier.submit(await supplier.get('/seals'), '/approval');
    expect(granted.text).toContain('已授权');
    const revoked = await supplier.submit(granted, '/revocation');
    expect(revoked.text).toContain('已收回');
    await messageTo(app, heting.contactMobile, /已收回您的印章授权/);
  });

  it('are voided after a question, and kept in the records (SEA-011, SEA-012)', async () => {
    const confirm = await supplier.get(`/seals/${sealId}/void`);
    expect(confirm.text).toContain('我再想想');
    const voided = await supplier.submit(confirm, '/void');
    expect(voided.text).toContain('已作废');
    const records = await supplier.get(`/seals?unit=${unitId}&show=voided`);
    expect(records.text).toContain('公章');
    expect(records.text).toContain('作废');
  });

  it('of another unit are not there', async () => {
    units.unitCard = { ...units.unitCard, id: '0193e000-0000-7000-8000-000000000002' };
    expect((await supplier.get(`/seals/${sealId}`)).status).toBe(404);
    expect((await supplier.get(`/seals?unit=${unitId}`)).status).toBe(404);
    units.unitCard = { ...units.unitCard, id: unitId };
  });

  it('leave a trace of every change in the audit trail (PLT-021)', async () => {
    const rows = await app.database.sql`select action from kernel.audit where subject like 'seal%' order by id`;
    const actions = rows.map((row) => row['action']);
    expect(actions).toEqual([
      'seal.make',
      'seal.make',
      'seal.make',
      'seal.request-grant',
      'seal.approve-grant',
      'seal.revoke-grant',
      'seal.void',
    ]);
  });
});
