import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeenPage, Visitor } from '../../../demo/visitor.ts';
import { residentIdOf, usccOf } from '../../../simulators/identity/numbers.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { heting, messageTo, type SampleCompany, signedInSupplier, signInStaff, verifyRealName } from '../../support/people.ts';
import { chenId, papersOf, unitIdOn } from './unit-papers.ts';

const person = (at: number, contactName: string, idNumber: string): SampleCompany => ({
  ...heting,
  companyName: `第${at}样例有限公司`,
  uscc: usccOf(`91320100MA0000${at}00`.padEnd(17, '0').slice(0, 17)),
  contactName,
  contactMobile: `1390000010${at}`,
  contactMail: `p${at}@heting.example`,
  idNumber,
});
const mia = person(1, '米雅', residentIdOf('32010619900101000'));
const chen = person(2, '陈示例', chenId);

let app: TestApp;
let ada: Visitor;
let member: Visitor;
let legal: Visitor;
let unitId: string;

beforeAll(async () => {
  app = await startTestApp();
  ada = await signedInSupplier(app);
  member = await signedInSupplier(app, mia);
  legal = await signedInSupplier(app, chen);
  await verifyRealName(ada, heting);
  const created = await ada.submit(await ada.get('/units/new'), '/units', { legalIdNumber: chenId, ...(await papersOf(heting)) });
  unitId = unitIdOn(created);
}, 120_000);
afterAll(() => app.stop());

async function askToJoin(who: Visitor, note = '投标部'): Promise<SeenPage> {
  const found = await who.submit(await who.get('/units/join'), '/units/join', { text: '示例通信' });
  expect(found.text).toContain(heting.companyName);
  return who.submit(await who.get(`/units/join/${unitId}`), `/units/join/${unitId}`, { note });
}

const tasks = () => ada.get('/units/tasks');

describe('the people of a unit over HTTP', { sequential: true }, () => {
  it('to somebody who is no member the unit is not there (requirements 9)', async () => {
    const paths = ['', '/members', '/licence', '/transfer', '/amount', '/leave', '/administrator', '/permissions', '/papers/idPortrait'];
    for (const path of paths) expect([path, (await member.get(`/units/${unitId}${path}`)).status]).toEqual([path, 404]);
  });

  it('nobody is let in without signing in', async () => {
    const page = await app.visitor().get(`/units/${unitId}`);
    expect(page.url).toContain('/sign-in');
  });

  it('UNI-039: a unit is found by a part of its name or its code, never by one character', async () => {
    const search = async (text: string) => (await member.submit(await member.get('/units/join'), '/units/join', { text })).text;
    expect(await search('通信工程')).toContain(heting.companyName);
    expect(await search(heting.uscc)).toContain(heting.companyName);
    expect(await search('江')).not.toContain(heting.companyName);
    expect(await search('%')).not.toContain(heting.companyName);
    expect(await search('没有的单位')).toContain('没有找到这个单位');
  });

  it('UNI-039: a request needs a note, waits in the list, and is not sent twice', async () => {
    const empty = await askToJoin(member, ' ');
    expect(empty.status).toBe(422);
    const list = await askToJoin(member);
    expect(list.text).toContain('待审核');
    const again = await member.submit(await member.get(`/units/join/${unitId}`), `/units/join/${unitId}`, { note: '再来' });
    expect(again.status).toBe(422);
    expect(again.text).toContain('您的申请正在等待审核');
  });

  it('8.4: the applicant may take the request back and ask again', async () => {
    const list = await member.submit(await member.get('/units'), '/withdrawal');
    expect(list.text).not.toContain('待审核');
    expect((await tasks()).text).toContain('没有待审批的申请');
    await askToJoin(member);
  });

  it('UNI-022: it stands in the administrator’s to-do, at home as well', async () => {
    expect((await ada.get('/')).text).toContain('1 项申请等您审批');
    expect((await tasks()).text).toContain('米雅 申请加入');
  });

  it('8.4: a refusal needs a reason, which the applicant reads; asking again is possible', async () => {
    const href = /href="(\/units\/[^"]+\/rejection)"/.exec((await tasks()).html)?.[1] ?? '';
    const unexplained = await ada.submit(await ada.get(href), '/rejection', { reason: '' });
    expect(unexplained.status).toBe(422);
    await ada.submit(unexplained, '/rejection', { reason: '请先联系项目部' });
    expect((await member.get('/units')).text).toContain('请先联系项目部');
    await messageTo(app, mia.contactMobile, /申请未通过/);
    await askToJoin(member);
  });

  it('only the administrator answers: the applicant cannot take in himself or herself', async () => {
    const [row] = await app.database.sql`select id from unit.join_requests where state = 'pending'`;
    const own = (await member.get('/units')).html;
    const forged = own
      .replace('/withdrawal"', '/forged"')
      .replace(/action="\/units\/requests\/[^"]+"/, `action="/units/${unitId}/join-requests/${row?.['id']}/approval"`);
    const answer = await member.submit({ ...(await member.get('/units')), html: forged }, '/approval');
    expect(answer.status).toBe(404);
  });

  it('approval makes a member, who sees the unit and no administrator’s function', async () => {
    await ada.submit(await tasks(), '/approval');
    const page = await member.get(`/units/${unitId}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('米雅');
    expect(page.text).not.toContain('转让单位管理员');
    expect(page.text).not.toContain('单位认证材料');
    expect((await member.get(`/units/${unitId}/papers/idPortrait`)).status).toBe(403);
    expect((await ada.get(`/units/${unitId}/papers/idPortrait`)).status).toBe(200);
  });

  it('UNI-056: who is the legal representative by name and ID number becomes that on joining', async () => {
    await verifyRealName(legal, chen);
    await askToJoin(legal);
    await ada.submit(await tasks(), '/approval');
    expect((await legal.get(`/units/${unitId}`)).text).toContain('修改管理员权限');
    expect((await ada.get(`/units/${unitId}/permissions`)).status).toBe(404);
  });

  it('UNI-024: the legal representative gives the permission, the administrator cannot', async () => {
    const saved = await legal.submit(await legal.get(`/units/${unitId}/permissions`), '/permissions', { seal: '1' });
    expect(saved.text).toContain('已保存管理员权限');
    const [row] = await app.database.sql`select seal_permission from unit.units where id = ${unitId}`;
    expect(row?.['seal_permission']).toBe(true);
  });

  it('UNI-026: the legal representative is not offered the transfer while another administrator exists', async () => {
    expect((await legal.get(`/units/${unitId}`)).text).not.toContain('转让单位管理员');
    expect((await legal.get(`/units/${unitId}/administrator`)).status).toBe(404);
  });

  it('UNI-035, UNI-036: a member asks for a removal with a reason; never of the legal representative', async () => {
    const rows = (await member.get(`/units/${unitId}/members`)).html;
    expect(rows.match(/\/removal"/g) ?? []).toEqual([]);
    const legalId = await accountOf(chen);
    const page = await member.submit(await member.get(`/units/${unitId}/members/${legalId}/removal`), '/removal', { reason: '已离职' });
    expect(page.status).toBe(403);
    expect(page.text).toContain('不能删除法定代表人');
  });

  it('UNI-033: members invite too; every number gets one message with the way in', async () => {
    const form = await member.get(`/units/${unitId}/invitations`);
    const refused = await member.submit(form, '/invitations', { numbers: '13900000555\n12440' });
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('“12440”不是合法的手机号')]);
    const sent = await member.submit(refused, '/invitations', { numbers: '张三,13900000555\n李四,139-0000-0666\n13900000555' });
    expect(sent.text).toContain('邀请短信已发出');
    for (const mobile of ['13900000555', '13900000666']) {
      const [, path] = await messageTo(app, mobile, /米雅邀请您加入.*?(\/units\/join\/[0-9a-f-]{36})/);
      expect(path).toBe(`/units/join/${unitId}`);
    }
    expect((await app.database.sql`select id from unit.invitations`).length).toBe(2);
  });

  it('UNI-021: tax and bank data are set by administrators and read by every member', async () => {
    const form = await ada.get(`/units/${unitId}/finance`);
    const refused = await ada.submit(form, '/finance', { bankAccount: '12AB' });
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('请输入 8 至 32 位数字的对公账号')]);
    await ada.submit(form, '/finance', { bank: '江城银行', bankAccount: '3200 0000 1234' });
    expect((await member.get(`/units/${unitId}`)).text).toContain('320000001234');
    expect((await member.get(`/units/${unitId}/finance`)).status).toBe(404);
    const forged = await member.submit(
      { ...form, html: form.html.replace(tokenOf(form), tokenOf(await member.get('/units/join'))) },
      '/finance',
    );
    expect(forged.status).toBe(403);
  });

  it('UNI-041: a member applies to be administrator with a proof, once; customer service decides', async () => {
    const form = await member.get(`/units/${unitId}/administrator-application`);
    expect((await member.submit(form, '/administrator-application', { note: '管理员已离职' })).status).toBe(422);
    const proof = (await papersOf(heting)).authorisationLetter;
    const sent = await member.submit(form, '/administrator-application', { note: '管理员已离职', proof });
    expect(sent.text).toContain('申请已提交');
    expect((await member.submit(form, '/administrator-application', { note: '再来', proof })).text).toContain('已经有一份管理员申请');
    expect((await ada.get(`/units/${unitId}/administrator-application`)).status).toBe(404);
    const desk = await signInStaff(app, 'cs.desk');
    const list = await desk.get('/staff/unit-reviews');
    const href = /href="(\/staff\/administrator-applications\/[0-9a-f-]{36})"/.exec(list.html)?.[1] ?? '';
    const review = await desk.get(href);
    expect(review.text).toContain('管理员已离职');
    await desk.submit(review, '/rejection', { reason: '证明没有法定代表人签字' });
    await messageTo(app, mia.contactMobile, /管理员的申请未通过/);
    expect((await ada.get(`/units/${unitId}/finance`)).status).toBe(200);
  });

  it('UNI-037: the administrator cannot leave before handing over', async () => {
    const page = await ada.submit(await ada.get(`/units/${unitId}/leave`), '/leave');
    expect(page.status).toBe(422);
    expect(page.text).toContain('单位管理员需要转让管理员后才可以退出');
  });

  it('UNI-025, UNI-027: handing over is immediate and leaves an ordinary member', async () => {
    const page = await ada.get(`/units/${unitId}/administrator?text=${encodeURIComponent('米')}`);
    const posting = { ...page, html: page.html.slice(page.html.lastIndexOf('<form')) };
    expect((await ada.submit(posting, '/administrator')).status).toBe(422);
    await ada.submit(posting, '/administrator', { to: await accountOf(mia) });
    expect((await ada.get(`/units/${unitId}`)).text).not.toContain('转让单位管理员');
    expect((await member.get(`/units/${unitId}`)).text).toContain('转让单位管理员');
  });

  it('UNI-038: a member leaves after the warning, and the others hear of it by event', async () => {
    const warning = await ada.get(`/units/${unitId}/leave`);
    expect(warning.text).toContain('退出单位后，您的已生效证书将会失效');
    await ada.submit(warning, '/leave');
    expect((await ada.get(`/units/${unitId}`)).status).toBe(404);
    const events = await app.database.sql`select event from unit.outbox where type = 'unit.member-left'`;
    expect(events.map((row) => row['event'])).toMatchObject([{ unitId, how: 'left' }]);
  });

  it('UNI-034: the administrator removes a member at once, and the person is told', async () => {
    await askToJoin(ada);
    await member.submit(await member.get('/units/tasks'), '/approval');
    const page = await member.get(`/units/${unitId}/members/${await accountOf(heting)}/removal`);
    expect(page.text).toContain('印章和证书的授权全部收回');
    expect((await member.submit(page, '/removal')).text).toContain('已删除该成员');
    await messageTo(app, heting.contactMobile, /您已不再是/);
  });

  it('UNI-034: the administrator removes neither himself nor the legal representative', async () => {
    const self = await member.submit(await member.get(`/units/${unitId}/members/${await accountOf(mia)}/removal`), '/removal');
    expect([self.status, self.text]).toEqual([403, expect.stringContaining('不能删除自己')]);
    const other = await member.submit(await member.get(`/units/${unitId}/members/${await accountOf(chen)}/removal`), '/removal');
    expect([other.status, other.text]).toEqual([403, expect.stringContaining('不能删除法定代表人')]);
  });
});

async function accountOf({ contactMobile }: SampleCompany): Promise<string> {
  const [row] = await app.database.sql`select id from partner.accounts where mobile = ${contactMobile}`;
  return String(row?.['id']);
}

function tokenOf({ html }: SeenPage): string {
  return /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
}
