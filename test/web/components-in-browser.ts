import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import { type Browser, chromium, type Page } from 'playwright-core';
import { serveAssets } from '../../src/web/assets.ts';
import { styleGuidePage } from '../../src/web/style-guide-page.ts';
import { createTranslate } from '../../src/web/texts/catalogue.ts';
import { zhCn } from '../../src/web/texts/zh-cn.ts';
import { Views } from '../../src/web/views.ts';

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** A small server around the style guide and a few parts, and a real Chromium to look at it: what the components do, without any module. */
export class ComponentsInBrowser {
  private constructor(
    readonly browser: Browser,
    readonly origin: string,
    private readonly stop: () => Promise<void>,
  ) {}

  static async start(): Promise<ComponentsInBrowser> {
    const server = application().listen(0);
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
    return new ComponentsInBrowser(browser, `http://localhost:${port}`, async () => {
      await browser.close();
      server.closeAllConnections();
      server.close();
    });
  }

  async page(path: string, options: { width?: number; script?: boolean } = {}): Promise<Page> {
    const context = await this.browser.newContext({
      viewport: { width: options.width ?? 1280, height: 800 },
      javaScriptEnabled: options.script ?? true,
    });
    const page = await context.newPage();
    await page.goto(this.origin + path);
    return page;
  }

  /** What axe-core finds against WCAG 2.2 A and AA and its best practices. */
  async violations(path: string, width: number): Promise<string[]> {
    const context = await this.browser.newContext({ viewport: { width, height: 800 }, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(this.origin + path);
    // at rest, so that no sticky bar lies over what axe measures
    await page.evaluate('scrollTo(0, 0)');
    await page.addScriptTag({ content: axe });
    const found = await page.evaluate(
      `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then((result) =>
        result.violations.map((violation) => violation.id + ': ' + violation.nodes.map((node) => node.target.join(' ')).join(', ')))`,
    );
    await context.close();
    return found as string[];
  }

  close(): Promise<void> {
    return this.stop();
  }
}

function application(): Express {
  const views = new Views('views', false);
  const shell = { t: createTranslate([zhCn]), csrf: 'token', lang: 'zh-CN' };
  const around = {
    ...shell,
    title: '页',
    nav: [{ href: '/style-guide', label: '首页待办', icon: 'home', current: true, count: 4 }],
    person: { name: '沈念安' },
    crumbs: [{ href: '/', label: '首页' }, { label: '页' }],
    scripts: [],
    demo: true,
  };
  const page = styleGuidePage();
  const inLayout = async (layout: string, body: string) => views.render(`layouts/${layout}`, { ...around, body });
  const app = express();
  app.use((_req, res, next) => next(void res.set('Content-Security-Policy', policy)));
  app.use(serveAssets('public'));
  app.use(express.urlencoded({ extended: false }));
  for (const layout of ['app', 'staff', 'phone', 'print', 'public'])
    app.get(`/${layout}/problem`, async (_req, res) =>
      res.send(await inLayout(layout, await views.render('web/problem', { ...shell, problem: page.states.problem }))),
    );
  app.get('/style-guide', async (_req, res) => res.send(await inLayout('app', await views.render('web/style-guide', { ...shell, page }))));
  app.get('/home', async (_req, res) => res.send(await inLayout('public', await views.render('web/home', shell))));
  app.get('/confirm', async (_req, res) =>
    res.send(await inLayout('app', await views.render('web/confirm', { ...shell, confirm: page.states.dialog }))),
  );

  const form = async (value: string, error?: string) =>
    `<form id="f" method="post" action="/form" novalidate hx-post="/form" hx-target="#f" hx-swap="outerHTML">` +
    (await views.render('components/error-summary', {
      ...shell,
      c: { errors: error === undefined ? [] : [{ field: 'mobile', text: error }] },
    })) +
    (await views.render('components/field', { ...shell, c: { name: 'mobile', label: '电话', value, error } })) +
    (await views.render('components/send-code', { ...shell, c: { action: '/code', target: '#f' } })) +
    `<button class="btn btn--primary" type="submit">提交</button></form>`;
  app.get('/form', async (_req, res) => res.send(await inLayout('public', await form(''))));
  app.post('/form', async (req, res) => {
    const part = await form(String(req.body.mobile), '请输入合法手机号');
    res.status(422).send(req.get('hx-request') === 'true' ? part : await inLayout('public', part));
  });

  let done = 0;
  const progress = () =>
    views.render('components/progress', {
      ...shell,
      c: {
        running: done < 3,
        href: '/progress/part',
        events: done < 2 ? '/progress/events' : '/progress/gone',
        steps: [{ label: '签发', state: done < 3 ? 'current' : 'done' }],
        done: done < 3 ? undefined : { href: '/home', label: '下一步' },
      },
    });
  app.get('/progress', async (_req, res) => {
    done = 0;
    res.send(await inLayout('public', await progress()));
  });
  app.get('/progress/part', async (_req, res) => {
    done++;
    res.send(await progress());
  });
  app.get('/progress/events', (_req, res) => {
    res.type('text/event-stream').write('\n');
    setTimeout(() => res.write('data: changed\n\n'), 100);
  });
  return app;
}
