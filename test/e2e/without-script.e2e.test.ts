import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { company } from '../../demo/story.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { approve, heting, messageTo, signInStaff } from '../support/people.ts';
import { hasTool } from '../support/tools.ts';
import { papersOf } from './support/papers.ts';
import { tender } from './support/ready-supplier.ts';
import { openBrowser, Walker } from './support/walker.ts';

describe.skipIf(!hasTool('chromium'))('the main job in a browser that runs no script', { sequential: true }, () => {
  let app: TestApp;
  let browser: Browser;
  let person: Walker;
  let papers: Awaited<ReturnType<typeof papersOf>>;

  beforeAll(async () => {
    [app, browser, papers] = await Promise.all([startTestApp(), openBrowser(), papersOf()]);
    person = await Walker.start(browser, app.url, { script: false });
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  it('registers, and keeps what was typed when a field is refused', async () => {
    await person.goto('/register/partner');
    await person.select('province', '32');
    await person.press();
    const { companyName, uscc, legalRepresentative, contactName, contactMobile, contactMail } = company;
    await person.fill({ companyName, uscc: uscc.slice(1), legalRepresentative, contactName, contactMobile, contactMail });
    await person.attach('licence', papers.licence);
    await person.press();
    expect(await person.page.locator('.error-summary').isVisible()).toBe(true);
    expect(await person.page.inputValue('#companyName')).toBe(companyName);
    await person.fill({ uscc });
    await person.press();
    await person.page.locator('main input[name=reviewer]').first().check();
    await person.press();
    expect(await person.text()).toContain('已提交审核');
  });

  it('signs in, proves the real name and verifies the unit', async () => {
    await approve(await signInStaff(app, 'op.jiangsu'), heting);
    const [, password = ''] = await messageTo(app, company.contactMobile, /初始密码：(\S+?)[，,。]/);
    await person.goto('/sign-in');
    await person.fill({ login: company.contactMobile, password });
    await person.press();
    await person.fill({ oldPassword: password, newPassword: company.password, confirmPassword: company.password });
    await person.press();
    await person.fill({ realName: company.contactName, idNumber: company.contactIdNumber });
    await person.attach('portrait', papers.portrait);
    await person.attach('emblem', papers.emblem);
    await person.press();
    await person.press('开始采集');
    await person.fill({ legalIdNumber: company.legalIdNumber });
    await person.attach('idPortrait', papers.legalPortrait);
    await person.attach('idEmblem', papers.emblem);
    await person.attach('authorisationLetter', papers.letter);
    await person.press();
    await person.attach('licence', papers.licence);
    await person.press();
    await person.fill({ bank: '中国银行', account: company.bankAccount });
    await person.press();
    expect(await person.text()).toContain('确认打款账号'); // a page of its own here
    await person.press();
    await verifiedByAmount(app, person);
    expect(await person.text()).toContain('单位认证成功');
  });

  it('buys, pays and makes the certificate', async () => {
    await person.follow('选择');
    await person.press();
    await person.check('main input[name=agreed]');
    await person.press();
    expect(await person.text()).toContain('支付前须知');
    await person.press();
    await person.press();
    await person.press('确认付款');
    for (let looks = 0; !(await person.text()).includes('支付成功'); looks++) {
      expect(looks, 'the payment is never told').toBeLessThan(40);
      await person.page.waitForTimeout(250);
      await person.page.reload();
    }
    await person.press();
    await person.fill({ pin: company.pin, pinRepeated: company.pin });
    await person.press();
    expect(await person.text()).toContain(company.companyName);
  });

  it('makes the seal and seals the document by numbers', async () => {
    await person.press();
    await person.fill({ code: '4201061234567' });
    await person.press('提交');
    await person.attach('document', await tender());
    await person.press();
    await person.fill({ x: '140', y: '225', pin: company.pin });
    await person.press();
    expect(await person.text()).toContain('签章成功');
  });

  it('met nothing broken', () => {
    expect(person.flaws).toEqual([]);
  });
});

async function verifiedByAmount(app: TestApp, person: Walker): Promise<void> {
  for (let looks = 0; (await person.page.locator('main a[href$="/amount"]').count()) === 0; looks++) {
    expect(looks, 'the transfer never arrives').toBeLessThan(60);
    await person.page.waitForTimeout(250);
    await person.page.reload();
  }
  await person.press();
  const bank = await app.visitor().get(`/demo/bank?account=${company.bankAccount}`);
  await person.fill({ amount: /(\d\.\d\d)/.exec(bank.text)?.[1] ?? '' });
  await person.press();
}
