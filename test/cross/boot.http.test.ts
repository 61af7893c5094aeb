import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decode } from '../../demo/visitor.ts';
import { adaptersModule } from '../../src/adapters/adapters-module.ts';
import { Subscriber } from '../../src/kernel/events.ts';
import { JobHandler } from '../../src/kernel/jobs.ts';
import { HomeTasks } from '../../src/modules/partner/published/home-tasks.ts';
import { modules, moduleTexts } from '../../src/modules.ts';
import { Navigation } from '../../src/web/navigation.ts';
import { zhCn } from '../../src/web/texts/zh-cn.ts';
import { aWholeWorld, type Role, roles, type World } from './a-whole-world.ts';
import type { Answer } from './client.ts';

type Token = new () => object;

let world: World;
beforeAll(async () => {
  world = await aWholeWorld();
}, 180_000);
afterAll(() => world?.app.stop());

describe('the container', () => {
  it('resolves every binding it has', async () => {
    const tokens = await tokensOf(world.app);
    expect(tokens.length).toBeGreaterThan(100);
    for (const token of tokens) {
      const all = world.app.container.getAll(token);
      expect(all.length, token.name).toBeGreaterThan(0);
      for (const one of all) expect(one, token.name).toBeDefined();
    }
  });

  it.each([
    ['menus', Navigation, 4],
    ['tasks on the home page', HomeTasks, 3],
    ['jobs', JobHandler, 5],
    ['subscribers', Subscriber, 4],
  ] as const)('has %s of the modules, each once', (_what, token, least) => {
    const all = world.app.container.getAll(token as unknown as new () => object);
    expect(all.length).toBeGreaterThanOrEqual(least);
    expect(new Set(all.map((each) => each.constructor)).size).toBe(all.length);
  });

  it('no two jobs and no two subscribers share a name', () => {
    const names = [...world.app.container.getAll(JobHandler), ...world.app.container.getAll(Subscriber)].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

/** Keys that stand for themselves on a page because a text is missing. */
const untranslated = new RegExp(
  `(?<![\\w./-])(?:${[...new Set([zhCn, ...moduleTexts].flatMap((texts) => Object.keys(texts)).map((key) => key.split('.')[0] ?? ''))].join('|')})(?:\\.[a-z][a-z0-9-]*){1,5}(?![\\w/@-])`,
);
const files = new Set(['pem', 'cer', 'crl', 'pdf', 'svg', 'png', 'js', 'css', 'com', 'example', 'cn']);

describe('every page that a role reaches by links', () => {
  const most = 160;

  it.each(roles)(
    '%s: no dead link, no dead form, nothing unfinished on a page',
    async (role) => {
      const seen = await crawl(role);
      expect(seen.problems).toEqual([]);
      expect(seen.pages, 'pages reached').toBeGreaterThanOrEqual(3);
    },
    120_000,
  );

  async function crawl(role: Role) {
    const client = world.clients[role];
    const start = ['op', 'opOther', 'ra', 'cs'].includes(role) ? '/staff' : '/';
    const queue = [{ path: start, from: '(start)' }];
    const known = new Set(queue.map(({ path }) => shapeOf(path)));
    const problems: string[] = [];
    let pages = 0;
    for (let at = 0; at < queue.length && at < most; at++) {
      const { path, from } = queue[at] ?? { path: '', from: '' };
      const answer = await client.get(path);
      if (answer.status >= 400 && !leadsToRealName(role, answer)) problems.push(`${path} on ${from}: ${answer.status}`);
      if (answer.status >= 300 && answer.status < 400 && sameSite(answer.location)) add(answer.location, path);
      if (!answer.type.includes('html') || answer.status !== 200) continue;
      pages++;
      problems.push(...unfinished(codesOfAuditTrail(path, answer.text)).map((what) => `${path}: ${what}`));
      for (const href of linksOf(answer.text)) add(href, path);
    }
    return { problems, pages };

    function add(href: string, from: string) {
      const url = new URL(href, new URL(from, world.app.url));
      if (url.origin !== world.app.url || url.pathname.startsWith('/demo') || url.pathname.startsWith('/assets')) return;
      const path = url.pathname + url.search;
      const shape = shapeOf(path);
      if (known.has(shape)) return;
      known.add(shape);
      queue.push({ path, from });
    }
  }

  it.each(roles.filter((role) => role !== 'anonymous'))('%s: every entry of the menu leads somewhere', async (role) => {
    const client = world.clients[role];
    const home = await client.get(['op', 'opOther', 'ra', 'cs'].includes(role) ? '/staff' : '/');
    const menu = /<nav\b[\s\S]*?<\/nav>/.exec(home.text)?.[0] ?? '';
    const entries = linksOf(menu);
    expect(entries.length).toBeGreaterThan(0);
    const answers: [string, number][] = [];
    for (const href of entries) {
      const answer = await client.get(href);
      answers.push([href, leadsToRealName(role, answer) ? 200 : answer.status]);
    }
    expect(answers.filter(([, status]) => status !== 200)).toEqual([]);
  });
});

/** PAR-046: who is not checked by real name sees the whole menu, and behind it the way to the check. */
function leadsToRealName(role: Role, { status, text }: Answer): boolean {
  return role === 'uli' && status === 403 && text.includes('href="/account/real-name"');
}

/** The same page with other words in the query, and the same page for another object, count once. */
function shapeOf(path: string): string {
  const { pathname, searchParams } = new URL(path, 'http://here');
  return `${pathname}?${[...searchParams.keys()].sort().join('&')}`;
}

const sameSite = (location: string) => location.startsWith('/') && !location.startsWith('//');

/** Links, and addresses of forms that read. */
function linksOf(html: string): string[] {
  const links = [...html.matchAll(/<a\b[^>]*\shref="([^"#]+)[^"]*"/g)].map(([, href = '']) => decode(href));
  const forms = [...html.matchAll(/<form\b([^>]*)>/g)].flatMap(([, attributes = '']) =>
    /method="post"/i.test(attributes) ? [] : [decode(/\saction="([^"]*)"/.exec(attributes)?.[1] ?? '')],
  );
  const pictures = [...html.matchAll(/<img\b[^>]*\ssrc="(\/[^"]+)"/g)].map(([, source = '']) => decode(source));
  return [...links, ...forms, ...pictures].filter((href) => href !== '' && !/^(mailto|tel|javascript|data|blob):/.test(href));
}

/** The audit trail names actions by their codes, in a column of its own. */
function codesOfAuditTrail(path: string, html: string): string {
  return path.startsWith('/staff/audit') ? html.replace(/>\s*[a-z]+\.[a-z-]+\s*</g, '><') : html;
}

function unfinished(html: string): string[] {
  const shown = html.replace(/<(script|style)\b[\s\S]*?<\/\1>/g, '');
  const text = decode(shown.replace(/<[^>]+>/g, ' '));
  const attributes = [...shown.matchAll(/\s(?:title|alt|aria-label|placeholder|value|href|action)="([^"]*)"/g)].map(
    ([, value = '']) => value,
  );
  const found: string[] = [];
  for (const words of [text, ...attributes]) {
    const bad = /\[object Object\]|\bundefined\b|\bNaN\b|\bnull\b/.exec(words)?.[0];
    if (bad !== undefined) found.push(`says ${bad}`);
    const key = untranslated.exec(words)?.[0];
    if (key !== undefined && !files.has(key.split('.').pop() ?? '')) found.push(`shows the key ${key}`);
  }
  return found;
}

/** What the modules bind, heard by loading them once more into an ear. */
async function tokensOf({ config }: World['app']): Promise<Token[]> {
  const tokens = new Set<Token>();
  const ear: unknown = new Proxy(() => ear, { get: () => ear, apply: () => ear });
  const bind = (token: Token) => {
    tokens.add(token);
    return ear;
  };
  const options = { bind, rebind: bind, isBound: () => false, onActivation: () => {}, onDeactivation: () => {}, unbind: () => {} };
  for (const module of [adaptersModule(config), ...modules]) await module.load(options as unknown as Parameters<typeof module.load>[0]);
  return [...tokens];
}
