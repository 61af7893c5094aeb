import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { styleGuidePage } from '../../src/web/style-guide-page.ts';
import { createTranslate } from '../../src/web/texts/catalogue.ts';
import { zhCn } from '../../src/web/texts/zh-cn.ts';
import { Views } from '../../src/web/views.ts';
import { filesUnder } from './files-under.ts';

const views = new Views('views', false);
const shell = { t: createTranslate([zhCn]), csrf: 'token-of-this-visit', lang: 'zh-CN' };
const component = (name: string, c: Record<string, unknown>) => views.render(`components/${name}`, { ...shell, c });
const all = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map((match) => match[1] ?? '');

describe('the style guide', async () => {
  const page = styleGuidePage();
  const html = await views.render('web/style-guide', { ...shell, page });
  const ids = all(html, /\sid="([^"]*)"/g);

  it('shows every component', () => {
    const shown = new Set<string>();
    const visit = (file: string) => {
      for (const name of all(readFileSync(file, 'utf8'), /include\('(?:\.\.\/components\/)?([a-z-]+)'/g)) {
        const target = `views/components/${name}.ejs`;
        if (shown.has(target) || name === 'problem') continue;
        shown.add(target);
        visit(target);
      }
    };
    visit('views/web/style-guide.ejs');
    expect(filesUnder('views/components', '.ejs').filter((file) => !shown.has(file))).toEqual([]);
  });

  it('prints no value that is not text', () => {
    expect(html).not.toMatch(/undefined|\[object|NaN/);
  });

  it('gives every id once', () => {
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('leads every label, description and summary link to an element that exists', () => {
    const references = [
      ...all(html, /\sfor="([^"]*)"/g),
      ...all(html, /\saria-(?:describedby|labelledby)="([^"]*)"/g).flatMap((value) => value.split(' ')),
      ...page.forms.summary.errors.map((error) => error.field),
    ];
    expect(references.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('sends the token with every form that changes something', () => {
    const forms = all(html, /(<form method="post"[\s\S]*?<\/form>)/g);
    expect(forms.length).toBeGreaterThan(2);
    expect(forms.filter((form) => !form.includes('name="_csrf" value="token-of-this-visit"'))).toEqual([]);
  });
});

describe('a form field', () => {
  const field = { name: 'mobile', label: '电话', value: '12440', hint: '11 位', error: '请输入合法手机号' };

  it('keeps what was typed and links hint and error', async () => {
    const html = await component('field', field);
    expect(html).toContain('value="12440"');
    expect(html).toContain('aria-invalid="true" aria-describedby="mobile-hint mobile-error"');
    expect(html).toMatch(/id="mobile-error"[\s\S]*请输入合法手机号/);
  });

  it('escapes what was typed, wherever it stands', async () => {
    const evil = '"><script>alert(1)</script>';
    for (const type of ['text', 'textarea', 'select']) {
      const html = await component('field', {
        ...field,
        type,
        value: evil,
        label: evil,
        error: evil,
        options: [{ value: evil, label: evil }],
      });
      expect(html).not.toContain('<script>');
    }
  });

  it('never shows a password or PIN again', async () => {
    expect(await component('field', { ...field, type: 'password', value: 'geheim-1234' })).not.toContain('geheim-1234');
    expect(await component('pin', { ...field, value: '123456' })).not.toContain('123456');
  });

  it('keeps the chosen option, radio and check box', async () => {
    const items = [
      { value: 'a', label: '甲' },
      { value: 2, label: '乙', checked: true },
    ];
    expect(await component('field', { ...field, type: 'select', value: '2', options: items })).toContain('value="2" selected');
    expect(await component('radios', { name: 'way', legend: '方式', value: '2', items })).toMatch(/value="2" checked/);
    expect(await component('checkboxes', { name: 'way', legend: '方式', items })).toMatch(/value="2" checked/);
  });

  it('takes the focus of the summary at the first radio', async () => {
    const html = await component('radios', {
      name: 'way',
      legend: '方式',
      error: '请选择',
      items: [
        { value: 'a', label: '甲' },
        { value: 'b', label: '乙' },
      ],
    });
    expect(all(html, /<input[^>]*\sid="([^"]*)"/g)).toEqual(['way', 'way-2']);
  });

  it('posts a kept upload again until another file is chosen', async () => {
    const html = await component('file', { name: 'letter', label: '委托书', kept: { id: 'f-1', name: 'a.pdf', detail: '1 MB' } });
    expect(html).toContain('name="letterKept" value="f-1"');
  });

  it('takes nothing from the page around it', async () => {
    const html = await views.render('components/field', {
      ...shell,
      error: 'of the page',
      hint: 'of the page',
      c: { name: 'x', label: '甲' },
    });
    expect(html).not.toContain('of the page');
  });
});

describe('an error summary', () => {
  it('prints nothing when there is nothing wrong', async () => {
    expect((await component('error-summary', { errors: [] })).trim()).toBe('');
  });
});

describe('the layouts', () => {
  const given = {
    ...shell,
    title: '标题',
    body: '<p id="inner">内容</p>',
    nav: [],
    crumbs: [],
    scripts: ['/assets/scripts/x.js'],
    person: null,
    demo: false,
  };

  it.each(['app', 'public', 'staff', 'phone', 'print'])(
    '%s puts the page into main, with a skip link to it and the scripts asked for',
    async (layout) => {
      const html = await views.render(`layouts/${layout}`, given);
      expect(html).toMatch(/^<!doctype html>\s*<html lang="zh-CN">/);
      expect(html).toMatch(/<main[^>]* id="main"[\s\S]*<p id="inner">内容<\/p>[\s\S]*<\/main>/);
      expect(html).toContain('<script src="/assets/scripts/x.js" type="module"></script>');
      if (layout !== 'print') expect(html).toContain('href="#main"');
      expect(html).not.toContain('undefined');
    },
  );

  it('puts 错误 before the title of a page that failed', async () => {
    expect(await views.render('layouts/app', { ...given, failed: true })).toContain('<title>错误：标题 - 印信</title>');
    expect(await views.render('layouts/app', given)).toContain('<title>标题 - 印信</title>');
  });

  it('marks the current entry of the menu', async () => {
    const nav = [
      { href: '/a', label: '甲', icon: 'home', current: true, count: 2 },
      { href: '/b', label: '乙', icon: 'seal', current: false },
    ];
    for (const layout of ['app', 'staff']) {
      expect(all(await views.render(`layouts/${layout}`, { ...given, nav }), /<a[^>]*href="([^"]*)" aria-current="page"/g)).toEqual(['/a']);
    }
  });

  it('shows the strip of the demo only there', async () => {
    expect(await views.render('layouts/public', { ...given, demo: true })).toContain(zhCn['shell.demo']);
    expect(await views.render('layouts/public', given)).not.toContain(zhCn['shell.demo']);
  });
});
