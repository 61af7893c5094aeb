import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Wiring } from '../../simulators/start-simulators.ts';
import { AlipayGateway } from '../../src/adapters/alipay/alipay-gateway.ts';
import { quickHttp, realClock } from './outside-world.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'yinxin-restart-'));
let running: ChildProcess | undefined;
let notices = 0;
let reply = 'fail';
const shop = createServer((request, response) => {
  request.resume();
  notices += 1;
  response.end(reply);
});

async function start(): Promise<Wiring> {
  rmSync(join(dataDir, 'simulators.json'), { force: true });
  const main = resolve(import.meta.dirname, '../../simulators/main.ts');
  running = spawn(process.execPath, ['--import', 'tsx', main, '--data', dataDir, '--http-port', '0', '--smtp-port', '0'], {
    stdio: 'ignore',
  });
  return vi.waitFor(() => JSON.parse(readFileSync(join(dataDir, 'simulators.json'), 'utf8')) as Wiring, { timeout: 15_000, interval: 50 });
}

async function kill(): Promise<void> {
  const ended = new Promise((done) => running?.once('exit', done));
  running?.kill('SIGKILL');
  await ended;
}

beforeAll(() => new Promise<void>((done) => shop.listen(0, '127.0.0.1', done)));
afterAll(async () => {
  await kill();
  shop.close();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('a simulator killed and started again', () => {
  it('keeps its keys and trades and sends the unacknowledged notice', async () => {
    const shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
    const first = await start();
    const gateway = (wiring: Wiring) =>
      new AlipayGateway({ ...wiring.alipay, notifyUrl: shopUrl, returnUrl: shopUrl }, quickHttp, realClock);
    const order = { outTradeNo: 'K1', amountFen: 100, subject: '证书', timeExpire: new Date(Date.now() + 60_000) };
    const cashier = await fetch(gateway(first).pagePayUrl(order));
    await fetch(cashier.url, { method: 'POST', body: new URLSearchParams({ action: 'pay' }), redirect: 'manual' });
    await vi.waitFor(() => expect(notices).toBe(1));
    await kill();

    reply = 'success';
    const second = await start();
    expect(second.alipay.alipayPublicKey).toBe(first.alipay.alipayPublicKey);
    expect(second.identity.secret).toBe(first.identity.secret);
    expect(await gateway(second).query('K1')).toMatchObject({ ok: true, value: { state: 'paid', amountFen: 100 } });
    await vi.waitFor(() => expect(notices).toBe(2));
  });

  it('keeps its files from other users', () => {
    for (const name of ['simulators.json', 'simulator-secrets.json', 'alipay-trades.jsonl'])
      expect(statSync(join(dataDir, name)).mode & 0o077, name).toBe(0);
  });
});
