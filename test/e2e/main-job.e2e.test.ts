import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTender } from '../../demo/make-tender.ts';
import { company } from '../../demo/story.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { messageTo } from '../support/people.ts';
import { hasTool } from '../support/tools.ts';
import { papersOf } from './support/papers.ts';
import { openBrowser, Walker } from './support/walker.ts';

const budget = { screens: 26, fields: 60 };

/** The whole way of a supplier, by mouse and keyboard, in a real browser: from the first visit to a sealed tender that anybody can check. */
describe.skipIf(!hasTool('chromium'))('the main job in a real browser', { sequential: true }, () => {
  let app: TestApp;
  let browser: Browser;
  let person: Walker;
  let papers: Awaited<ReturnType<typeof papersOf>>;
  let sealed: Uint8Array;

  beforeAll(async () => {
    [app, browser, papers] = await Promise.all([startTestApp(), openBrowser(), papersOf()]);
    person = await Walker.start(browser, app.url, { thorough: true });
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  it('a supplier registers as a partner', async () => {
    await person.goto('/');
    await person.look('welcome');
    await person.follow('注册');
    await person.look('register-region');
    await person.select('province', '32');
    await person.page.waitForSelector('main select[name=city] option[value="3201"]', { state: 'attached' });
    await person.select('city', '3201');
    await person.press();
    await person.look('register-company');
    const { companyName, uscc, legalRepresentative, contactName, contactMobile, contactMail } = company;
    await person.fill({ companyName, uscc, legalRepresentative, contactName, contactMobile, contactMail });
    await person.attach('licence', papers.licence);
    await person.press();
    await person.look('register-check');
    await person.press();
    await person.look('register-submitted');
    expect(await person.text()).toContain('已提交审核');
  });

  it('the reviewer of the region approves on one screen', async () => {
    const reviewer = await Walker.start(browser, app.url, { thorough: true });
    await reviewer.goto('/staff/sign-in');
    await reviewer.look('staff-sign-in');
    await reviewer.fill({ login: 'op.jiangsu', password: 'Yinxin-2026' });
    await reviewer.press();
    await reviewer.look('staff-home');
    await reviewer.goto('/staff/reviews');
    await reviewer.look('staff-reviews');
    await reviewer.follow(company.companyName);
    await reviewer.look('staff-review');
    await reviewer.press();
    await reviewer.look('staff-approved');
    expect(reviewer.flaws).toEqual([]);
    await reviewer.context.close();
  });

  it('the first sign-in changes the delivered password', async () => {
    const [, password = ''] = await messageTo(app, company.contactMobile, /初始密码：(\S+?)[，,。]/);
    await person.goto('/sign-in');
    await person.look('sign-in');
    await person.fill({ login: company.contactMobile, password });
    await person.press();
    await person.look('first-password');
    await person.fill({ oldPassword: password, newPassword: company.password, confirmPassword: company.password });
    await person.press();
  });

  it('the person proves the real name with ID card and face', async () => {
    expect(new URL(person.page.url()).pathname).toBe('/account/real-name');
    await person.look('real-name');
    await person.fill({ realName: company.contactName, idNumber: company.contactIdNumber });
    await person.attach('portrait', papers.portrait);
    await person.attach('emblem', papers.emblem);
    await person.press();
    await person.press('开始采集');
  });

  it('the unit is created, its licence read, the transfer ordered and the amount typed', async () => {
    expect(new URL(person.page.url()).pathname).toBe('/units/new');
    expect(await person.text()).toContain('已实名');
    await person.look('unit-new');
    await person.fill({ legalIdNumber: company.legalIdNumber });
    await person.attach('idPortrait', papers.legalPortrait);
    await person.attach('idEmblem', papers.emblem);
    await person.attach('authorisationLetter', papers.letter);
    await person.press();
    await person.look('unit-licence');
    await person.attach('licence', papers.licence);
    await person.press();
    await person.look('unit-transfer');
    await person.fill({ bank: '中国银行', account: company.bankAccount });
    await person.answer('unit-transfer-confirm');
    await person.page.waitForURL(/\/amount$/); // the page of waiting leads on by itself
    await person.look('unit-amount');
    const bank = await app.visitor().get(`/demo/bank?account=${company.bankAccount}`);
    await person.fill({ amount: /(\d\.\d\d)/.exec(bank.text)?.[1] ?? '' });
    await person.press();
    expect(await person.text()).toContain('单位认证成功');
  });

  it('a certificate of the unit is bought and paid at the gateway', async () => {
    await person.look('buy-platform');
    await person.page.locator('main ul.list a.btn').first().click();
    await person.page.waitForURL(/buy\/[\w-]+\?/);
    await person.look('buy-choice');
    await person.press();
    await person.look('buy-confirm');
    await person.check('main input[name=agreed]');
    await person.answer('buy-notice');
    await person.look('cashier');
    await person.press();
    await person.press('确认付款');
    await person.page.getByRole('heading', { name: '支付成功' }).waitFor();
    await person.look('paid');
    await person.press();
  });

  it('the person sets the PIN and the certificate is made', async () => {
    expect(person.page.url()).toMatch(/\/certificates\/[0-9a-f-]{36}\/make/);
    await person.look('certificate-make');
    await person.fill({ pin: company.pin, pinRepeated: company.pin });
    await person.press();
    await person.look('certificate-made');
    expect(await person.text()).toContain(company.companyName);
  });

  it('the official seal is made under a live preview', async () => {
    await person.press();
    expect(new URL(person.page.url()).pathname).toBe('/seals/new');
    await person.look('seal-maker');
    await person.fill({ code: '4201061234567' });
    await person.page.waitForSelector('#seal-preview svg[aria-label*="4201061234567"]');
    await person.press();
    expect(await person.text()).toContain('印章已制作');
  });

  it('the tender is imported, the seal dragged to its place, the PIN given', async () => {
    expect(new URL(person.page.url()).pathname).toBe('/documents');
    await person.look('documents');
    await person.attach('document', { name: '投标文件.pdf', type: 'application/pdf', bytes: await makeTender(company.companyName) });
    await person.press();
    const seal = person.page.locator('.stage .placed');
    await seal.waitFor();
    await person.page.waitForSelector('.stage image[href^="blob:"]');
    await person.look('document-sign');
    await dragTo(person, 140, 225);
    await person.fill({ pin: company.pin });
    await person.press();
    await person.look('document-sealed');
  });

  it('the sealed file is downloaded, and anybody who has it sees that it is valid', async () => {
    const { screens, fields } = person.effort;
    console.log(`first visit to sealed tender: ${screens} screens, ${fields} fields\n  ${person.path.join('\n  ')}`);
    const [download] = await Promise.all([person.page.waitForEvent('download'), person.page.click('main a[download]')]);
    sealed = new Uint8Array(await readFile(await download.path()));
    expect(download.suggestedFilename()).toContain('投标文件');
    const anybody = await Walker.start(browser, app.url, { thorough: true });
    await anybody.goto('/verify');
    await anybody.look('verify');
    await anybody.attach('document', { name: '投标文件.pdf', type: 'application/pdf', bytes: sealed });
    await anybody.press();
    await anybody.look('verify-report');
    const report = await anybody.text();
    expect(report).toContain(company.companyName);
    expect(report).toContain('有效');
    expect(anybody.flaws).toEqual([]);
    expect({ screens: screens <= budget.screens, fields: fields <= budget.fields }).toEqual({ screens: true, fields: true });
  });

  it('no page of the way broke a rule of accessibility, a content policy, or the width of a phone', () => {
    if (process.env['YINXIN_FLAWS'] !== undefined) writeFileSync(process.env['YINXIN_FLAWS'], person.flaws.join('\n'));
    expect(person.flaws).toEqual([]);
  });
});

/** Takes the seal with the mouse and lets it go where its centre stands at these millimetres. */
async function dragTo({ page }: Walker, x: number, y: number): Promise<void> {
  const from = await page.locator('.stage .placed').boundingBox();
  if (from === null) throw new Error('no seal on the stage');
  const to: { x: number; y: number } = await page.evaluate(`(() => {
    const point = new DOMPoint(${x}, ${y}).matrixTransform(document.querySelector('.stage svg').getScreenCTM());
    return { x: point.x, y: point.y };
  })()`);
  const field = (name: string) => page.inputValue(`main [name="${name}"]`).then(Number);
  const [startX, startY] = [await field('x'), await field('y')];
  const start: { x: number; y: number } = await page.evaluate(`(() => {
    const point = new DOMPoint(${startX}, ${startY}).matrixTransform(document.querySelector('.stage svg').getScreenCTM());
    return { x: point.x, y: point.y };
  })()`);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 12 });
  await page.mouse.up();
  expect(Math.abs((await field('x')) - x)).toBeLessThan(2);
  expect(Math.abs((await field('y')) - y)).toBeLessThan(2);
}
