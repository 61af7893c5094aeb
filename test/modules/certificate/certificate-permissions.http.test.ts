import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Visitor } from '../../../demo/visitor.ts';
import { Ids } from '../../../src/kernel/ids.ts';
import { DecideGrant } from '../../../src/modules/certificate/application/decide-grant.ts';
import { Entitlement } from '../../../src/modules/certificate/domain/entitlement.ts';
import { CertificateWork } from '../../../src/modules/certificate/ports/certificate-work.ts';
import { Units } from '../../../src/modules/certificate/ports/units.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { heting, signedInSupplier, signInStaff, verifyRealName } from '../../support/people.ts';
import { NamedUnits, qingbai } from './support/a-unit-of-people.ts';

const other = { ...qingbai, unitId: 'unit-other', name: '宁波示例建设有限公司' };

describe('who may do what with certificates (§9)', () => {
  let app: TestApp;
  let person: Visitor;
  let accountId: string;
  const units = new NamedUnits();

  beforeAll(async () => {
    units.units.set(other.unitId, other);
    app = await startTestApp({ rebind: (container) => container.rebind(Units).toConstantValue(units) });
    person = await signedInSupplier(app);
    const [row] = await app.database.sql`select id from partner.accounts where mobile = ${heting.contactMobile}`;
    accountId = row?.['id'];
    units.name(accountId, 'member');
  });
  afterAll(async () => app.stop());

  const entitlementOf = async (account: string, buy = true) => {
    const id = app.container.get(Ids).next();
    const entitlement = Entitlement.open({ id, accountId: account, unitId: qingbai.unitId, kind: 'platform', typeCode: 'yx-general' });
    if (buy) entitlement.buy('zhejiang-demo', 1, new Date());
    await app.container.get(CertificateWork).run(({ entitlements }) => entitlements.save(entitlement));
    return id;
  };
  const choice = (unitId: string) => `/certificates/buy/zhejiang-demo?unitId=${unitId}`;

  it.each(['/certificates', '/certificates/buy', '/certificates/pin', '/staff/certificates'])(
    '%s asks strangers to sign in',
    async (path) => {
      const page = await app.visitor().get(path);
      expect(page.url).toMatch(/sign-in/);
    },
  );

  it('before the real-name check there is nothing to buy, hold or set (PAR-046)', async () => {
    for (const path of ['/certificates', '/certificates/buy', choice(qingbai.unitId), '/certificates/pin']) {
      expect((await person.get(path)).status, path).toBe(403);
    }
    await verifyRealName(person);
    expect((await person.get('/certificates')).status).toBe(200);
  });

  it('a member without grant may not buy; a stranger’s unit is not there (CER-054, BIL-009)', async () => {
    const refused = await person.get(choice(qingbai.unitId));
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('请先申请证书');
    expect((await person.get(choice(other.unitId))).status).toBe(404);
    expect((await person.get('/certificates/buy')).text).toContain('还没有可以购买证书的单位');
  });

  it('a member asks, an administrator decides, nobody else (CER-055, §9)', async () => {
    const form = await person.get('/certificates/apply');
    expect((await person.submit(form, '/certificates/apply')).text).toContain('请至少选择一种证书');
    const list = await person.submit(form, '/certificates/apply', { typeCodes: 'yx-general', note: '负责投标' });
    expect(list.text).toContain('待审批');
    const again = await person.get('/certificates/apply');
    expect(again.html).not.toContain('value="yx-general"');
    const sentAgain = await person.submit(form, '/certificates/apply', { typeCodes: 'yx-general' });
    expect(new URL(sentAgain.url).pathname).toBe('/certificates');
    const forged = await person.submit(form, '/certificates/apply', { typeCodes: 'yx-general', operation: 'of nobody' });
    expect(forged.text).toContain('不能重复申请');
    expect(await app.database.sql`select id from certificate.grant_requests`).toHaveLength(1);
    expect((await person.get('/certificates/grants')).status).toBe(403);
    const [row] = await app.database.sql`select id from certificate.grant_requests`;
    const decide = app.container.get(DecideGrant);
    const other = { kind: 'person' as const, accountId: 'not-in-the-unit', name: '外人', realNameVerified: true };
    await expect(decide.approve(other, row?.['id'])).rejects.toMatchObject({ kind: 'missing' });
    await expect(decide.approve({ ...other, accountId }, row?.['id'])).rejects.toMatchObject({ kind: 'forbidden' });
    units.name('the-admin', 'admin');
    const admin = { ...other, accountId: 'the-admin', name: '管理员' };
    await expect(decide.reject(admin, row?.['id'], ' ')).rejects.toThrow('certificate.grant-reason-needed');
    await decide.approve(admin, row?.['id']);
    await expect(decide.approve(admin, row?.['id'])).rejects.toMatchObject({ kind: 'conflict' });
  });

  it('after the grant was approved the member buys that type, and no other (CER-054, CER-056)', async () => {
    expect((await person.get('/certificates')).text).toContain('未购买');
    const form = await person.get(choice(qingbai.unitId));
    expect(form.status).toBe(200);
    expect(form.html).toContain('value="yx-general"');
    expect(form.html).not.toContain('value="yx-engineering"');
    const forged = await person.submit(form, '/certificates/buy/zhejiang-demo', { typeCode: 'yx-engineering' });
    expect(forged.status).toBe(422);
  });

  it('a grant taken back stops buying, a new one opens it again (CER-061)', async () => {
    const [row] = await app.database.sql`select id from certificate.grant_requests`;
    const admin = { kind: 'person' as const, accountId: 'the-admin', name: '管理员', realNameVerified: true };
    await app.container.get(DecideGrant).takeBack(admin, row?.['id']);
    expect((await person.get(choice(qingbai.unitId))).status).toBe(403);
    await person.submit(await person.get('/certificates/apply'), '/certificates/apply', { typeCodes: 'yx-general' });
    units.name(accountId, 'admin');
    const grants = await person.get('/certificates/grants');
    expect(grants.text).toContain('待审批');
    const rejected = await person.submit(grants, '/rejection', { reason: '' });
    expect(rejected.status).toBe(422);
    const approved = await person.submit(grants, '/approval');
    expect(approved.text).toContain('已同意');
    units.name(accountId, 'member');
    expect((await person.get(choice(qingbai.unitId))).status).toBe(200);
  });

  it('an unverified unit is sold nothing (UNI-020)', async () => {
    units.units.set(qingbai.unitId, { ...qingbai, verified: false });
    expect((await person.get(choice(qingbai.unitId))).status).toBe(409);
    units.units.set(qingbai.unitId, qingbai);
  });

  it('another’s certificate does not exist: not its page, not its making', async () => {
    const theirs = await entitlementOf('somebody-else');
    expect((await person.get(`/certificates/${theirs}`)).status).toBe(404);
    expect((await person.get(`/certificates/${theirs}/make`)).status).toBe(404);
    const mine = await entitlementOf(accountId).catch(() => undefined);
    expect(mine).toBeUndefined();
  });

  it('certificates of staff pages: reviewers and operators only', async () => {
    const statuses = new Map<string, number>();
    for (const login of ['ra.review', 'op.jiangsu', 'cs.desk']) {
      statuses.set(login, (await (await signInStaff(app, login)).get('/staff/certificates')).status);
    }
    expect([...statuses]).toEqual([
      ['ra.review', 200],
      ['op.jiangsu', 200],
      ['cs.desk', 403],
    ]);
    expect((await person.get('/staff/certificates')).status).toBe(403);
    expect((await (await signInStaff(app, 'ra.review')).get('/certificates')).status).toBe(403);
  });

  it('a price or an order with forged values is refused before anything is stored', async () => {
    for (const query of ['years=0', 'years=99', 'years=1e3', 'quantity=-1', 'quantity=100000', 'kind=personal&typeCode=x']) {
      const page = await person.get(
        `/certificates/buy/confirm?unitId=${qingbai.unitId}&platformId=zhejiang-demo&typeCode=yx-general&years=1&quantity=1&${query}`,
      );
      expect(page.status, query).toBeGreaterThanOrEqual(400);
    }
  });
});
