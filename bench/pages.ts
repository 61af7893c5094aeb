import { decode, findForm } from '../demo/visitor.ts';
import { expressHello } from './support/bare-servers.ts';
import { type Figure, report } from './support/figures.ts';
import { loaded } from './support/load.ts';
import { servedPart, serveUntilDone } from './support/processes.ts';
import { runningApp } from './support/running-app.ts';

interface Told {
  readonly url: string;
  readonly hello: string;
}

const login = '13900000013';
const password = 'Yinxin-2026';
const paths = ['/certificates', '/seals', '/orders'];

if (process.argv[2] === 'serve') await serve();
else await main();

async function serve(): Promise<void> {
  const app = await runningApp(10);
  await serveUntilDone({ url: app.url, hello: await expressHello() } satisfies Told);
  await app.stop();
  process.exit(0);
}

async function main(): Promise<void> {
  const { told, stop } = await servedPart<Told>('serve');
  const cookie = await signedIn(told.url);
  const floor = await loaded({ url: told.hello });
  const figures: Figure[] = [{ what: 'bare Express hello', value: floor.perSecond, unit: '/s', note: `floor; p99 ${floor.p99Ms} ms` }];
  for (const path of paths) {
    const page = await fetch(`${told.url}${path}`, { headers: { cookie }, redirect: 'manual' });
    if (page.status !== 200) {
      console.error(`${path} answers ${page.status} ${page.headers.get('location') ?? ''} and is left out`);
      continue;
    }
    const size = (await page.arrayBuffer()).byteLength;
    const load = await loaded({ url: `${told.url}${path}`, headers: { cookie } });
    figures.push({ what: path, value: load.perSecond, unit: '/s', floor: floor.perSecond, note: `p99 ${load.p99Ms} ms, ${size} bytes` });
  }
  await stop();
  report('pages', { connections: 10, server: 'one process, PostgreSQL with durability on', session: 'read for each request' }, figures);
}

/** The session cookie of a demo supplier. */
async function signedIn(url: string): Promise<string> {
  const form = await fetch(`${url}/sign-in`);
  const before = cookiesOf(form);
  const hidden = hiddenFields(await form.text());
  const answer = await fetch(`${url}/sign-in`, {
    method: 'POST',
    headers: { cookie: before, origin: url, 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ ...hidden, login, password }),
    redirect: 'manual',
  });
  if (answer.status !== 303) throw new Error(`not let in: ${answer.status}`);
  // The session is another one from here on; of two cookies of one name the first would count.
  return cookiesOf(answer) || before;
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
}

function hiddenFields(html: string): Record<string, string> {
  const form = findForm(html, '/sign-in');
  const inputs = [...(form?.inner.matchAll(/<input\b[^>]*type="hidden"[^>]*>/g) ?? [])];
  const entries = inputs.map(([tag]) => [/name="([^"]*)"/.exec(tag)?.[1] ?? '', decode(/value="([^"]*)"/.exec(tag)?.[1] ?? '')]);
  return Object.fromEntries(entries);
}
