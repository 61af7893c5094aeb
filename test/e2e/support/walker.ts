import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { desk, flawsOf } from './seeing.ts';

export interface UploadedFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
}

/** A person at a real browser. Counts the screens met and the fields filled, and notes everything that is wrong on the way. */
export class Walker {
  readonly effort = { screens: 0, fields: 0 };
  /** Every screen met, in order. */
  readonly path: string[] = [];
  readonly flaws: string[] = [];
  #seen = 0;

  private constructor(
    readonly page: Page,
    readonly context: BrowserContext,
    private readonly origin: string,
    private readonly thorough: boolean,
  ) {}

  static async start(browser: Browser, origin: string, options: { script?: boolean; thorough?: boolean } = {}): Promise<Walker> {
    const context = await browser.newContext({ viewport: desk, locale: 'zh-CN', javaScriptEnabled: options.script ?? true });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const walker = new Walker(page, context, origin, options.thorough ?? false);
    page.on('domcontentloaded', () => walker.#met());
    // A page that refuses (404, 422) is logged by Chromium as a failed resource: the one line that is no fault.
    page.on('console', (message) => {
      if (message.type() !== 'error' || message.location().url === page.url() || /status of 422/.test(message.text())) return;
      walker.flaws.push(`console on ${walker.#where()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => void walker.flaws.push(`script error on ${walker.#where()}: ${error.message}`));
    return walker;
  }

  #where(): string {
    const { pathname } = new URL(this.page.url());
    return pathname.replace(/[0-9a-f-]{36}/g, '…');
  }

  #met(): void {
    if (!this.page.url().startsWith('http')) return;
    this.effort.screens++;
    this.path.push(this.#where());
  }

  async goto(path: string): Promise<void> {
    await this.page.goto(new URL(path, this.origin).href);
  }

  /** Types into fields by their names. */
  async fill(values: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, value] of Object.entries(values)) {
      await this.page.fill(`main [name="${name}"]`, value);
      this.effort.fields++;
    }
  }

  /** Picks from a list. */
  async select(name: string, value: string): Promise<void> {
    await this.page.selectOption(`main select[name="${name}"]`, value);
    this.effort.fields++;
  }

  async check(selector: string): Promise<void> {
    await this.page.check(selector);
    this.effort.fields++;
  }

  async attach(name: string, file: UploadedFile): Promise<void> {
    await this.page.setInputFiles(`main input[type=file][name="${name}"]`, {
      name: file.name,
      mimeType: file.type,
      buffer: Buffer.from(file.bytes),
    });
    this.effort.fields++;
  }

  /** Presses the one primary button, or the button of that name, and waits for the page that follows. */
  async press(name?: string): Promise<void> {
    const button =
      name === undefined ? this.page.locator('main .btn--primary:visible').first() : this.page.getByRole('button', { name }).first();
    await this.#leadingOn(() => button.click());
  }

  /** Presses the primary button, reads the question that opens over the page, and says yes. */
  async answer(name: string): Promise<void> {
    const before = this.effort.screens;
    await this.page.locator('main .btn--primary:visible').first().click();
    await this.page.waitForSelector('dialog[open]');
    await this.look(name);
    if (this.effort.screens !== before) throw new Error(`the question ${name} is a page of its own`);
    await this.#leadingOn(() => this.page.click('dialog[open] .btn--primary'));
  }

  async follow(name: string): Promise<void> {
    await this.#leadingOn(() => this.page.getByRole('link', { name }).first().click());
  }

  /** A key that leads to another page. */
  async pressKey(key: string): Promise<void> {
    await this.#leadingOn(() => this.page.keyboard.press(key));
  }

  async #leadingOn(act: () => Promise<void>): Promise<void> {
    const before = this.effort.screens;
    await act();
    for (let tries = 0; this.effort.screens === before; tries++) {
      if (tries > 150) throw new Error(`nothing followed on ${this.page.url()}: ${await this.text()}`);
      await this.page.waitForTimeout(100);
    }
    await this.page.waitForLoadState('load');
  }

  text(): Promise<string> {
    return this.page.innerText('main').then((text) => text.replace(/\s+/g, ' '));
  }

  /** Looks closely at the page: accessibility, width, words. Its flaws are collected. */
  async look(name: string): Promise<void> {
    this.flaws.push(...(await flawsOf(this.page, `${String(++this.#seen).padStart(2, '0')}-${name}`, this.thorough)));
  }

  /** Tabs until the element is reached, no more than `most` times; the focus must be visible all the way. */
  async tabTo(selector: string, most = 60): Promise<number> {
    for (let presses = 1; presses <= most; presses++) {
      await this.page.keyboard.press('Tab');
      const there: { hit: boolean; outlined: boolean; what: string } = await this.page.evaluate(`(() => {
        const one = document.activeElement;
        const shown = (element) => {
          const style = getComputedStyle(element);
          return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
        };
        const marks = [one, one.closest('label'), one.parentElement, ...(one.labels ?? []), one.nextElementSibling].filter(Boolean);
        return { hit: one.matches(${JSON.stringify(selector)}), outlined: one === document.body || marks.some(shown), what: one.outerHTML.slice(0, 100) };
      })()`);
      if (!there.outlined) this.flaws.push(`${this.#where()}: no visible focus on ${there.what}`);
      if (there.hit) return presses;
    }
    throw new Error(`Tab never reached ${selector} on ${this.page.url()}`);
  }
}
