import { type IncomingMessage, request } from 'node:http';
import { decode } from '../../demo/visitor.ts';
import { ownPassword } from '../support/people.ts';

export interface Answer {
  readonly status: number;
  readonly location: string;
  readonly type: string;
  readonly text: string;
}

export type Body = Readonly<Record<string, string>> | 'multipart' | undefined;

let lastAddress = 1;

/** A bare HTTP client with one cookie jar: follows nothing, forges what it is told, and comes from another address each time (limits are by address). */
export class Client {
  readonly #origin: URL;
  readonly #cookies = new Map<string, string>();

  constructor(origin: string) {
    this.#origin = new URL(origin);
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send('GET', path, undefined, headers);
  }

  /** As a browser posts from our own page. */
  post(path: string, body: Body, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send('POST', path, body, { origin: this.#origin.origin, 'sec-fetch-site': 'same-origin', ...headers });
  }

  /** The token of this visit, from any page with a form. */
  async token(page = '/sign-in'): Promise<string> {
    const { text } = await this.get(page);
    const found = /name="_csrf"[^>]*value="([^"]+)"/.exec(text)?.[1] ?? /value="([^"]+)"[^>]*name="_csrf"/.exec(text)?.[1];
    if (found === undefined) throw new Error(`no token on ${page}`);
    return decode(found);
  }

  async signIn(login: string, password = ownPassword, page = '/sign-in'): Promise<this> {
    const answer = await this.post(page, { login, password, _csrf: await this.token(page) });
    if (answer.status !== 303) throw new Error(`${login} is not let in: ${answer.status}`);
    return this;
  }

  signInStaff(login: string): Promise<this> {
    return this.signIn(login, 'Yinxin-2026', '/staff/sign-in');
  }

  async send(method: string, path: string, body: Body, headers: Readonly<Record<string, string>>): Promise<Answer> {
    const sent = encoded(body);
    const answer = await new Promise<IncomingMessage>((done, fail) => {
      const { cookie } = this;
      lastAddress = (lastAddress % 60_000) + 1;
      const localAddress = `127.1.${lastAddress >> 8}.${lastAddress & 255 || 1}`;
      const options = { method, localAddress, headers: { accept: 'text/html', cookie, ...sent.headers, ...headers }, timeout: 15_000 };
      const outgoing = request(new URL(path, this.#origin), options, done);
      outgoing.once('error', fail).once('timeout', () => outgoing.destroy(new Error(`${method} ${path} took too long`)));
      outgoing.end(sent.bytes);
    });
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [pair = ''] = line.split(';');
      this.#cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk);
    return {
      status: answer.statusCode ?? 0,
      location: answer.headers.location ?? '',
      type: answer.headers['content-type'] ?? '',
      text: Buffer.concat(chunks).toString('utf8'),
    };
  }
}

function encoded(body: Body): { bytes: string; headers: Readonly<Record<string, string>> } {
  if (body === undefined) return { bytes: '', headers: {} };
  if (body === 'multipart') {
    const bytes = '--b\r\nContent-Disposition: form-data; name="note"\r\n\r\nx\r\n--b--\r\n';
    return { bytes, headers: { 'content-type': 'multipart/form-data; boundary=b' } };
  }
  return { bytes: new URLSearchParams(body).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } };
}
