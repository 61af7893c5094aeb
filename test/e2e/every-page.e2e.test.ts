import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { company, type World } from '../../demo/story.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { hasTool } from '../support/tools.ts';
import { papersOf } from './support/papers.ts';
import { readySupplier, signInAsSupplier, tender } from './support/ready-supplier.ts';
import { openBrowser, Walker } from './support/walker.ts';

describe.skipIf(!hasTool('chromium'))('by keyboard, and every other page', { sequential: true }, () => {
  let app: TestApp;
  let browser: Browser;
  let world: World;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startTestApp(), openBrowser()]);
    world = await readySupplier(app);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  async function signedIn(): Promise<Walker> {
    const walker = await Walker.start(browser, app.url);
    await signInAsSupplier(walker);
    return walker;
  }

  it('registration is walked by keyboard alone', async () => {
    const walker = await Walker.start(browser, app.url);
    const { page } = walker;
    await walker.goto('/');
    await walker.tabTo('main a[href="/register/partner"]');
    await walker.pressKey('Enter');
    await walker.tabTo('#province');
    for (let presses = 0; (await page.inputValue('#province')) !== '32' && presses < 40; presses++) await page.keyboard.press('ArrowDown');
    await walker.tabTo('main button.btn--primary');
    await walker.pressKey('Enter');
    const { companyName, uscc, legalRepresentative, contactName, contactMobile, contactMail } = company;
    for (const [name, value] of Object.entries({ companyName, uscc, legalRepresentative, contactName, contactMobile, contactMail })) {
      await walker.tabTo(`#${name}`);
      await page.keyboard.insertText(value);
    }
    await walker.tabTo('main button.btn--primary');
    await walker.pressKey('Enter'); // the licence is missing: the focus goes to the summary, and from there to the field
    await page.waitForFunction(`document.activeElement.matches('.error-summary')`);
    await walker.tabTo('.error-summary a');
    await page.keyboard.press('Enter');
    await page.waitForFunction(`document.activeElement.closest('.field') !== null`);
    expect(await page.inputValue('#companyName')).toBe(companyName);
    await walker.look('keyboard-register-refused');
    expect(walker.flaws).toEqual([]);
  });

  it('signing in and sealing are walked by keyboard alone', async () => {
    const walker = await Walker.start(browser, app.url);
    const { page } = walker;
    await walker.goto('/sign-in');
    await walker.tabTo('#login');
    await page.keyboard.type(company.contactMobile);
    await walker.tabTo('#password');
    await page.keyboard.type(company.password);
    await walker.tabTo('main button.btn--primary');
    await walker.pressKey('Enter');
    await walker.goto('/documents');
    await walker.attach('document', await tender());
    await walker.press();
    await page.waitForSelector('.stage image[href^="blob:"]');
    await walker.tabTo('.placed');
    const before = Number(await page.inputValue('[name=x]'));
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Shift+ArrowUp');
    expect(Number(await page.inputValue('[name=x]'))).toBeCloseTo(before - 1, 1);
    await walker.tabTo('#pin');
    await page.keyboard.type('000000');
    await walker.tabTo('main button.btn--primary');
    await walker.pressKey('Enter');
    await page.waitForSelector('.error-summary');
    await walker.look('sign-wrong-pin');
    await walker.tabTo('#pin');
    await page.keyboard.type(company.pin);
    await walker.tabTo('main button.btn--primary');
    await walker.pressKey('Enter');
    expect(await walker.text()).toContain('签章成功');
    expect(walker.flaws).toEqual([]);
  });

  it('the pages of a supplier', async () => {
    const walker = await signedIn();
    await walker.look('home');
    const unit = `/units/${world.notes['unitId']}`;
    const pages = [
      '/account/real-name',
      '/account/password',
      '/units',
      unit,
      `${unit}/members`,
      `${unit}/finance`,
      `${unit}/leave`,
      '/units/tasks',
      '/units/join',
      '/units/new/foreign',
      '/units/letter',
      '/certificates',
      '/certificates/pin',
      '/certificates/pin/reset',
      '/seals',
      '/seals/personal',
      '/documents',
      '/orders',
      '/no-such-page',
      '/staff/reviews',
    ];
    for (const path of pages) {
      await walker.goto(path);
      await walker.look(`supplier${path.replace(/[0-9a-f-]{36}/, 'one').replaceAll('/', '-')}`);
    }
    await walker.goto('/orders');
    await walker.page.locator('main table a').first().click();
    await walker.page.waitForURL(/\/orders\/[0-9a-f-]{36}/);
    await walker.look('order');
    await walker.goto('/seals');
    await walker.page.locator('main .list a.btn').first().click();
    await walker.page.waitForURL(/\/seals\/[0-9a-f-]{36}/);
    await walker.look('seal');
    await walker.page.click('.btn--danger');
    await walker.look('seal-void-dialog');
    expect(walker.flaws).toEqual([]);
  });

  it('the refusals a supplier meets', async () => {
    const walker = await signedIn();
    await walker.goto('/account/password');
    await walker.press();
    await walker.look('refused-password');
    await walker.goto('/units/new');
    await walker.fill({ name: '', code: '1' });
    await walker.press();
    await walker.look('refused-unit');
    await walker.goto('/documents');
    await walker.press();
    await walker.look('refused-import');
    await walker.goto('/certificates/buy');
    await walker.follow('选择');
    await walker.fill({ quantity: '0' });
    await walker.press();
    await walker.look('refused-choice');
    await walker.fill({ quantity: '1' });
    await walker.press();
    await walker.press();
    await walker.look('refused-agreement');
    expect(walker.flaws).toEqual([]);
  });

  it('the public pages and their refusals', async () => {
    const walker = await Walker.start(browser, app.url);
    for (const path of ['/agreements/certificate-service', '/certificates/look-up', '/staff/sign-in', '/no-such-page']) {
      await walker.goto(path);
      await walker.look(`public${path.replaceAll('/', '-')}`);
    }
    await walker.goto('/sign-in');
    await walker.fill({ login: '13900009999', password: 'wrong' });
    await walker.press();
    await walker.look('refused-sign-in');
    await walker.goto('/verify');
    await walker.attach('document', { name: '照片.pdf', type: 'application/pdf', bytes: (await papersOf()).licence.bytes });
    await walker.press();
    await walker.look('refused-verify');
    expect(walker.flaws).toEqual([]);
  });

  it('the pages of staff', async () => {
    for (const login of ['op.jiangsu', 'ra.review', 'cs.desk']) {
      const walker = await Walker.start(browser, app.url);
      await walker.goto('/staff/sign-in');
      await walker.fill({ login, password: 'Yinxin-2026' });
      await walker.press();
      if (walker.page.url().endsWith('/sign-in')) continue;
      const links: string[] = await walker.page.evaluate(
        `[...document.querySelectorAll('.topbar nav a')].map((link) => link.getAttribute('href'))`,
      );
      for (const path of links) {
        await walker.goto(path);
        await walker.look(`${login}${path.replaceAll('/', '-')}`);
      }
      expect(walker.flaws, login).toEqual([]);
      await walker.context.close();
    }
  });
});
