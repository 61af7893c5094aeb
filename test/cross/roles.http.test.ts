import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Routes } from '../../src/web/routes.ts';
import { aWholeWorld, people, type Role, roles, type World } from './a-whole-world.ts';
import { type Answer, Client } from './client.ts';
import { rightsOf } from './rights.ts';

interface Way {
  readonly method: string;
  readonly path: string;
}

let world: World;
let ways: readonly Way[];
let machines: readonly Way[];
beforeAll(async () => {
  world = await aWholeWorld();
  const all = world.app.container.getAll(Routes as unknown as new () => Routes);
  ways = all.flatMap((routes) => waysOf(routes.pages()));
  machines = all.flatMap((routes) => waysOf(routes.machines?.()));
}, 180_000);
afterAll(() => world?.app.stop());

/** Every method and path of a router, from its own table. */
function waysOf(router: unknown): Way[] {
  const layers = (router as { stack?: readonly Layer[] } | undefined)?.stack ?? [];
  return layers.flatMap(({ route, handle }) => {
    if (route === undefined) return waysOf(handle);
    return Object.keys(route.methods).map((method) => ({ method: method.toUpperCase(), path: String(route.path) }));
  });
}

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  readonly handle?: unknown;
}

const name = ({ method, path }: Way) => `${method} ${path}`;

/** The path with the first tenant's own ids in it. */
function filled({ path }: Way): string {
  const { ids } = world;
  const own: Readonly<Record<string, string | undefined>> = {
    ':id': ids[idBefore(path)],
    ':member': ids['mia'],
    ':request': ids[path.includes('removal-requests') ? 'removalRequest' : 'joinRequest'],
    ':serial': ids['serial'],
    ':paper': path.includes('unit-changes') ? 'licence' : 'idPortrait',
    ':platformId': 'zhejiang-demo',
    ':slot': 'name',
    ':token': 'nobody-has-this-token',
    ':file': path.startsWith('/certificates') ? 'certificate.pem' : 'root.cer',
    '*request': 'MAA',
  };
  return (
    path.replace(/[:*][a-zA-Z]+/g, (key) => own[key] ?? `no-${key.slice(1)}`) +
    (path.startsWith('/seals')
      ? `?unit=${ids['unit']}&kind=official`
      : path.startsWith('/certificates/buy')
        ? `?unitId=${ids['unit']}`
        : '')
  );
}

function idBefore(path: string): string {
  if (path.startsWith('/staff/unit-changes')) return 'change';
  if (path.startsWith('/staff/administrator-applications')) return 'application';
  if (/^\/(register\/partner|staff\/partners)/.test(path)) return 'registration';
  if (/^\/(units|staff\/unit-reviews)/.test(path)) return 'unit';
  if (/^\/(orders|staff\/orders)/.test(path)) return 'order';
  if (path.startsWith('/seals/grants')) return 'grant';
  if (/^\/(seals|documents\/seals)/.test(path)) return 'seal';
  if (path.startsWith('/documents')) return 'document';
  if (path.startsWith('/certificates/grants')) return 'certificateGrant';
  return 'entitlement';
}

/** Whether the answer lets nobody further: a refusal, or the way to sign in. */
function refuses({ status, location }: Answer): boolean {
  if (status >= 300 && status < 400) return /^\/(staff\/)?sign-in(\?|$)/.test(location);
  return status >= 400 && status !== 422;
}

describe('every route × every role (requirements §9)', () => {
  it('every route is in the table, and the table names no other', () => {
    expect(ways.length).toBeGreaterThan(100);
    expect([...new Set(ways.map(name))].sort()).toEqual(Object.keys(rightsOf).sort());
  });

  it.each(roles)(
    'GET as %s: answers only what the table allows',
    async (role) => {
      const wrong: string[] = [];
      for (const way of ways.filter(({ method }) => method === 'GET')) {
        const answer = await world.clients[role].get(filled(way));
        if (answer.status >= 500) wrong.push(`${name(way)}: ${answer.status}`);
        if (!allowed(way, role) && !refuses(answer) && !leadsBack(role, answer))
          wrong.push(`${name(way)}: ${answer.status} ${answer.location}`);
      }
      expect(wrong).toEqual([]);
    },
    120_000,
  );

  it('the first administrator reaches what the table gives: the refusals of the others are refusals, not dead routes', async () => {
    const wrong: string[] = [];
    for (const way of ways.filter((each) => each.method === 'GET' && rightsOf[name(each)]?.opens === true)) {
      const [first] = (rightsOf[name(way)]?.roles ?? roles) as readonly Role[];
      if (first === undefined) continue;
      const answer = await world.clients[first].get(filled(way));
      if (refuses(answer)) wrong.push(`${name(way)} as ${first}: ${answer.status} ${answer.location}`);
    }
    expect(wrong).toEqual([]);
  });

  it.each(roles)(
    'POST without the token as %s: refused everywhere, with and without a body',
    async (role) => {
      const wrong: string[] = [];
      for (const way of ways.filter(({ method }) => method === 'POST')) {
        for (const body of [{ reason: 'x' }, undefined] as const) {
          const { status, location } = await world.clients[role].post(filled(way), body);
          if (status !== 403) wrong.push(`${name(way)}: ${status} ${location}`);
        }
        const multipart = await world.clients[role].post(filled(way), 'multipart');
        if (multipart.status < 400 && !harmless.has(name(way)))
          wrong.push(`${name(way)} multipart: ${multipart.status} ${multipart.location}`);
      }
      expect(wrong).toEqual([]);
    },
    120_000,
  );

  it('POST from another site is refused, whatever it carries', async () => {
    const ada = world.clients.ada;
    const body = { _csrf: await ada.token('/account/password') };
    for (const way of ways.filter(({ method }) => method === 'POST')) {
      for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }]) {
        expect((await ada.post(filled(way), body, headers)).status, name(way)).toBe(403);
      }
      expect((await ada.send('POST', filled(way), body, { origin: 'https://evil.example' })).status, name(way)).toBe(403);
    }
  }, 120_000);

  it('after signing out the old cookie opens nothing', async () => {
    const person = await new Client(world.app.url).signIn(people.nora.contactMobile);
    const { cookie } = person;
    expect((await person.get('/account/password', { cookie })).status).toBe(200);
    await person.post('/sign-out', { _csrf: await person.token('/account/password') });
    expect(refuses(await person.get('/account/password', { cookie }))).toBe(true);
  });

  it('machines are asked no token, and get no cookie', async () => {
    expect(machines.length).toBeGreaterThan(2);
    for (const way of machines) {
      const answer = await world.clients.anonymous.send(way.method, filled(way), way.method === 'POST' ? { a: 'b' } : undefined, {});
      expect(answer.status, name(way)).not.toBe(403);
      expect(answer.status, name(way)).toBeLessThan(500);
    }
  });

  it.each(roles.filter((role) => role !== 'ada'))(
    'POST with a right token as %s: changes only what the table allows',
    async (role) => {
      const client = world.clients[role];
      const _csrf = await client.token('/verify');
      const before = await fingerprint();
      const wrong: string[] = [];
      for (const way of ways.filter((each) => each.method === 'POST' && !allowed(each, role))) {
        const answer = await client.post(filled(way), { _csrf, ...plausible() });
        if (answer.status >= 500 || (!refuses(answer) && !leadsBack(role, answer)))
          wrong.push(`${name(way)}: ${answer.status} ${answer.location}`);
      }
      expect(wrong).toEqual([]);
      expect(await fingerprint()).toEqual(before);
    },
    120_000,
  );

  /** A step of verification that is not due leads a member back to the unit's own page; nothing is done. */
  function leadsBack(role: Role, { status, location }: Answer): boolean {
    return role === 'mia' && status === 303 && location === `/units/${world.ids['unit']}`;
  }

  function allowed(way: Way, role: Role): boolean {
    const rights = rightsOf[name(way)];
    return rights === undefined || rights.roles === undefined || rights.roles.includes(role);
  }

  /** Fields that would do something, were the way open. */
  function plausible(): Record<string, string> {
    const { ids } = world;
    return {
      unit: ids['unit'] ?? '',
      unitId: ids['unit'] ?? '',
      to: ids['nora'] ?? '',
      seal: ids['seal'] ?? '',
      kind: 'official',
      code: '9901010012345',
      reason: '测试',
      note: '测试',
      reviewer: '01900000-0000-7000-8000-000000000002',
      operation: 'forged',
      until: '2099-01-01',
      numbers: '张三,13900000777',
      bank: '中国银行',
      account: '320000001234',
      bankAccount: '320000001234',
      amount: '0.58',
      pin: '305172',
      pinRepeated: '305172',
      agreed: '1',
      confirm: '1',
      platformId: 'zhejiang-demo',
      typeCode: 'yx-general',
      years: '1',
      quantity: '1',
      text: '示例',
    };
  }

  /** Every state that a forbidden request could have changed. */
  async function fingerprint() {
    const { sql } = world.app.database;
    return {
      units: await sql`select * from unit.units order by id`,
      requests: await sql`select id, state from unit.join_requests order by id`,
      removals: await sql`select id, state from unit.removal_requests order by id`,
      applications: await sql`select id, state from unit.administrator_applications order by id`,
      changes: await sql`select id, state from unit.changes order by id`,
      seals: await sql`select id, state from seal.seals order by id`,
      grants: await sql`select id, state from seal.grants order by id`,
      certificateGrants: await sql`select id, state from certificate.grant_requests order by id`,
      members: await sql`select * from unit.members order by 1, 2`,
      invitations: await sql`select id from unit.invitations order by id`,
      documents: await sql`select id from seal.documents order by id`,
      orders: await sql`select id, state from billing.orders order by id`,
      certificates: await sql`select serial, state from certificate.certificates order by serial`,
      entitlements: await sql`select id, state from certificate.entitlements order by id`,
      registrations: await sql`select id, state, reviewer_id from partner.registrations where state <> 'draft' order by id`,
      lots: await sql`select id, remaining from certificate.surplus_lots order by id`,
    };
  }
});

/** A stranger may sign out: nothing happens. */
const harmless = new Set(['POST /sign-out']);
