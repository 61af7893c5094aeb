import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { zhCn } from '../../src/web/texts/zh-cn.ts';
import { filesUnder } from './files-under.ts';

interface Use {
  readonly file: string;
  readonly key: string;
  /** `t('status.' + …)`: the literal is only the beginning of a key. */
  readonly prefix: boolean;
}

const views = filesUnder('views', '.ejs');

describe('texts of the views', async () => {
  const texts = new Map<string, string>(Object.entries(zhCn));
  for (const file of filesUnder('src/modules', 'adapters/http/texts.ts')) {
    const module: { texts?: Record<string, string> } = await import(pathToFileURL(resolve(file)).href);
    for (const [key, text] of Object.entries(module.texts ?? {})) texts.set(key, text);
  }
  const uses = views.flatMap((file) => usesIn(file, readFileSync(file, 'utf8')));

  it('finds the uses it is about', () => {
    expect(uses.length).toBeGreaterThan(50);
    expect(usesIn('x', "<%= t('a.b') %><%= t('c.' + d) %><%= t(`e.${f}`) %><%= t(g ? 'h.i' : 'h.j') %>")).toEqual([
      { file: 'x', key: 'a.b', prefix: false },
      { file: 'x', key: 'c.', prefix: true },
      { file: 'x', key: 'e.', prefix: true },
      { file: 'x', key: 'h.i', prefix: false },
      { file: 'x', key: 'h.j', prefix: false },
    ]);
  });

  it('every key used in a view has a text', () => {
    const keys = [...texts.keys()];
    const unknown = uses.filter((use) => (use.prefix ? !keys.some((key) => key.startsWith(use.key)) : !texts.has(use.key)));
    expect(unknown.map((use) => `${use.file}: ${use.key}`)).toEqual([]);
  });

  it('every key is a literal, a choice of literals, or begins with one', () => {
    const opaque = views.flatMap((file) =>
      choicesIn(readFileSync(file, 'utf8'))
        .filter((call) => keysIn(call).length === 0)
        .map((call) => `${file}: ${call}`),
    );
    expect(opaque).toEqual([]);
  });

  it('every text of the shell is used somewhere', () => {
    const sources = filesUnder('src', '.ts')
      .filter((file) => !/texts[/.]/.test(file))
      .map((file) => readFileSync(file, 'utf8'));
    const used = (key: string) => uses.some((use) => (use.prefix ? key.startsWith(use.key) : key === use.key));
    const built = /^(?:error|problem)\./; // put together from error codes and statuses
    const unused = Object.keys(zhCn).filter(
      (key) => !built.test(key) && !used(key) && !sources.some((source) => source.includes(`'${key}'`)),
    );
    expect(unused).toEqual([]);
  });
});

describe('the views', () => {
  it.each(views)('%s prints unescaped only includes and the body of a layout', (file) => {
    const raw = [...readFileSync(file, 'utf8').matchAll(/<%-\s*([\s\S]*?)\s*-?%>/g)].map((match) => match[1] ?? '');
    const allowed = (code: string) => code.startsWith('include(') || (code === 'body' && file.startsWith('views/layouts/'));
    expect(raw.filter((code) => !allowed(code))).toEqual([]);
  });

  it.each(views)('%s has no inline style, script or handler: the content security policy would stop them', (file) => {
    const markup = readFileSync(file, 'utf8').replaceAll(/<%[\s\S]*?%>/g, '');
    expect(markup).not.toMatch(/\sstyle\s*=|\son[a-z]+\s*=|<style|<script(?![^>]*\bsrc=)|hx-on|hx-boost|js:/);
  });

  it.each(views)('%s names only icons that the sprite has', (file) => {
    const sprite = readFileSync('public/icons.svg', 'utf8');
    const names = [...readFileSync(file, 'utf8').matchAll(/(?:\bicon', \{ c: \{ name|\bicon): '([a-z]+)'/g)].map((match) => match[1]);
    expect(names.filter((name) => !sprite.includes(`id="${name}"`))).toEqual([]);
  });

  it.each(views)('%s includes only templates that exist', (file) => {
    const targets = [...readFileSync(file, 'utf8').matchAll(/include\('([^']+)'/g)].map((match) => match[1] ?? '');
    const folder = file.replace(/[^/]+$/, '');
    const exists = (target: string) => [`views/${target}.ejs`, `${folder}${target}.ejs`].some((path) => existsSync(path));
    expect(targets.filter((target) => !exists(target))).toEqual([]);
  });
});

function usesIn(file: string, source: string): Use[] {
  const direct = [...source.matchAll(/\bt\((['`])([^'`$]*)(['`$])(\s*\+)?/g)].map((match) => ({
    file,
    key: match[2] ?? '',
    prefix: match[3] === '$' || match[4] !== undefined,
  }));
  const chosen = choicesIn(source).flatMap((call) => keysIn(call).map((key) => ({ file, key, prefix: false })));
  return [...direct, ...chosen];
}

/** Calls that choose between literals: `t(voided ? 'a.b' : 'a.c')`. */
function choicesIn(source: string): string[] {
  return [...source.matchAll(/\bt\((?!['`])[^)]*\)/g)].map((match) => match[0]);
}

function keysIn(call: string): string[] {
  return [...call.matchAll(/[?:]\s*'([^']+)'/g)].map((match) => match[1] ?? '');
}
