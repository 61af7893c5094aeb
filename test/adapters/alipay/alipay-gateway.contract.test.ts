import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunningSimulators } from '../../../simulators/start-simulators.ts';
import { type AlipayConfig, AlipayGateway, type PagePay } from '../../../src/adapters/alipay/alipay-gateway.ts';
import { UnusableAlipayKey } from '../../../src/adapters/alipay/alipay-keys.ts';
import { anOutsideWorld, quickHttp, realClock } from '../../simulators/outside-world.ts';

let world: RunningSimulators;
let shop: Server;
let shopUrl: string;
let notices: string[] = [];
let reply = 'success';
let config: AlipayConfig;
let gateway: AlipayGateway;
let orders = 0;

beforeAll(async () => {
  world = await anOutsideWorld({ hurry: 4_000 });
  shop = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      if (request.method === 'POST') notices.push(body);
      response.end(reply);
    });
  });
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
  shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
  config = { ...world.wiring.alipay, notifyUrl: `${shopUrl}/notice`, returnUrl: `${shopUrl}/back` };
  gateway = new AlipayGateway(config, quickHttp, realClock);
});
afterAll(async () => {
  await world.stop();
  shop.close();
});
beforeEach(() => {
  notices = [];
  reply = 'success';
});

const inAnHour = () => new Date(Date.now() + 3_600_000);
const anOrder = (changes: Partial<PagePay> = {}): PagePay => ({
  outTradeNo: `T${++orders}`,
  amountFen: 35_000,
  subject: '数字证书 1 年',
  timeExpire: inAnHour(),
  ...changes,
});

/** Opens the cashier as the payer's browser does; answers the address of its page. */
async function open(order: PagePay): Promise<string> {
  const page = await fetch(gateway.pagePayUrl(order));
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('模拟收银台');
  return page.url;
}

const act = (cashier: string, action: 'pay' | 'cancel') =>
  fetch(cashier, { method: 'POST', body: new URLSearchParams({ action }), redirect: 'manual' });

async function aPaidOrder(): Promise<PagePay> {
  const order = anOrder();
  await act(await open(order), 'pay');
  await vi.waitFor(() => expect(notices.length).toBeGreaterThan(0));
  notices = [];
  return order;
}

const arrived = (count: number) => vi.waitFor(() => expect(notices.length).toBeGreaterThanOrEqual(count), { timeout: 4_000 });

describe('paying at the cashier', () => {
  it('is absent, then waiting, then paid with the amount asked for', async () => {
    const order = anOrder();
    expect(await gateway.query(order.outTradeNo)).toEqual({ ok: true, value: { state: 'absent' } });
    const cashier = await open(order);
    expect(await gateway.query(order.outTradeNo)).toMatchObject({ ok: true, value: { state: 'waiting', amountFen: 35_000 } });
    const back = await act(cashier, 'pay');
    expect(back.status).toBe(303);
    expect(back.headers.get('location')).toContain(`${shopUrl}/back?`);
    expect(await gateway.query(order.outTradeNo)).toMatchObject({ ok: true, value: { state: 'paid', amountFen: 35_000 } });
    await arrived(1);
    expect(gateway.readNotice(notices[0] ?? '')).toMatchObject({
      outcome: 'genuine',
      notice: { kind: 'paid', outTradeNo: order.outTradeNo, amountFen: 35_000 },
    });
  });

  it('a payer who leaves comes back with nothing that could be taken for a payment', async () => {
    const order = anOrder();
    const back = await act(await open(order), 'cancel');
    expect(back.headers.get('location')).toBe(`${shopUrl}/back`);
    expect(await gateway.query(order.outTradeNo)).toMatchObject({ value: { state: 'waiting' } });
    expect(notices).toEqual([]);
  });

  it('the same order opened twice is one trade, with another amount it is refused', async () => {
    const order = anOrder();
    expect(await open(order)).toBe(await open(order));
    const altered = await fetch(gateway.pagePayUrl({ ...order, amountFen: 1 }));
    expect(await altered.text()).toContain('ACQ.CONTEXT_INCONSISTENT');
  });

  it('a subject with the signs Alipay refuses is taken all the same', async () => {
    await open(anOrder({ subject: '证书/一年&两年=三年\n' }));
  });

  it('no cashier opens after the time allowed', async () => {
    const late = await fetch(gateway.pagePayUrl(anOrder({ timeExpire: new Date(Date.now() - 1_000) })));
    expect(await late.text()).toContain('ACQ.TRADE_HAS_CLOSE');
  });

  it.each(['UTC', 'America/New_York', 'Asia/Shanghai'])('stamps Beijing time on a server in %s', (zone) => {
    vi.stubEnv('TZ', zone);
    const fixed = new AlipayGateway(config, quickHttp, { now: () => new Date('2026-11-21T20:30:05Z') });
    const url = new URL(fixed.pagePayUrl(anOrder({ timeExpire: new Date('2026-11-21T21:00:00Z') })));
    expect(url.searchParams.get('timestamp')).toBe('2026-11-22 04:30:05');
    expect(url.searchParams.get('biz_content')).toContain('"time_expire":"2026-11-22 05:00:00"');
    vi.unstubAllEnvs();
  });

  it.each([
    ['an empty number', { outTradeNo: '' }],
    ['a number with a slash', { outTradeNo: 'a/b' }],
    ['no amount', { amountFen: 0 }],
    ['half a fen', { amountFen: 0.5 }],
    ['no subject', { subject: '' }],
    ['an endless subject', { subject: 'x'.repeat(257) }],
  ])('does not build an address for %s', (_name, changes) => expect(() => gateway.pagePayUrl(anOrder(changes))).toThrow(RangeError));
});

describe('closing and refunding', () => {
  it('a closed order can no longer be paid', async () => {
    const order = anOrder();
    const cashier = await open(order);
    expect(await gateway.close(order.outTradeNo)).toEqual({ ok: true, value: { state: 'closed' } });
    expect((await act(cashier, 'pay')).status).toBe(409);
    expect(await gateway.query(order.outTradeNo)).toMatchObject({ value: { state: 'closed' } });
  });

  it('an order never opened is absent when closed', async () => {
    expect(await gateway.close('never_opened')).toEqual({ ok: true, value: { state: 'absent' } });
  });

  it('a paid order cannot be closed', async () => {
    expect(await gateway.close((await aPaidOrder()).outTradeNo)).toMatchObject({
      ok: false,
      kind: 'reject',
      code: 'ACQ.TRADE_STATUS_ERROR',
    });
  });

  it('a refund pays once whatever is repeated, and its notice is no payment', async () => {
    const { outTradeNo } = await aPaidOrder();
    const refund = { outTradeNo, requestNo: 'R1', amountFen: 10_000, reason: '取消申请' };
    expect(await gateway.refundState(outTradeNo, 'R1')).toEqual({ ok: true, value: { state: 'absent', refundedFen: 0 } });
    expect(await gateway.refund(refund)).toEqual({ ok: true, value: { state: 'done', refundedFen: 10_000 } });
    expect(await gateway.refund(refund)).toEqual({ ok: true, value: { state: 'pending', refundedFen: 0 } });
    expect(await gateway.refundState(outTradeNo, 'R1')).toEqual({ ok: true, value: { state: 'done', refundedFen: 10_000 } });
    await arrived(1);
    expect(gateway.readNotice(notices[0] ?? '')).toMatchObject({ outcome: 'genuine', notice: { kind: 'refunded', refundedFen: 10_000 } });
    expect(await gateway.refund({ ...refund, requestNo: 'R2', amountFen: 25_001 })).toMatchObject({ ok: false, kind: 'reject' });
    expect(await gateway.refund({ ...refund, amountFen: 5_000 })).toMatchObject({ ok: false, kind: 'reject' });
  });
});

describe('when the gateway misbehaves', () => {
  afterEach(() => fetch(world.wiring.faultsUrl, { method: 'DELETE' }));
  const refundOf = (outTradeNo: string) => gateway.refund({ outTradeNo, requestNo: 'R', amountFen: 1, reason: 'x' });

  it.each(['error-after', 'timeout-after', 'bad-signature', 'unsigned'])(
    'a refund with %s is unknown, and the query finds it',
    async (fault) => {
      const { outTradeNo } = await aPaidOrder();
      world.faults.plan('alipay.answer', fault);
      expect(await refundOf(outTradeNo)).toMatchObject({ ok: false, kind: 'unknown' });
      expect(await gateway.refundState(outTradeNo, 'R')).toMatchObject({ value: { state: 'done', refundedFen: 1 } });
    },
  );

  it('a query outlives two failures and gives up as retry after three', async () => {
    world.faults.plan('alipay.answer', 'error-before', 2);
    expect(await gateway.query('nothing')).toMatchObject({ ok: true });
    world.faults.plan('alipay.answer', 'error-before', 3);
    expect(await gateway.query('nothing')).toMatchObject({ ok: false, kind: 'retry' });
  });

  it('a notice is sent again until it is answered with exactly success', async () => {
    reply = 'Success';
    const order = anOrder();
    await act(await open(order), 'pay');
    await arrived(2);
    reply = 'success';
    await vi.waitFor(async () => {
      const sent = (await (await fetch(`${world.wiring.url}/admin/alipay/notices?outTradeNo=${order.outTradeNo}`)).json()) as {
        state: string;
      }[];
      expect(sent[0]?.state).toBe('acknowledged');
    });
    const ids = notices.map((form) => new URLSearchParams(form).get('notify_id'));
    expect(new Set(ids).size).toBe(1);
  });

  it.each([
    ['duplicate', ['genuine', 'genuine']],
    ['bad-signature', ['refused']],
    ['rsa1', ['refused']],
    ['wrong-app', ['foreign']],
    ['wrong-seller', ['foreign']],
  ])('a notice with the fault %s reads as %j', async (fault, outcomes) => {
    world.faults.plan('alipay.notice', fault);
    await act(await open(anOrder()), 'pay');
    await arrived(outcomes.length);
    expect(notices.map((form) => gateway.readNotice(form).outcome)).toEqual(outcomes);
  });

  it('a signed notice of another amount tells that amount, so that the caller can see it', async () => {
    world.faults.plan('alipay.notice', 'wrong-amount');
    await act(await open(anOrder()), 'pay');
    await arrived(1);
    expect(gateway.readNotice(notices[0] ?? '')).toMatchObject({ notice: { amountFen: 1 } });
  });

  it('a dropped notice comes with the next sending', async () => {
    world.faults.plan('alipay.notice', 'drop');
    await act(await open(anOrder()), 'pay');
    await arrived(1);
    expect(gateway.readNotice(notices[0] ?? '').outcome).toBe('genuine');
  });

  it('reordered notices arrive the later first', async () => {
    world.faults.plan('alipay.notice', 'reorder');
    const [first, second] = [anOrder(), anOrder()];
    await act(await open(first), 'pay');
    await act(await open(second), 'pay');
    await arrived(2);
    expect(notices.map((form) => new URLSearchParams(form).get('out_trade_no'))).toEqual([second.outTradeNo, first.outTradeNo]);
  });

  it('a payment under way at closing arrives late, as paid', async () => {
    const order = anOrder();
    await open(order);
    await gateway.close(order.outTradeNo);
    await fetch(`${world.wiring.url}/admin/alipay/late-payment`, {
      method: 'POST',
      body: JSON.stringify({ outTradeNo: order.outTradeNo }),
    });
    await arrived(1);
    expect(gateway.readNotice(notices[0] ?? '')).toMatchObject({ notice: { kind: 'paid' } });
    expect(await gateway.query(order.outTradeNo)).toMatchObject({ value: { state: 'paid' } });
  });
});

describe('an altered answer is never believed', () => {
  let middle: Server;
  let alter: (body: string) => string | Promise<string>;
  let through: AlipayGateway;
  let paid: string;
  let other: string;

  beforeAll(async () => {
    middle = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        void fetch(config.gatewayUrl, { method: 'POST', body: new URLSearchParams(body) })
          .then((answer) => answer.text())
          .then((text) => alter(text))
          .then((text) => response.end(text));
      });
    });
    await new Promise<void>((resolve) => middle.listen(0, '127.0.0.1', resolve));
    const gatewayUrl = `http://127.0.0.1:${(middle.address() as AddressInfo).port}/gateway.do`;
    through = new AlipayGateway({ ...config, gatewayUrl }, quickHttp, realClock);
    paid = (await aPaidOrder()).outTradeNo;
    const unpaid = anOrder();
    await open(unpaid);
    other = unpaid.outTradeNo;
  });
  afterAll(() => middle.close());

  const NODE = /"alipay_trade_query_response":(\{.*\}),"sign"/;
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const resigned = (body: string, key = stranger.privateKey) => {
    const node = NODE.exec(body)?.[1] ?? '';
    return `{"alipay_trade_query_response":${node},"sign":"${sign('sha256', Buffer.from(node), key).toString('base64')}"}`;
  };
  const forged =
    '{"code":"10000","msg":"Success","out_trade_no":"X","trade_no":"1","trade_status":"TRADE_SUCCESS","total_amount":"350.00"}';

  it('passes untouched answers', async () => {
    alter = (body) => body;
    expect(await through.query(paid)).toMatchObject({ ok: true, value: { state: 'paid' } });
  });

  const attacks: [string, (body: string) => string | Promise<string>][] = [
    ['the amount changed', (body) => body.replace('350.00', '0.01')],
    ['the state changed', (body) => body.replace('TRADE_SUCCESS', 'TRADE_CLOSED')],
    ['the order number changed', (body) => body.replace(/"out_trade_no":"\w+"/, '"out_trade_no":"T9999"')],
    ['a member added', (body) => body.replace('"msg"', '"extra":1,"msg"')],
    ['a blank added', (body) => body.replace('"msg":', '"msg": ')],
    [
      'one bit of the signature changed',
      (body) => body.replace(/"sign":"(.)/, (_, first: string) => `"sign":"${first === 'A' ? 'B' : 'A'}`),
    ],
    ['the signature removed', (body) => body.replace(/,"sign":"[^"]+"/, '')],
    ['the signature emptied', (body) => body.replace(/"sign":"[^"]+"/, '"sign":""')],
    ['signed by a stranger', (body) => resigned(body)],
    ['a forged node before the true one', (body) => body.replace('{"alipay', `{"alipay_trade_query_response":${forged},"alipay`)],
    ['a forged node after the true one', (body) => body.replace(',"sign"', `,"alipay_trade_query_response":${forged},"sign"`)],
    ['a forged node under an escaped name', (body) => body.replace(',"sign"', `,"alipay_trade_query\\u005fresponse":${forged},"sign"`)],
    ['the true node renamed to another method', (body) => body.replace('alipay_trade_query_response', 'alipay_trade_close_response')],
    ['an unsigned error in its place', () => '{"error_response":{"code":"20000","sub_code":"isp.unknow-error"}}'],
    ['not JSON at all', () => '<html>ok</html>'],
    ['nothing', () => ''],
    ['a list', (body) => `[${body}]`],
    ['cut in the middle', (body) => body.slice(0, body.length / 2)],
    [
      'a genuine answer about another order',
      async () => {
        let captured = '';
        const own = alter;
        alter = (body) => (captured = body);
        await through.query(other);
        alter = own;
        return captured;
      },
    ],
  ];
  it.each(attacks)('%s', async (_name, attack) => {
    alter = attack;
    expect(await through.query(paid)).toMatchObject({ ok: false, kind: 'unknown' });
  });

  it('the refusal of our own key is told apart, as reject', async () => {
    const wrong = new AlipayGateway(
      { ...config, appPrivateKey: stranger.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString() },
      quickHttp,
      realClock,
    );
    expect(await wrong.query(paid)).toMatchObject({ ok: false, kind: 'reject', code: 'isv.invalid-signature' });
    const page = await fetch(wrong.pagePayUrl(anOrder()));
    expect(await page.text()).toContain('isv.invalid-signature');
  });
});

describe('keys from the configuration', () => {
  const bare = (pem: string) => pem.replace(/-----[^-]+-----|\s/g, '');

  it('may be bare base64, as Alipay’s key tool prints them', async () => {
    const same = new AlipayGateway(
      { ...config, appPrivateKey: bare(config.appPrivateKey), alipayPublicKey: bare(config.alipayPublicKey) },
      quickHttp,
      realClock,
    );
    expect(await same.query('nothing')).toMatchObject({ ok: true });
  });

  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  it.each([
    ['no key', () => ({ appPrivateKey: 'hello' })],
    ['RSA of 1024 bits', () => ({ appPrivateKey: weak.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString() })],
    ['an elliptic curve', () => ({ alipayPublicKey: curve.publicKey.export({ format: 'pem', type: 'spki' }).toString() })],
    ['our private key as Alipay’s', () => ({ alipayPublicKey: config.appPrivateKey })],
  ])('refuse %s without quoting it', (_name, changes) => {
    const build = () => new AlipayGateway({ ...config, ...changes() }, quickHttp, realClock);
    expect(build).toThrow(UnusableAlipayKey);
    expect(build).not.toThrow(/hello|BEGIN/);
  });
});
