/** One page as the visitor sees it. */
export interface SeenPage {
  readonly status: number;
  readonly url: string;
  readonly html: string;
  readonly text: string;
}

export type FormValues = Readonly<
  Record<string, string | Blob | { readonly name: string; readonly type: string; readonly bytes: Uint8Array }>
>;

/** A browser without script: keeps cookies, follows redirects, fills the forms it finds. */
export class Visitor {
  readonly #origin: string;
  readonly #cookies = new Map<string, Map<string, string>>();
  /** Pages shown and fields filled in so far: the effort of a person who does the same. */
  readonly effort = { screens: 0, fields: 0 };

  constructor(origin: string) {
    this.#origin = origin;
  }

  get(path: string): Promise<SeenPage> {
    return this.#request(new URL(path, this.#origin).href, { method: 'GET' });
  }

  /** Fills the form whose action contains `action` on the page, keeps its other fields, posts it as a browser would. */
  async submit(page: SeenPage, action: string, values: FormValues = {}): Promise<SeenPage> {
    const form = findForm(page.html, action);
    if (form === undefined) throw new Error(`no form to ${action} on ${page.url} (${page.status}): ${page.text.slice(0, 300)}`);
    const fields = { ...hiddenAndDefaults(form.inner), ...values };
    this.effort.fields += Object.keys(values).length;
    const target = new URL(decode(form.action), page.url);
    if (form.method === 'get') {
      for (const [name, value] of Object.entries(fields)) if (typeof value === 'string') target.searchParams.set(name, value);
      return this.#request(target.href, { method: 'GET' });
    }
    return this.#request(target.href, { method: 'POST', body: form.multipart ? multipart(fields) : urlencoded(fields) });
  }

  /** The bytes behind a link, with the name the server gives them. */
  async download(path: string): Promise<Uint8Array> {
    const url = new URL(path, this.#origin);
    const jar = this.#cookies.get(url.origin) ?? new Map<string, string>();
    const answer = await fetch(url, { headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') } });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  }

  async #request(url: string, init: RequestInit, redirects = 0): Promise<SeenPage> {
    const origin = new URL(url).origin;
    const jar = this.#cookies.get(origin) ?? new Map<string, string>();
    this.#cookies.set(origin, jar);
    const headers: Record<string, string> = { accept: 'text/html', cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') };
    if (init.method === 'POST') Object.assign(headers, { origin, 'sec-fetch-site': 'same-origin' });
    const answer = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const location = answer.headers.get('location');
    if (answer.status >= 300 && answer.status < 400 && location !== null && redirects < 10) {
      await answer.arrayBuffer();
      return this.#request(new URL(location, url).href, { method: 'GET' }, redirects + 1);
    }
    const html = await answer.text();
    this.effort.screens++;
    return { status: answer.status, url, html, text: textOf(html) };
  }
}

export function findForm(html: string, action: string) {
  for (const match of html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)) {
    const [, attributes = '', inner = ''] = match;
    const target = attribute(attributes, 'action') ?? '';
    if (!decode(target).includes(action)) continue;
    return {
      action: target,
      method: (attribute(attributes, 'method') ?? 'get').toLowerCase(),
      multipart: attribute(attributes, 'enctype') === 'multipart/form-data',
      inner,
    };
  }
  return undefined;
}

function hiddenAndDefaults(inner: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [, attributes = ''] of inner.matchAll(/<input\b([^>]*)>/g)) {
    const name = attribute(attributes, 'name');
    const type = attribute(attributes, 'type') ?? 'text';
    if (name === undefined || type === 'file' || type === 'submit') continue;
    if ((type === 'radio' || type === 'checkbox') && !/\schecked\b/.test(attributes)) continue;
    fields[name] = decode(attribute(attributes, 'value') ?? (type === 'checkbox' ? 'on' : ''));
  }
  for (const [, attributes = '', options = ''] of inner.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)) {
    const name = attribute(attributes, 'name');
    const chosen = /<option\b([^>]*\sselected[^>]*)>/.exec(options)?.[1] ?? /<option\b([^>]*)>/.exec(options)?.[1] ?? '';
    if (name !== undefined) fields[name] = decode(attribute(chosen, 'value') ?? '');
  }
  for (const [, attributes = '', content = ''] of inner.matchAll(/<textarea\b([^>]*)>\n?([\s\S]*?)<\/textarea>/g)) {
    const name = attribute(attributes, 'name');
    if (name !== undefined) fields[name] = decode(content);
  }
  return fields;
}

function attribute(attributes: string, name: string): string | undefined {
  return new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1];
}

function urlencoded(fields: FormValues): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (typeof value === 'string') body.append(name, value);
  return body;
}

function multipart(fields: FormValues): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string' || value instanceof Blob) data.append(name, value);
    else data.append(name, new Blob([Buffer.from(value.bytes)], { type: value.type }), value.name);
  }
  return data;
}

export function decode(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

function textOf(html: string): string {
  const body = html.slice(Math.max(0, html.indexOf('<main')));
  return decode(body.replace(/<(script|style)[\s\S]*?<\/\1>/g, '').replace(/<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}
