import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
export const desk = { width: 1280, height: 900 };
export const phone = { width: 360, height: 780 };

/** What axe-core finds against WCAG 2.2 A and AA. Injected through the debugger: the page's own content policy stays in force. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate('scrollTo(0, 0)'); // at rest, so that no sticky bar lies over what axe measures
  await page.evaluate(axe);
  return page.evaluate(
    `axe.run({ runOnly: ${JSON.stringify(standards)} }).then((result) => result.violations.map((violation) =>
      violation.id + ': ' + violation.nodes.map((node) => node.target.join(' ')).slice(0, 4).join(', ')))`,
  );
}

/** What sticks out at the right of the screen, by its widest elements. */
function sticksOut(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (wide <= 0) return [];
    const out = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1);
    return ['scrolls sideways by ' + wide + ' px: ' + out.slice(0, 4).map((one) => one.tagName + '.' + one.className).join(', ')];
  })()`);
}

/** What a person should never read: leftovers of the program, and English words that are no code such as unit.submit-licence. */
function leftUntranslated(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const text = document.querySelector('main')?.innerText ?? '';
    return /undefined|\\[object|NaN|\\{[a-z]+\\}|(?<![\\w.])(error|null|true|false|submit|failed)\\b/i.exec(text) ? ['reads ' + RegExp.lastMatch] : [];
  })()`);
}

/**
 * Looks at a page as it stands, on a desk and on a phone, and says what is wrong with it.
 * `thorough` runs axe-core at both sizes, else on the phone alone. YINXIN_SCREENSHOTS=folder keeps a picture of each.
 */
export async function flawsOf(page: Page, name: string, thorough: boolean): Promise<string[]> {
  const found: string[] = [];
  for (const size of [phone, desk]) {
    await page.setViewportSize(size);
    await settled(page);
    const accessibility = thorough || size === phone ? await violations(page) : [];
    const flaws = [...accessibility, ...(await sticksOut(page)), ...(await leftUntranslated(page))];
    found.push(...flaws.map((flaw) => `${name} at ${size.width} px: ${flaw}`));
    await keepPicture(page, `${name}-${size.width}`);
  }
  return found;
}

async function settled(page: Page): Promise<void> {
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
}

async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env['YINXIN_SCREENSHOTS'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
