import type { Request, Response } from 'express';
import type { Actor } from '../kernel/actor.ts';
import type { Navigation, NavigationItem } from './navigation.ts';
import { contextOf } from './request-context.ts';
import type { Translate } from './texts/catalogue.ts';
import type { Locals, Views } from './views.ts';

export type Layout = 'app' | 'public' | 'staff' | 'phone' | 'print' | 'signer';

export interface PageOptions {
  readonly status?: number;
  readonly layout?: Layout;
  /** Browser modules the page needs besides the common one. */
  readonly scripts?: readonly string[];
  readonly crumbs?: readonly { readonly label: string; readonly href?: string }[];
  readonly wide?: boolean;
}

/** Every page model says its title; the rest is the template's own. */
export interface PageModel extends Locals {
  readonly title: string;
}

/** Renders a template as a whole page, or alone when htmx asked for a part: the same file is both. */
export class Pages {
  readonly #views: Views;
  readonly #translate: Translate;
  readonly #navigation: readonly Navigation[];
  readonly #demo: boolean;

  constructor(views: Views, translate: Translate, navigation: readonly Navigation[], demo: boolean) {
    this.#views = views;
    this.#translate = translate;
    this.#navigation = navigation;
    this.#demo = demo;
  }

  readonly t: Translate = (key, parameters) => this.#translate(key, parameters);

  /** A whole page. Layout by the actor unless told: signed-in people `app`, staff `staff`, others `public`. */
  async respond(req: Request, res: Response, template: string, model: PageModel, options: PageOptions = {}): Promise<void> {
    const { actor, csrf } = contextOf(req);
    const status = options.status ?? 200;
    const locals = { t: this.t, csrf, lang: 'zh-CN', failed: status >= 400, ...model };
    const body = await this.#views.render(template, locals);
    const items = await this.#itemsFor(actor);
    const html = await this.#views.render(`layouts/${options.layout ?? layoutFor(actor)}`, {
      ...locals,
      body,
      nav: this.#menu(items, req.path),
      units: model['units'] ?? this.#linksAt('unit', items)[0],
      demo: this.#demo,
      person: actor.kind === 'person' || actor.kind === 'staff' ? { name: actor.name, links: this.#linksAt('person', items) } : null,
      crumbs: options.crumbs ?? [],
      scripts: options.scripts ?? [],
      wide: options.wide ?? false,
      homeHref: actor.kind === 'staff' ? '/staff' : '/',
    });
    res.status(status).set('Cache-Control', 'no-store').set('Vary', 'HX-Request').type('html').send(html);
  }

  /** A part of a page (`_name.ejs`, one root element), for htmx. */
  async respondPart(req: Request, res: Response, template: string, model: Locals, status = 200): Promise<void> {
    const { csrf } = contextOf(req);
    const html = await this.#views.render(template, { t: this.t, csrf, lang: 'zh-CN', ...model });
    res.status(status).set('Cache-Control', 'no-store').set('Vary', 'HX-Request').type('html').send(html);
  }

  /** The menu's entries below the home page, as tiles for it. */
  async shortcuts(actor: Actor) {
    const items = await this.#itemsFor(actor);
    return items.flatMap(({ href, icon, label, place }) => (href === '/' || inBar(place) ? [] : [{ href, icon, label: this.t(label) }]));
  }

  async #itemsFor(actor: Actor): Promise<readonly NavigationItem[]> {
    return (await Promise.all(this.#navigation.map((source) => source.itemsFor(actor)))).flat().sort((a, b) => a.order - b.order);
  }

  #linksAt(place: NavigationItem['place'], items: readonly NavigationItem[]) {
    return items.filter((item) => item.place === place).map(({ href, label, name = this.t(label) }) => ({ href, label: name, name }));
  }

  #menu(items: readonly NavigationItem[], path: string) {
    const sorted = items.filter(({ place }) => !inBar(place));
    const current = sorted
      .filter((item) => path === item.href || path.startsWith(`${item.href}/`))
      .sort((a, b) => b.href.length - a.href.length)[0];
    let group: string | undefined;
    return sorted.map((item) => {
      const heading = item.group !== undefined && item.group !== group ? this.t(item.group) : undefined;
      group = item.group;
      return { href: item.href, label: this.t(item.label), icon: item.icon, count: item.count, current: item === current, group: heading };
    });
  }
}

function inBar(place: NavigationItem['place']): boolean {
  return place === 'person' || place === 'unit';
}

function layoutFor(actor: Actor): Layout {
  if (actor.kind === 'person') return 'app';
  return actor.kind === 'staff' ? 'staff' : 'public';
}

/** Whether htmx asked for a part of the page only. */
export function wantsFragment(req: Request): boolean {
  return req.get('hx-request') === 'true' && req.get('hx-request-type') !== 'full';
}
