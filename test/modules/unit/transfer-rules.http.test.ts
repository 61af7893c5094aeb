import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Visitor } from '../../../demo/visitor.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { heting, messageTo, signedInSupplier, verifyRealName } from '../../support/people.ts';
import { chenId, licencePicture, paidAmount, papersOf, unitIdOn } from './unit-papers.ts';

let app: TestApp;
let ada: Visitor;
let unitId: string;

beforeAll(async () => {
  app = await startTestApp();
  ada = await signedInSupplier(app);
  await verifyRealName(ada, heting);
  const created = await ada.submit(await ada.get('/units/new'), '/units', { legalIdNumber: chenId, ...(await papersOf(heting)) });
  unitId = unitIdOn(created);
  await ada.submit(created, '/licence', { licence: await licencePicture(heting) });
}, 120_000);
afterAll(() => app.stop());

async function order(account: string) {
  const form = await ada.get(`/units/${unitId}/transfer`);
  const confirm = await ada.submit(form, '/transfer', { bank: '中国银行', account });
  return ada.submit(confirm, '/transfer/order');
}

async function stateBecomes(state: string): Promise<void> {
  for (let tries = 0; tries < 120; tries++) {
    const [row] = await app.database.sql`select state from unit.units where id = ${unitId}`;
    if (row?.['state'] === state) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`the unit did not become ${state}`);
}

const wrongThan = (amount: string) => (amount === '0.50' ? '0.51' : '0.50');

describe('the rules of the corporate transfer over HTTP', { sequential: true }, () => {
  it('8.3: an account that does not exist leads back to "not transferred", and is told', async () => {
    await order('3200000000000000');
    await stateBecomes('licence_ok');
    await messageTo(app, heting.contactMobile, /打款没有成功/);
    const progress = await ada.get(`/units/${unitId}/transfer/progress`);
    expect(progress.text).toContain('打款没有成功');
  });

  it('UNI-015: three wrong amounts lead back, and the page says a new transfer is needed', async () => {
    await order('3200000012345678');
    await stateBecomes('awaiting_amount');
    const wrong = wrongThan(await paidAmount(app, '3200000012345678'));
    let page = await ada.get(`/units/${unitId}/amount`);
    for (const left of [2, 1]) {
      page = await ada.submit(page, '/amount', { amount: wrong });
      expect(page.text).toContain(`还可以核对 ${left} 次`);
    }
    page = await ada.submit(page, '/amount', { amount: wrong });
    expect(page.text).toContain('金额核对次数已用完');
  });

  it('UNI-014: the third request within 24 hours is refused at the form, with the hours to wait', async () => {
    const page = await order('3200000087654321');
    expect(page.status).toBe(422);
    expect(page.text).toContain('24 小时内最多申请 2 次打款，请约 24 小时后再申请');
    expect((await app.database.sql`select id from unit.transfers`).length).toBe(2);
  });

  it('UNI-016: six days after the payment even the right amount is refused', async () => {
    await app.database.sql`update unit.transfers set requested_at = requested_at - interval '25 hours'`;
    await order('3200000011112222');
    await stateBecomes('awaiting_amount');
    const amount = await paidAmount(app, '3200000011112222');
    const page = await ada.get(`/units/${unitId}/amount`);
    const sixDaysAgo = new Date(Date.now() - 6 * 24 * 3600_000).toISOString();
    await app.database
      .sql`update unit.units set transfer = transfer || jsonb_build_object('paidAt', ${sixDaysAgo}::text) where id = ${unitId}`;
    const late = await ada.submit(page, '/amount', { amount });
    expect(late.text).toContain('超过 5 天没有填写金额');
  });
});
