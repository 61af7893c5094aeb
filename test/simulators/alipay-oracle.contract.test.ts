import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AlipaySdk } from 'alipay-sdk';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RunningSimulators } from '../../simulators/start-simulators.ts';
import { anOutsideWorld } from './outside-world.ts';

// alipay-sdk is Alipay's own client: where it works, our simulator speaks as the gateway does.
let world: RunningSimulators;
let sdk: AlipaySdk;
const notices: Record<string, string>[] = [];
const shop = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += String(chunk)));
  request.on('end', () => {
    notices.push(Object.fromEntries(new URLSearchParams(body)));
    response.end('success');
  });
});

beforeAll(async () => {
  // The SDK stamps the server's local time.
  vi.stubEnv('TZ', 'Asia/Shanghai');
  world = await anOutsideWorld();
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
  const { gatewayUrl, appId, appPrivateKey, alipayPublicKey } = world.wiring.alipay;
  sdk = new AlipaySdk({ appId, privateKey: appPrivateKey, alipayPublicKey, gateway: gatewayUrl, keyType: 'PKCS8' });
});
afterAll(async () => {
  await world.stop();
  shop.close();
  vi.unstubAllEnvs();
});

describe('alipay-sdk against the simulated gateway', () => {
  it('opens the cashier, pays, checks return and notice, queries and refunds', async () => {
    const shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
    const bizContent = { out_trade_no: 'SDK1', total_amount: '12.30', subject: '证书 一年', product_code: 'FAST_INSTANT_TRADE_PAY' };
    const url = sdk.pageExecute('alipay.trade.page.pay', 'GET', {
      bizContent,
      notifyUrl: `${shopUrl}/notice`,
      returnUrl: `${shopUrl}/back`,
    });
    const cashier = await fetch(url);
    const paid = await fetch(cashier.url, { method: 'POST', body: new URLSearchParams({ action: 'pay' }), redirect: 'manual' });

    const back = Object.fromEntries(new URL(paid.headers.get('location') ?? '').searchParams);
    expect(sdk.checkNotifySignV2(back)).toBe(true);
    await vi.waitFor(() => expect(notices).toHaveLength(1));
    expect(sdk.checkNotifySignV2({ ...notices[0] })).toBe(true);
    expect(sdk.checkNotifySignV2({ ...notices[0], total_amount: '0.01' })).toBe(false);

    const order = { bizContent: { out_trade_no: 'SDK1' } };
    expect(await sdk.exec('alipay.trade.query', order, { validateSign: true })).toMatchObject({
      code: '10000',
      tradeStatus: 'TRADE_SUCCESS',
      totalAmount: '12.30',
    });
    const refund = { bizContent: { out_trade_no: 'SDK1', out_request_no: 'R1', refund_amount: '2.30' } };
    expect(await sdk.exec('alipay.trade.refund', refund, { validateSign: true })).toMatchObject({
      code: '10000',
      fundChange: 'Y',
      refundFee: '2.30',
    });
    expect(await sdk.exec('alipay.trade.fastpay.refund.query', refund, { validateSign: true })).toMatchObject({
      refundStatus: 'REFUND_SUCCESS',
    });
  });

  it('is refused, as at the real gateway, with a wrong key', async () => {
    const { gatewayUrl, appId, alipayPublicKey } = world.wiring.alipay;
    const stranger = (await import('node:crypto'))
      .generateKeyPairSync('rsa', { modulusLength: 2048 })
      .privateKey.export({ format: 'pem', type: 'pkcs8' });
    const wrong = new AlipaySdk({ appId, privateKey: stranger.toString(), alipayPublicKey, gateway: gatewayUrl, keyType: 'PKCS8' });
    const answer = await wrong.exec('alipay.trade.query', { bizContent: { out_trade_no: 'SDK1' } });
    expect(answer).toMatchObject({ code: '40002', subCode: 'isv.invalid-signature' });
  });
});
