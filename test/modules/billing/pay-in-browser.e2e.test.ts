import { readFileSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { heting, ownPassword, signedInSupplier } from '../../support/people.ts';
import { hasTool } from '../../support/tools.ts';
import { accountIdOf, BillingDesk } from './billing-desk.ts';

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const widths = [1280, 360] as const;

describe.skipIf(!hasTool('chromium'))('orders in a real browser', () => {
  let app: TestApp;
  let browser: Browser;
  let desk: BillingDesk;

  beforeAll(async () => {
    app = await startTestApp();
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
    await signedInSupplier(app, heting);
    desk = new BillingDesk(app, await accountIdOf(app, heting.contactMobile));
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  async function signedIn(width: number, who: 'buyer' | 'staff' = 'buyer'): Promise<Page> {
    const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'zh-CN', bypassCSP: false });
    const page = await context.newPage();
    await page.goto(`${app.url}${who === 'staff' ? '/staff' : ''}/sign-in`);
    await page.fill('input[name=login]', who === 'staff' ? 'op.jiangsu' : heting.contactMobile);
    await page.fill('input[name=password]', who === 'staff' ? 'Yinxin-2026' : ownPassword);
    await Promise.all([page.waitForNavigation(), page.click('main button[type=submit]')]);
    return page;
  }

  async function flaws(page: Page): Promise<readonly string[]> {
    await page.evaluate(axe); // through the debugger: the page's own policy stays in force
    const found: string[] = await page.evaluate(
      `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then((result) =>
        result.violations.map((violation) => violation.id + ': ' + violation.nodes.map((node) => node.target.join(' ')).join(', ')))`,
    );
    const wide: boolean = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
    return wide ? [...found, 'scrolls sideways'] : found;
  }

  async function look(page: Page, name: string): Promise<readonly string[]> {
    const folder = process.env['LOOK'];
    if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}-${page.viewportSize()?.width}.png`, fullPage: true });
    return (await flaws(page)).map((flaw) => `${name}: ${flaw}`);
  }

  it.each(widths)('BIL-008: the way to the gateway and back, at %i pixels, without a flaw that axe can see', async (width) => {
    const order = await desk.open();
    const page = await signedIn(width);
    const found: string[] = [];
    await page.goto(app.url + order.cashierPath);
    found.push(...(await look(page, 'cashier')));
    await page.click('a[data-dialog=cancel-order]');
    found.push(...(await look(page, 'cancel-dialog')));
    await page.getByText('我再想想').click();
    await page.getByRole('button', { name: '立即支付' }).click();
    await page.waitForURL(/\/alipay\/cashier\//); // the policy on forms lets this origin pass
    await page.getByRole('button', { name: '取消并返回商户' }).click();
    await page.waitForURL(/\/result/);
    found.push(...(await look(page, 'waiting')));
    await desk.move('pay', order.orderId);
    await page.getByRole('heading', { name: '支付成功' }).waitFor({ timeout: 10_000 }); // nobody touched the page
    found.push(...(await look(page, 'paid')));
    await page.goto(`${app.url}/orders/${order.orderId}`);
    found.push(...(await look(page, 'detail')));
    await page.emulateMedia({ media: 'print' });
    found.push(...(await look(page, 'printed')));
    await expect.soft(page.locator('.print-foot').isVisible()).resolves.toBe(true);
    await expect.soft(page.getByRole('navigation').first().isVisible()).resolves.toBe(false);
    expect(found).toEqual([]);
  });

  it.each(widths)('every other page about orders, at %i pixels', async (width) => {
    const page = await signedIn(width);
    const found: string[] = [];
    const closed = await desk.open();
    await page.goto(`${app.url}/orders/${closed.orderId}/cancellation`);
    found.push(...(await look(page, 'cancel-page')));
    await page.getByRole('button', { name: '确定' }).click();
    await page.waitForURL(/\/result/);
    found.push(...(await look(page, 'closed')));
    await desk.open();
    const failed = await desk.open();
    for (const [name, path] of [
      ['list', '/orders'],
      ['unpaid', `/orders/${failed.orderId}/result`],
      ['unpaid-detail', `/orders/${failed.orderId}`],
      ['home', '/'],
    ] as const) {
      await page.goto(app.url + path);
      found.push(...(await look(page, name)));
    }
    expect(found).toEqual([]);
  });

  it.each(widths)('what staff see, at %i pixels', async (width) => {
    app.simulators.faults.plan('alipay.notice', 'wrong-seller');
    const order = await desk.open();
    const buyer = await signedIn(1280);
    await buyer.goto(app.url + order.cashierPath);
    await buyer.getByRole('button', { name: '立即支付' }).click();
    await buyer.waitForURL(/\/alipay\/cashier\//);
    await desk.move('pay', order.orderId);
    await desk.until(async () => (await desk.alarms('')).length > 0, 'the alarm');
    const page = await signedIn(width, 'staff');
    const found: string[] = [];
    await page.goto(`${app.url}/staff/orders`);
    found.push(...(await look(page, 'staff-list')));
    await page.click('a[data-dialog^=close-alarm]');
    found.push(...(await look(page, 'staff-close-alarm')));
    await page.goto(`${app.url}/staff/orders/${order.orderId}`);
    found.push(...(await look(page, 'staff-detail')));
    expect(found).toEqual([]);
  });
});
