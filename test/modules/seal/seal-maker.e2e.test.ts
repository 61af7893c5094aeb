import { readFileSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnitDirectory } from '../../../src/modules/seal/ports/unit-directory.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { heting, ownPassword, signedInSupplier, verifyRealName } from '../../support/people.ts';
import { hasTool } from '../../support/tools.ts';
import { company } from './support/a-seal.ts';
import { OneUnit } from './support/a-seal-office.ts';

const unitId = '0193e000-0000-7000-8000-000000000001';
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

class AdministeredUnit extends OneUnit {
  readonly #standing = { administrator: true, legalRepresentative: false, mayManageLegalRepresentativeSeal: false };

  override async standing(asked: string) {
    return asked === unitId ? this.#standing : undefined;
  }

  override async unitsOf() {
    return [{ unit: this.unitCard, standing: this.#standing }];
  }
}

describe.skipIf(!hasTool('chromium'))('the seal maker in a real browser', { sequential: true }, () => {
  let app: TestApp;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    const units = new AdministeredUnit();
    units.unitCard = { ...units.unitCard, id: unitId };
    app = await startTestApp({ rebind: (container) => void container.rebind(UnitDirectory).toConstantValue(units) });
    await verifyRealName(await signedInSupplier(app), heting);
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
    context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    page = await context.newPage();
    page.on('console', (message) => void (/policy|refused/i.test(message.text()) && complaints.push(message.text())));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${app.url}/sign-in`);
    await page.fill('#login', heting.contactMobile);
    await page.fill('#password', ownPassword);
    await page.click('main button[type=submit]');
    await page.waitForURL(`${app.url}/`);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  const preview = () => page.getAttribute('#seal-preview svg[role=img]', 'aria-label');
  const violations = async (path: string, width: number) => {
    const bare = await browser.newContext({
      viewport: { width, height: 900 },
      bypassCSP: true,
      storageState: await context.storageState(),
    });
    const looked = await bare.newPage();
    await looked.goto(app.url + path);
    await looked.addScriptTag({ content: axe });
    const found = await looked.evaluate(
      `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then((result) =>
        result.violations.map((violation) => violation.id + ': ' + violation.nodes.map((node) => node.target.join(' ')).join(', ')))`,
    );
    const wider = await looked.evaluate('document.documentElement.scrollWidth - innerWidth');
    await bare.close();
    return { found, wider };
  };

  it('draws again while the person types, without losing the field', async () => {
    await page.goto(`${app.url}/seals/new?unit=${unitId}`);
    expect(await preview()).toBe(`公章，40 mm，${company.name}`);
    await page.click('#code');
    await page.keyboard.type('9901010012345', { delay: 10 });
    await page.waitForSelector('#seal-preview svg[aria-label*="9901010012345"]');
    expect(await page.evaluate('document.activeElement.id')).toBe('code');
    expect(await page.inputValue('#code')).toBe('9901010012345');
  });

  it('brings the templates of another kind and keeps the code', async () => {
    await page.check('#kind-2');
    await page.waitForSelector('input[name=template][value=finance-38]');
    expect(await page.inputValue('#code')).toBe('9901010012345');
    expect(await preview()).toContain('财务专用章');
  });

  it('says in the preview what cannot be drawn, and recovers', async () => {
    await page.fill('#code', '123');
    await page.waitForSelector('#seal-preview .notice--error');
    await page.fill('#code', '9901010012345');
    await page.waitForSelector('#seal-preview svg[role=img]');
  });

  it('makes the seal and voids it through the dialog', async () => {
    await page.click('main .actions button.btn--primary');
    await page.waitForURL(/\/seals\/[0-9a-f-]{36}\?made=1/);
    const { pathname } = new URL(page.url());
    for (const width of [1280, 360]) expect(await violations(pathname, width)).toEqual({ found: [], wider: expect.any(Number) });
    expect(await page.evaluate(`document.querySelector('.seal-stage img').naturalWidth > 0`)).toBe(true);
    await page.click('a.btn--danger');
    await page.click('dialog[open] a[data-dialog-close]');
    expect(await page.locator('dialog[open]').count()).toBe(0);
    await page.click('a.btn--danger');
    await page.click('dialog[open] button[type=submit]');
    await page.waitForURL(/voided=1/);
    expect(await page.textContent('main')).toContain('已作废');
  });

  it('takes a signature by pointer and shows it as lines (SEA-021)', async () => {
    await page.goto(`${app.url}/seals/personal/signature`);
    const box = await page.locator('#strokes').boundingBox();
    if (box === null) throw new Error('there is no pad');
    const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
    await page.mouse.move(...at(0.2, 0.3));
    await page.mouse.down();
    for (const [x, y] of [
      [0.4, 0.6],
      [0.6, 0.3],
      [0.8, 0.7],
    ] as const)
      await page.mouse.move(...at(x, y), { steps: 8 });
    await page.mouse.up();
    expect((await page.inputValue('input[name=strokes]')).split(' ').length).toBeGreaterThan(20);
    await page.click('[data-clear]');
    expect(await page.inputValue('input[name=strokes]')).toBe('');
    await page.mouse.move(...at(0.2, 0.5));
    await page.mouse.down();
    await page.mouse.move(...at(0.8, 0.5), { steps: 8 });
    await page.mouse.up();
    await page.click('main .actions button.btn--primary');
    await page.waitForURL(/personal\?done=1/);
    expect(await page.locator('img[src$="signature/picture"]').count()).toBe(1);
  });

  it.each([
    `/seals?unit=${unitId}`,
    `/seals?unit=${unitId}&show=voided`,
    `/seals/new?unit=${unitId}`,
    `/seals/new?unit=${unitId}&kind=legal-representative`,
    `/seals/scan?unit=${unitId}`,
    `/seals/grants/new?unit=${unitId}`,
    '/seals/personal',
    '/seals/personal/name',
    '/seals/personal/signature',
  ])('%s passes axe-core and fits on desk and phone', async (path) => {
    for (const width of [1280, 360]) {
      const { found, wider } = await violations(path, width);
      expect(found, `${width} px`).toEqual([]);
      expect(wider, `${width} px`).toBeLessThanOrEqual(0);
    }
  });

  it('breaks no content policy and throws nothing on the way', () => {
    expect(complaints).toEqual([]);
  });
});
