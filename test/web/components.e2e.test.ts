import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasTool } from '../support/tools.ts';
import { ComponentsInBrowser } from './components-in-browser.ts';

describe.skipIf(!hasTool('chromium'))('the components in a real browser', () => {
  let lab: ComponentsInBrowser;
  beforeAll(async () => {
    lab = await ComponentsInBrowser.start();
  });
  afterAll(() => lab?.close());

  const paths = [
    '/style-guide',
    '/home',
    '/confirm',
    '/app/problem',
    '/staff/problem',
    '/phone/problem',
    '/print/problem',
    '/public/problem',
  ];

  it.each(paths)('%s passes axe-core on desk and phone', async (path) => {
    for (const width of [1280, 360]) expect(await lab.violations(path, width), `${width} px`).toEqual([]);
  });

  it.each(paths)('%s is never wider than the screen and breaks no content policy', async (path) => {
    const page = await lab.page('/home');
    const complaints: string[] = [];
    page.on('console', (message) => void (/policy|refused/i.test(message.text()) && complaints.push(message.text())));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(lab.origin + path);
    for (const width of [1280, 900, 360]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), `${width} px`).toBeLessThanOrEqual(0);
    }
    expect(complaints).toEqual([]);
  });

  it('a refused form keeps the value of the focused field, with htmx and without script', async () => {
    for (const script of [true, false]) {
      const page = await lab.page('/form', { script });
      await page.focus('#mobile');
      await page.keyboard.type('12440');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.error-summary');
      expect(await page.inputValue('#mobile'), `script ${script}`).toBe('12440');
      expect(new URL(page.url()).pathname).toBe('/form');
      await page.context().close();
    }
  });

  it('the focus goes to the error summary and from its link to the field', async () => {
    const page = await lab.page('/form');
    await page.fill('#mobile', '1');
    await page.keyboard.press('Enter');
    await page.waitForFunction(`document.activeElement.matches('.error-summary')`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForFunction(`document.activeElement.id === 'mobile'`);
  });

  it('long work is shown to its end by event stream, and by polling when the stream is gone', async () => {
    const page = await lab.page('/progress');
    await page.waitForSelector('text=下一步', { timeout: 15_000 });
    expect(await page.locator('[data-progress]').count()).toBe(0);
  });

  it('a dialog opens from its link, closes by Escape and gives the focus back', async () => {
    const page = await lab.page('/style-guide');
    await page.click('[data-dialog=revoke]');
    expect(await page.locator('dialog[open]').count()).toBe(1);
    await page.keyboard.press('Escape');
    expect(await page.evaluate(`document.activeElement.dataset.dialog`)).toBe('revoke');
    await page.click('[data-dialog=revoke]');
    await page.click('dialog [data-dialog-close]');
    expect(await page.locator('dialog[open]').count()).toBe(0);
  });

  it('the PIN pad fills the password field; without script the field stands alone', async () => {
    const page = await lab.page('/style-guide', { width: 360 });
    for (const key of ['4', '7', '1']) await page.locator('.pad button', { hasText: key }).click();
    await page.locator('.pad button[aria-label="删除一位"]').click();
    expect(await page.inputValue('#pin')).toBe('47');
    expect(await page.locator('.pin .on').count()).toBe(2);
    const plain = await lab.page('/style-guide', { width: 360, script: false });
    expect(await plain.locator('.pad').count()).toBe(0);
    expect(await plain.locator('#pin').isVisible()).toBe(true);
  });

  it('the menu of a phone opens without script too', async () => {
    for (const script of [true, false]) {
      const page = await lab.page('/app/problem', { width: 360, script });
      expect(await page.locator('#nav').isVisible()).toBe(false);
      await page.click('.barlink--menu');
      expect(await page.locator('#nav').isVisible(), `script ${script}`).toBe(true);
      await page.click('.sidenav__close');
      expect(await page.locator('#nav').isVisible()).toBe(false);
    }
  });

  it('fields of a sealing mode show for the chosen mode only, without script', async () => {
    const page = await lab.page('/style-guide', { script: false });
    expect(await page.locator('#pages').isVisible()).toBe(true);
    expect(await page.locator('#keyword').isVisible()).toBe(false);
    await page.check('[name=mode][value=keyword]');
    expect(await page.locator('#pages').isVisible()).toBe(false);
    expect(await page.locator('#keyword').isVisible()).toBe(true);
  });

  it('a file over the limit is refused before it is sent', async () => {
    const page = await lab.page('/style-guide');
    await page.setInputFiles('#licence', { name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(10_000_001) });
    expect(await page.evaluate(`document.getElementById('licence').validity.valid`)).toBe(false);
    await page.setInputFiles('#licence', { name: '执照.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(2_000_000) });
    expect(await page.evaluate(`document.getElementById('licence').validity.valid`)).toBe(true);
    expect(await page.textContent('.filebox:has(#licence) [data-file-chosen]')).toBe('执照.pdf，2.0 MB');
  });

  it('everything that is tapped on a phone is at least 44 px high, links in running text apart', async () => {
    const page = await lab.page('/style-guide', { width: 360 });
    const small =
      await page.evaluate(`[...document.querySelectorAll('.btn, .input, .table a, .table label, .choice, .seg label, .tasks li, .pad button, .barlink')]
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ element, box }) => box.width > 1 && box.height < 44)
      .map(({ element, box }) => element.className + ' ' + element.textContent.trim().slice(0, 12) + ' ' + box.height)`);
    expect(small).toEqual([]);
  });
});
