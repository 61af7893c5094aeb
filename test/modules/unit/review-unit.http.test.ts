import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Visitor } from '../../../demo/visitor.ts';
import { makeDocument } from '../../../simulators/make-document.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { heting, messageTo, signedInSupplier, signInStaff, verifyRealName } from '../../support/people.ts';
import { chenId, papersOf } from './unit-papers.ts';

let app: TestApp;
let ada: Visitor;
let staff: Visitor;

beforeAll(async () => {
  app = await startTestApp();
  ada = await signedInSupplier(app);
  await verifyRealName(ada, heting);
  staff = await signInStaff(app, 'cs.desk');
}, 120_000);
afterAll(() => app.stop());

const unreadable = async () => ({
  name: '模糊.png',
  type: 'image/png',
  bytes: await makeDocument({ kind: 'id-card-portrait', fields: { name: '陈示例', idNumber: chenId } }, 'png', 'unreadable'),
});

async function openReview(name: string) {
  const list = await staff.get('/staff/unit-reviews');
  expect(list.text).toContain(name);
  const row = list.html.split('<tr').find((each) => each.includes(name)) ?? '';
  return staff.get(/href="(\/staff\/unit-reviews\/[^"]+)"/.exec(row)?.[1] ?? '');
}

describe('a domestic unit whose right data are not recognised (UNI-006, UNI-055)', { sequential: true }, () => {
  it('is offered manual review after more than three failures, not before', async () => {
    let page = await ada.submit(await ada.get('/units/new'), '/units', {
      legalIdNumber: chenId,
      ...(await papersOf(heting)),
      idPortrait: await unreadable(),
    });
    for (const failures of [1, 2, 3]) {
      expect([failures, page.status, page.text.includes('转人工审核')]).toEqual([failures, 422, false]);
      page = await ada.submit(page, '/units');
    }
    expect(page.text).toContain('转人工审核');
  });

  it('cannot be sent to manual review by somebody who did not fail', async () => {
    await app.database.sql`update unit.failure_tallies set recognition = 3`;
    const page = await ada.submit(await ada.get('/units/new'), '/units', {
      legalIdNumber: chenId,
      ...(await papersOf(heting)),
      route: 'manual-review',
    });
    expect(page.status).toBe(422);
    expect(page.text).toContain('还没有达到转人工审核的条件');
    await app.database.sql`update unit.failure_tallies set recognition = 4`;
    const sent = await ada.submit(page, '/units', { route: 'manual-review' });
    expect(sent.text).toContain('待人工审核');
  });

  it('is not to be found or joined before its review', async () => {
    const search = await ada.submit(await ada.get('/units/join'), '/units/join', { text: heting.companyName });
    expect(search.text).toContain('没有找到这个单位');
  });

  it('requirements 9: only customer service and operators see the desk', async () => {
    expect((await ada.get('/staff/unit-reviews')).status).toBe(403);
    expect((await app.visitor().get('/staff/unit-reviews')).url).toContain('/sign-in');
    const reviewer = await signInStaff(app, 'ra.review');
    expect((await reviewer.get('/staff/unit-reviews')).status).toBe(403);
  });

  it('a refusal needs a reason, which the registrant reads', async () => {
    const review = await openReview(heting.companyName);
    expect(review.text).toContain('单位登记资料');
    const unexplained = await staff.submit(review, '/rejection', { reason: '' });
    expect(unexplained.status).toBe(422);
    await staff.submit(review, '/rejection', { reason: '身份证照片看不清' });
    await messageTo(app, heting.contactMobile, /人工审核未通过/);
    const list = await ada.get('/units');
    expect(list.text).toContain('未通过');
  });

  it('8.3: may be handed in again, and goes on at the licence once approved', async () => {
    const [row] = await app.database.sql`select id from unit.units where state = 'rejected'`;
    const form = await ada.get(`/units/${row?.['id']}/resubmission`);
    expect(form.text).toContain('身份证照片看不清');
    const { idPortrait } = await papersOf(heting);
    const again = await ada.submit(form, '/resubmission', { legalIdNumber: chenId, idPortrait });
    expect(again.text).toContain('待人工审核');
    await staff.submit(await openReview(heting.companyName), '/approval');
    await messageTo(app, heting.contactMobile, /人工审核已通过/);
    expect((await ada.get('/units')).text).toContain('单位尚未认证，请上传营业执照');
  });

  it('is decided once', async () => {
    const [row] = await app.database.sql`select id from unit.units where code = ${heting.uscc}`;
    const page = await staff.get(`/staff/unit-reviews/${row?.['id']}`);
    expect(page.text).toContain('已经审核过');
    expect(page.html).not.toContain('/approval');
  });
});

describe('a foreign unit (UNI-008, UNI-009, UNI-054)', { sequential: true }, () => {
  it('has a unit code in place of the credit code and goes to manual review', async () => {
    const form = await ada.get('/units/new/foreign');
    const values = { name: 'Harbour Sample Ltd', legalName: 'CHAN TAI MAN', legalIdNumber: 'K1234567' };
    const refused = await ada.submit(form, '/units/new/foreign', { ...values, code: heting.uscc });
    expect(refused.status).toBe(422);
    const idPortrait = await unreadable();
    const licence = await unreadable();
    const sent = await ada.submit(form, '/units/new/foreign', { ...values, code: 'hk-2026-77', idPortrait, licence });
    expect(sent.text).toContain('待人工审核');
  });

  it('is verified by the approval, without licence and transfer', async () => {
    await staff.submit(await openReview('Harbour Sample Ltd'), '/approval');
    const [row] = await app.database.sql`select state, code from unit.units where name = 'Harbour Sample Ltd'`;
    expect(row).toMatchObject({ state: 'verified', code: 'HK-2026-77' });
    expect((await ada.get('/units')).text).toContain('已认证');
  });
});
