import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../support/app.ts';
import {
  fillRegistration,
  heting,
  idCardOf,
  messageTo,
  ownPassword,
  reviewerOn,
  signedInSupplier,
  signInStaff,
  submitRegistration,
  verifyRealName,
} from '../../support/people.ts';

describe('registering a partner', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app?.stop());

  it('PAR-004: missing and wrong fields are all named at once, and what was typed is kept', async () => {
    const visitor = app.visitor();
    const company = await visitor.submit(await visitor.get('/register/partner'), '/register/partner', { province: '32', city: '' });
    const refused = await visitor.submit(company, '/company', { companyName: '甲公司', uscc: '123', contactMobile: '12440' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('请输入18位统一社会信用代码');
    expect(refused.text).toContain('请输入合法手机号/电话号');
    expect(refused.html).toContain('value="甲公司"');
    expect(refused.html).toContain('<title>错误：');
  });

  it('PAR-005: exactly the reviewers of the chosen city are offered, and one must be chosen', async () => {
    const visitor = app.visitor();
    const check = await fillRegistration(visitor, heting);
    expect(check.text).toContain('陆知远');
    expect(check.text).not.toContain('苏映雪');
    const refused = await visitor.submit(check, '/check', { reviewer: '' });
    expect(refused.status).toBe(422);
  });

  it('a draft belongs to the visit that began it', async () => {
    const visitor = app.visitor();
    const check = await fillRegistration(visitor, heting);
    const stranger = app.visitor();
    expect((await stranger.get(new URL(check.url).pathname)).status).toBe(404);
  });

  it('PAR-003, §9 N2: only the chosen reviewer decides', async () => {
    const visitor = app.visitor();
    const result = await submitRegistration(visitor, {
      ...heting,
      uscc: '91120116MA05000024',
      companyName: '滨海样例建设集团有限公司',
      contactMobile: '13900000009',
    });
    const id = result.url.split('/').pop() ?? '';
    const other = await signInStaff(app, 'op.zhejiang');
    const page = await other.get(`/staff/partners/${id}`);
    expect(page.status).toBe(200);
    expect(page.html).not.toContain('/approval');
    const token = /name="_csrf" value="([^"]+)"/.exec((await other.get('/staff/sign-in')).html)?.[1] ?? '';
    const answer = await other.submit(
      {
        ...page,
        html: `<form method="post" action="/staff/partners/${id}/approval"><input type="hidden" name="_csrf" value="${token}"></form>`,
      },
      '/approval',
    );
    expect(answer.status).toBe(403);
    const reviewer = await signInStaff(app, 'ra.review');
    expect((await reviewer.get('/staff/reviews')).status).toBe(403);
  });

  it('PAR-010: a refusal tells the reason, and the corrected registration can be submitted again', async () => {
    const visitor = app.visitor();
    const result = await submitRegistration(visitor, {
      ...heting,
      uscc: '91510100MA6C00003Y',
      companyName: '西岭虚构电子科技有限公司',
      contactMobile: '13900000008',
      contactMail: 'zhou@xiling.example',
    });
    const path = new URL(result.url).pathname;
    const staff = await signInStaff(app, 'op.jiangsu');
    const review = await staff.get(`/staff/partners/${path.split('/').pop()}`);
    expect((await staff.submit(review, '/rejection', { reason: '' })).status).toBe(422);
    await staff.submit(review, '/rejection', { reason: '营业执照不清晰' });
    expect((await visitor.get(path)).text).toContain('营业执照不清晰');
    await messageTo(app, 'zhou@xiling.example', /营业执照不清晰/);
    const check = await visitor.submit(await visitor.get(`${path}/company`), '/company');
    const again = await visitor.submit(check, '/check', { reviewer: reviewerOn(check) });
    expect(again.text).toContain('已提交审核');
  });

  it('PAR-006, PAR-008, PAR-012: approval sends the credentials, the first sign-in changes the password, the company is effective once', async () => {
    const supplier = await signedInSupplier(app);
    expect((await supplier.get('/')).text).toContain('身份未认证，立即验证');
    const second = await fillRegistration(app.visitor(), heting);
    expect(second.status).toBe(422);
    expect(second.text).toContain('此合作方已存在并生效，不能再次注册');
    const again = app.visitor();
    const home = await again.submit(await again.get('/sign-in'), '/sign-in', { login: heting.contactMail, password: ownPassword });
    expect(home.text).toContain('首页待办');
    const wrong = app.visitor();
    const refused = await wrong.submit(await wrong.get('/sign-in'), '/sign-in', { login: heting.contactMobile, password: 'Wrong12345' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('账号或密码不正确');
  });

  it('PAR-046, PAR-048: name and number must stand on the card; the face check is asked of the party, not believed from the browser', async () => {
    const supplier = app.visitor();
    await supplier.submit(await supplier.get('/sign-in'), '/sign-in', { login: heting.contactMobile, password: ownPassword });
    const form = await supplier.get('/account/real-name');
    const card = await idCardOf(heting);
    const refused = await supplier.submit(form, '/account/real-name', { realName: '张三', idNumber: heting.idNumber, ...card });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('姓名与身份证照片不一致');
    expect(refused.text).toContain('人像面.png');
    expect((await supplier.get('/account/real-name/return')).text).not.toContain('已实名');
    expect((await verifyRealName(supplier)).text).toContain('已实名');
  });

  it('every change of state left an audit row', async () => {
    const rows = await app.database
      .sql`select action from kernel.audit where subject = 'partner.registration' and action = 'partner.approve'`;
    expect(rows).toHaveLength(1);
  });
});
