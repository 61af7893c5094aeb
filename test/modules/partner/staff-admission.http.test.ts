import { authenticator } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StaffAdmission } from '../../../src/modules/partner/published/staff-admission.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { signInStaff } from '../../support/people.ts';

describe('a new staff member', () => {
  let app: TestApp;
  let path: string;
  beforeAll(async () => {
    app = await startTestApp();
    ({ path } = await app.container
      .get(StaffAdmission)
      .invite({ mail: 'new@yinxin.example', name: '许清和', roles: ['op'], regions: ['32'] }));
  });
  afterAll(() => app?.stop());

  it('needs a working authenticator app and a strong password', async () => {
    const visitor = app.visitor();
    const page = await visitor.get(path);
    expect(page.text).toContain('许清和');
    const weak = await visitor.submit(page, '/staff/welcome', { newPassword: 'short', confirmPassword: 'short', code: '000000' });
    expect(weak.status).toBe(422);
    const wrong = await visitor.submit(page, '/staff/welcome', {
      newPassword: 'Qinghe2026ok',
      confirmPassword: 'Qinghe2026ok',
      code: '000000',
    });
    expect(wrong.text).toContain('动态验证码不正确');
  });

  it('gets in with both, and the link works only once', async () => {
    const visitor = app.visitor();
    const page = await visitor.get(path);
    const secret = /class="code">([A-Z2-7]+)</.exec(page.html)?.[1] ?? '';
    const done = await visitor.submit(page, '/staff/welcome', {
      newPassword: 'Qinghe2026ok',
      confirmPassword: 'Qinghe2026ok',
      code: authenticator.generate(secret),
    });
    expect(done.url).toContain('/staff/sign-in');
    expect((await app.visitor().get(path)).status).toBe(404);
    const refused = await visitor.submit(done, '/staff/sign-in', { login: 'new@yinxin.example', password: 'Qinghe2026ok' });
    expect(refused.status).toBe(422);
  });

  it('§9: only platform operators read the audit trail', async () => {
    const operator = await signInStaff(app, 'op.jiangsu');
    const trail = await operator.get('/staff/audit');
    expect(trail.text).toContain('partner.invite-staff');
    expect((await operator.submit(trail, '/staff/audit/check')).text).toContain('审计链');
    const reviewer = await signInStaff(app, 'ra.review');
    expect((await reviewer.get('/staff/audit')).status).toBe(403);
    expect((await app.visitor().get('/staff/audit')).url).toContain('/sign-in');
  });
});
