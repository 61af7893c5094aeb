import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeenPage, Visitor } from '../../../demo/visitor.ts';
import { makeDocument } from '../../../simulators/make-document.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { heting, messageTo, signedInSupplier, verifyRealName } from '../../support/people.ts';
import { chenId, licencePicture, paidAmount, papersOf, unitIdOn } from './unit-papers.ts';

let app: TestApp;
let supplier: Visitor;

beforeAll(async () => {
  app = await startTestApp();
  supplier = await signedInSupplier(app);
}, 120_000);
afterAll(() => app.stop());

describe('from nothing to a verified unit', { sequential: true }, () => {
  let unitId: string;
  let page: SeenPage;

  it('creating a unit leads to the real-name check first', async () => {
    expect((await supplier.get('/units/new')).status).toBe(403);
    await verifyRealName(supplier, heting);
    expect((await supplier.get('/')).text).toContain('创建或加入单位');
  });

  it('the form is filled with what the registration as partner knows: nothing is asked twice', async () => {
    page = await supplier.get('/units/new');
    expect(page.html).toContain(`value="${heting.companyName}"`);
    expect(page.html).toContain(`value="${heting.uscc}"`);
    expect(page.html).toContain(`value="${heting.legalRepresentative}"`);
  });

  it('UNI-003: papers are needed, and every refused field is named', async () => {
    page = await supplier.submit(page, '/units', { legalIdNumber: '123', code: '12440' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('请输入18位统一社会信用代码');
    expect(page.text).toContain('请输入正确的身份证号');
  });

  it('UNI-006: papers that say something else are refused and kept', async () => {
    const other = {
      ...(await papersOf(heting)),
      idPortrait: await picture('id-card-portrait', { name: '陈示例', idNumber: heting.idNumber }),
    };
    page = await supplier.submit(page, '/units', { code: heting.uscc, legalIdNumber: chenId, ...other });
    expect(page.status).toBe(422);
    expect(page.text).toContain('识别出的内容与填写的资料不一致');
    expect(page.html).toContain('name="authorisationLetterKept"');
  });

  it('a kept paper is taken again, an exchanged one replaces it, and the unit is registered', async () => {
    const { idPortrait } = await papersOf(heting);
    page = await supplier.submit(page, '/units', { idPortrait });
    expect(page.status).toBe(200);
    expect(page.url).toMatch(/\/units\/[0-9a-f-]{36}\/licence$/);
    unitId = unitIdOn(page);
  });

  it('UNI-011: the list asks for the licence, in a dialog with a way out', async () => {
    const list = await supplier.get('/units');
    expect(list.text).toContain('单位尚未认证，请上传营业执照');
    expect(list.text).toContain('立即认证');
  });

  it('the same company is not registered twice', async () => {
    const again = await supplier.submit(await supplier.get('/units/new'), '/units', { legalIdNumber: chenId, ...(await papersOf(heting)) });
    expect(again.status).toBe(422);
    expect(again.text).toContain('这个单位已经登记过');
  });

  it('UNI-012: another company’s licence is refused', async () => {
    const licence = await licencePicture({ ...heting, companyName: '别家有限公司' });
    page = await supplier.submit(await supplier.get(`/units/${unitId}/licence`), '/licence', { licence });
    expect(page.status).toBe(422);
    expect(page.text).toContain('识别出的内容与填写的资料不一致');
  });

  it('UNI-012: the right one leads on to the transfer', async () => {
    page = await supplier.submit(page, '/licence', { licence: await licencePicture(heting) });
    expect(page.url).toContain(`/units/${unitId}/transfer`);
    expect((await supplier.get('/units')).text).toContain('单位认证成功，请申请企业对公账号打款');
  });

  it('UNI-013: an account that cannot be one is refused, a good one is shown again before money moves', async () => {
    const refused = await supplier.submit(page, '/transfer', { bank: '', account: '12AB' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('请输入 8 至 32 位数字的对公账号');
    const confirm = await supplier.submit(page, '/transfer', { bank: '中国银行', account: '3200 0000 1234 5678' });
    expect(confirm.text).toContain('3200 0000 1234 5678');
    page = await supplier.submit(confirm, '/transfer/order');
    expect(page.text).toContain('企业对公账号打款申请中');
  });

  it('the payment of the bank is followed and told by SMS', async () => {
    await messageTo(app, heting.contactMobile, /对公账号打款已汇出/);
    expect((await supplier.get('/units')).text).toContain('已打款，请填写到账金额');
  });

  it('VAL-10: what cannot be the amount costs no try', async () => {
    page = await supplier.get(`/units/${unitId}/amount`);
    page = await supplier.submit(page, '/amount', { amount: '2.01' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('到账金额在 0.01 至 2.00 元之间');
    expect(page.text).toContain('还可以核对 3 次');
  });

  it('UNI-019: a wrong amount tells the tries left, the right one verifies the unit', async () => {
    const amount = await paidAmount(app, '3200000012345678');
    page = await supplier.submit(page, '/amount', { amount: amount === '0.58' ? '0.59' : '0.58' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('金额不正确，还可以核对 2 次');
    page = await supplier.submit(page, '/amount', { amount });
    expect(page.text).toContain('单位认证成功');
    expect((await supplier.get('/units')).text).toContain('已认证');
  });

  it('every step is in the audit trail, in order', async () => {
    const rows = await app.database.sql`select action from kernel.audit where subject = 'unit.unit' and subject_id = ${unitId} order by id`;
    expect(rows.map((row) => row['action'])).toEqual([
      'unit.register',
      'unit.submit-licence',
      'unit.apply-transfer',
      'unit.transfer-paid',
      'unit.check-amount',
      'unit.check-amount',
    ]);
  });

  it('the ID number of the legal representative lies nowhere in clear', async () => {
    const [row] = await app.database.sql`select u::text as whole from unit.units u where id = ${unitId}`;
    expect(row?.['whole']).not.toContain(chenId);
  });
});

async function picture(kind: 'id-card-portrait', fields: { name: string; idNumber: string }) {
  return { name: 'x.png', type: 'image/png', bytes: await makeDocument({ kind, fields }, 'png') };
}
