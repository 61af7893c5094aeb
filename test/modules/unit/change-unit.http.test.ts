import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Visitor } from '../../../demo/visitor.ts';
import { residentIdOf, usccOf } from '../../../simulators/identity/numbers.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { heting, messageTo, type SampleCompany, signedInSupplier, signInStaff, verifyRealName } from '../../support/people.ts';
import { licencePicture, papersOf, unitIdOn } from './unit-papers.ts';

const company: SampleCompany = {
  ...heting,
  companyName: '东山改名有限公司',
  uscc: usccOf('91320100MA0000777'),
  legalRepresentative: '钱一',
};
const qianId = residentIdOf('32010619700101000');
const sunId = residentIdOf('32010619750505000');

let app: TestApp;
let ada: Visitor;
let unitId: string;

beforeAll(async () => {
  app = await startTestApp();
  ada = await signedInSupplier(app, company);
  await verifyRealName(ada, company);
  const created = await ada.submit(await ada.get('/units/new'), '/units', { legalIdNumber: qianId, ...(await papersOf(company, qianId)) });
  unitId = unitIdOn(created);
}, 120_000);
afterAll(() => app.stop());

const change = () => ada.get(`/units/${unitId}/change`);

describe('a change of the unit’s information over HTTP', { sequential: true }, () => {
  it('UNI-020, UNI-028: is for verified units only', async () => {
    expect((await change()).status).toBe(404);
    await app.database.sql`update unit.units set state = 'verified', verified_at = now() where id = ${unitId}`;
    expect((await change()).status).toBe(200);
  });

  it('UNI-028: needs something new, the new licence and a proof', async () => {
    const same = await ada.submit(await change(), '/change');
    expect([same.status, same.text]).toEqual([422, expect.stringContaining('单位名称和法定代表人都没有变化')]);
    const bare = await ada.submit(same, '/change', { name: '东山新名有限公司' });
    expect([bare.status, bare.text]).toEqual([422, expect.stringContaining('有 2 处需要修改')]);
  });

  it('UNI-028, UNI-030: a name the licence and the register confirm is effective at once, everywhere', async () => {
    const licence = await licencePicture({ ...company, companyName: '东山新名有限公司' });
    const { authorisationLetter: proof } = await papersOf(company, qianId);
    const done = await ada.submit(await change(), '/change', { name: '东山新名有限公司', licence, proof });
    expect(done.text).toContain('请按新的资料重新制作单位证书和印章');
    expect((await ada.get('/units')).text).toContain('东山新名有限公司');
    const [event] = await app.database.sql`select event from unit.outbox where type = 'unit.information-changed'`;
    expect(event?.['event']).toMatchObject({ nameChanged: true, legalRepresentativeChanged: false, name: '东山新名有限公司' });
    const found = await ada.submit(await ada.get('/units/join'), '/units/join', { text: '新名' });
    expect(found.text).toContain('东山新名有限公司');
  });

  it('UNI-029: a licence that says otherwise is refused, and manual review is offered at once', async () => {
    const { authorisationLetter: proof, ...cards } = await papersOf({ ...company, legalRepresentative: '孙二' }, sunId);
    const values = { legalName: '孙二', legalIdNumber: sunId, idPortrait: cards.idPortrait, idEmblem: cards.idEmblem };
    const page = await ada.submit(await change(), '/change', { ...values, proof, licence: await licencePicture(company) });
    expect([page.status, page.text]).toEqual([422, expect.stringContaining('转人工审核')]);
    const sent = await ada.submit(page, '/change', { route: 'manual-review' });
    expect(sent.text).toContain('变更已提交人工审核');
    expect(sent.text).toContain('单位信息变更正在人工审核');
    expect(sent.text).toContain('钱一');
  });

  it('UNI-029: customer service approves, the new person stands everywhere, the registrant is told', async () => {
    const desk = await signInStaff(app, 'cs.desk');
    const list = await desk.get('/staff/unit-reviews');
    const review = await desk.get(/href="(\/staff\/unit-changes\/[0-9a-f-]{36})"/.exec(list.html)?.[1] ?? '');
    expect(review.text).toContain('孙二');
    expect((await ada.get(new URL(review.url).pathname)).status).toBe(403);
    await desk.submit(review, '/approval');
    await messageTo(app, company.contactMobile, /单位信息变更已生效/);
    const detail = await ada.get(`/units/${unitId}`);
    expect(detail.text).toContain('孙二');
    expect(detail.text).not.toContain('钱一');
  });
});
