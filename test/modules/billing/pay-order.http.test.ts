import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Visitor } from '../../../demo/visitor.ts';
import { Clock } from '../../../src/kernel/clock.ts';
import { accepted } from '../../../src/kernel/outside.ts';
import { CloseOrder } from '../../../src/modules/billing/application/close-order.ts';
import { PayOrder } from '../../../src/modules/billing/application/pay-order.ts';
import { RefundPayment } from '../../../src/modules/billing/application/refund-payment.ts';
import { Payment } from '../../../src/modules/billing/domain/payment.ts';
import { BillingWork } from '../../../src/modules/billing/ports/billing-work.ts';
import { PaymentGateway } from '../../../src/modules/billing/ports/payment-gateway.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { heting, signedInSupplier, signInStaff } from '../../support/people.ts';
import { accountIdOf, BillingDesk } from './billing-desk.ts';

const binhai = {
  ...heting,
  companyName: '滨海样例建设集团有限公司',
  uscc: '91120116MA05000024',
  legalRepresentative: '林样例',
  contactName: '周以宁',
  contactMobile: '13900000002',
  contactMail: 'zhou@binhai.example',
};

/** Gives everything back at once. */
class WillingGateway extends PaymentGateway {
  override payPage() {
    return '';
  }
  override async query() {
    return accepted({ state: 'absent' } as const);
  }
  override async close() {
    return accepted('closed' as const);
  }
  override async refund() {
    return accepted('done' as const);
  }
}

describe('paying an order', () => {
  let app: TestApp;
  let buyer: Visitor;
  let desk: BillingDesk;

  beforeAll(async () => {
    app = await startTestApp();
    buyer = await signedInSupplier(app, heting);
    desk = new BillingDesk(app, await accountIdOf(app, heting.contactMobile));
  });
  afterAll(() => app?.stop());
  beforeEach(async () => {
    await fetch(app.simulators.wiring.faultsUrl, { method: 'DELETE' });
  });

  it('BIL-047, BIL-008: the cashier shows unit price × quantity, the gateway takes exactly that, and the return says it is paid', async () => {
    const order = await desk.open();
    const cashier = await buyer.get(order.cashierPath);
    expect(cashier.text).toContain('支付 240.00 元');
    expect(cashier.text).toContain('120.00 元 × 2');
    const gateway = await desk.goToPay(buyer, order);
    expect(gateway.text).toContain('¥ 240.00');
    const result = await desk.payAt(buyer, gateway);
    expect(new URL(result.url).pathname).toBe(`/orders/${order.orderId}/result`);
    await desk.untilState(order.orderId, 'paid');
    const paid = await buyer.get(`/orders/${order.orderId}/result`);
    expect(paid.text).toContain('支付成功');
    expect(paid.html).toContain('href="/account/real-name"');
    expect(await desk.events(order.orderId, 'billing.order-paid')).toBe(1);
  });

  it('BIL-024: a notice alone settles the order, without anybody coming back', async () => {
    const order = await desk.open();
    await desk.goToPay(buyer, order);
    await desk.move('pay', order.orderId);
    await desk.untilState(order.orderId, 'paid', 4); // before the first question to the gateway after 5 s
    expect(await desk.noticesOf(order.orderId)).toBe(1);
    expect(await desk.audited(order.orderId, 'billing.receive-payment')).toBe(1);
  });

  it('BIL-024: a lost notice changes nothing for the payer: the return page asks the gateway itself', async () => {
    app.simulators.faults.plan('alipay.notice', 'drop', 20);
    const order = await desk.open();
    const result = await desk.payAt(buyer, await desk.goToPay(buyer, order));
    expect(result.text).toContain('支付成功');
    expect(await desk.stateOf(order.orderId)).toBe('paid');
    expect(await desk.noticesOf(order.orderId)).toBe(0);
  });

  it('BIL-024: a lost notice and a payer who never returns: the system asks by itself', async () => {
    app.simulators.faults.plan('alipay.notice', 'drop', 20);
    const order = await desk.open();
    await desk.goToPay(buyer, order);
    await desk.move('pay', order.orderId);
    await desk.untilState(order.orderId, 'paid', 14);
    expect(await desk.noticesOf(order.orderId)).toBe(0);
    expect(await desk.events(order.orderId, 'billing.order-paid')).toBe(1);
  });

  it('BIL-024: a notice sent again and again is taken once', async () => {
    app.simulators.faults.plan('alipay.notice', 'duplicate');
    const order = await desk.open();
    await desk.goToPay(buyer, order);
    await desk.move('pay', order.orderId);
    await desk.untilState(order.orderId, 'paid');
    await desk.move('resend', order.orderId);
    await new Promise((done) => setTimeout(done, 500));
    expect(await desk.noticesOf(order.orderId)).toBe(1);
    expect(await desk.events(order.orderId, 'billing.order-paid')).toBe(1);
    expect(await desk.audited(order.orderId, 'billing.receive-payment')).toBe(1);
  });

  it('BIL-024: an amount that is not the order’s changes nothing and rings one alarm, which a named person closes with a note', async () => {
    app.simulators.faults.plan('alipay.notice', 'wrong-amount', 5); // repeated notices of the orders before take their part
    app.simulators.faults.plan('alipay.answer', 'wrong-amount', 5);
    const order = await desk.open();
    await desk.goToPay(buyer, order);
    await desk.move('pay', order.orderId);
    const [trade] = await desk.trades(order.orderId);
    const number = trade?.outTradeNo ?? '';
    await desk.until(async () => (await desk.alarms(number)).length > 0, 'the alarm');
    expect((await buyer.get(`/orders/${order.orderId}/result`)).text).toContain('正在确认支付结果'); // asks, and hears the same wrong amount
    expect(await desk.stateOf(order.orderId)).toBe('paying');
    expect(await desk.alarms(number)).toEqual(['billing.amount-differs']);
    expect(await desk.events(order.orderId, 'billing.order-paid')).toBe(0);

    const staff = await signInStaff(app, 'cs.desk');
    const list = await staff.get('/staff/orders');
    expect(list.text).toContain(`${number}: 0.01 / 240.00`);
    const closing = /href="(\/staff\/orders\/alarms\/[0-9a-f-]{36}\/closing)"/.exec(list.html)?.[1] ?? '';
    const refused = await staff.submit(await staff.get(closing), closing, { note: ' ' });
    expect(refused.status).toBe(422);
    const closed = await staff.submit(refused, closing, { note: '已与支付宝核对，实收正确' });
    expect(closed.text).toContain('没有需要核实的款项');
  });

  it('BIL-024: a notice with a wrong signature is refused, kept nowhere and changes nothing', async () => {
    const order = await desk.open();
    await desk.goToPay(buyer, order);
    const forged = new URLSearchParams({ notify_id: randomUUID(), sign_type: 'RSA2', sign: 'AAAA', total_amount: '240.00' });
    const answer = await fetch(`${app.url}/gateways/alipay/notice`, { method: 'POST', body: forged });
    expect([answer.status, await answer.text()]).toEqual([400, 'fail']);
    app.simulators.faults.plan('alipay.notice', 'bad-signature', 20);
    await desk.move('pay', order.orderId);
    await new Promise((done) => setTimeout(done, 500));
    expect(await desk.noticesOf(order.orderId)).toBe(0);
    expect(await desk.stateOf(order.orderId)).toBe('paying');
  });

  it('an endless notice is cut off and refused', async () => {
    const answer = await fetch(`${app.url}/gateways/alipay/notice`, { method: 'POST', body: 'a='.padEnd(200_000, 'x') });
    expect([answer.status, await answer.text()]).toEqual([400, 'fail']);
  });

  it('BIL-024: a notice signed by Alipay for another merchant is acknowledged, set aside and shown to staff', async () => {
    app.simulators.faults.plan('alipay.notice', 'wrong-seller');
    app.simulators.faults.plan('alipay.answer', 'error-before', 20);
    const order = await desk.open();
    await desk.goToPay(buyer, order);
    await desk.move('pay', order.orderId);
    await desk.until(async () => (await desk.alarms('')).includes('billing.alipay.notice-other-seller'), 'the alarm');
    expect(await desk.noticesOf(order.orderId)).toBe(0);
    expect(await desk.stateOf(order.orderId)).toBe('paying');
  });

  it('BIL-024, §8.7: money that comes after the order was cancelled goes back by itself', async () => {
    const order = await desk.open();
    await desk.goToPay(buyer, order);
    await buyer.submit(await buyer.get(`/orders/${order.orderId}/cancellation`), '/cancellation');
    expect(await desk.stateOf(order.orderId)).toBe('closed');
    await desk.move('late-payment', order.orderId);
    await desk.untilState(order.orderId, 'refunded');
    const [trade] = await desk.trades(order.orderId);
    expect(trade?.refunds).toHaveLength(1);
    expect(await desk.events(order.orderId, 'billing.order-paid')).toBe(0);
    expect(await desk.events(order.orderId, 'billing.order-refunded')).toBe(1);
    expect((await buyer.get(`/orders/${order.orderId}/result`)).text).toContain('已退款');
  });

  it('BIL-024: a refund whose answer is lost goes back once', async () => {
    const order = await desk.open();
    await desk.goToPay(buyer, order);
    await buyer.submit(await buyer.get(`/orders/${order.orderId}/cancellation`), '/cancellation');
    app.simulators.faults.plan('alipay.answer', 'error-after');
    await desk.move('late-payment', order.orderId);
    await desk.untilState(order.orderId, 'refunded');
    expect((await desk.trades(order.orderId))[0]?.refunds).toHaveLength(1);
  });

  it('BIL-024: paid after all on a page that the gateway had not seen when the order was cancelled, and the notice lost: it goes back', async () => {
    app.simulators.faults.plan('alipay.notice', 'drop', 20);
    const order = await desk.open();
    const actor = { kind: 'person', accountId: desk.buyerId, name: '', realNameVerified: false } as const;
    const { payUrl } = await app.container.get(PayOrder).execute(actor, order.orderId);
    await app.container.get(CloseOrder).cancel(actor, order.orderId);
    expect(await desk.stateOf(order.orderId)).toBe('closed');
    await buyer.get(payUrl);
    await desk.move('pay', order.orderId);
    await desk.untilState(order.orderId, 'refunded', 20);
    expect((await desk.trades(order.orderId))[0]?.refunds).toHaveLength(1);
  });

  it('BIL-024: of two late payments each goes back, and the order is refunded when both have', async () => {
    const opened = await desk.open();
    const work = app.container.get(BillingWork);
    const numbers = ['1', '2'].map((end) => `${opened.orderId.slice(-12)}${end}`);
    await work.run(async ({ orders, payments }) => {
      const order = await orders.byId(opened.orderId);
      order.close();
      for (const number of numbers) {
        const payment = Payment.open(number, opened.orderId, opened.amountFen, new Date());
        payment.paid(`t${number}`);
        order.receive(opened.amountFen, new Date());
        payment.refund();
        await payments.save(payment);
      }
      await orders.save(order);
    });
    const refund = new RefundPayment(work, new WillingGateway(), app.container.get(Clock));
    const states: string[] = [];
    for (const outTradeNo of numbers) {
      await refund.handle({ outTradeNo, round: 1 });
      states.push(await desk.stateOf(opened.orderId));
    }
    expect(states).toEqual(['refunding', 'refunded']);
    expect(await desk.events(opened.orderId, 'billing.order-refunded')).toBe(1);
  });

  it('§8.7: an order whose time is over is closed here and at the gateway', async () => {
    const order = await desk.open();
    await desk.goToPay(buyer, order);
    await desk.expire(order.orderId);
    expect(await desk.stateOf(order.orderId)).toBe('closed');
    expect((await desk.trades(order.orderId)).map(({ status }) => status)).toEqual(['TRADE_CLOSED']);
    expect(await desk.events(order.orderId, 'billing.order-closed')).toBe(1);
  });

  it('§8.7: an order whose time is over, but whose money had come, is paid', async () => {
    app.simulators.faults.plan('alipay.notice', 'drop', 20);
    const order = await desk.open();
    await desk.goToPay(buyer, order);
    await desk.move('pay', order.orderId);
    await desk.expire(order.orderId);
    expect(await desk.stateOf(order.orderId)).toBe('paid');
  });

  it('§8.7: cancelling asks first, closes the trade at the gateway, and the order can no longer be paid', async () => {
    const order = await desk.open();
    await desk.goToPay(buyer, order);
    const asked = await buyer.get(`/orders/${order.orderId}/cancellation`);
    expect(asked.text).toContain('我再想想');
    const cashier = await buyer.get(order.cashierPath);
    const cancelled = await buyer.submit(asked, '/cancellation');
    expect(cancelled.text).toContain('订单已关闭');
    expect((await desk.trades(order.orderId)).map(({ status }) => status)).toEqual(['TRADE_CLOSED']);
    const again = await buyer.submit(cashier, '/payment');
    expect(again.text).toContain('订单已关闭');
    expect(await desk.trades(order.orderId)).toHaveLength(1);
  });

  it('§8.7: whoever cancels after having paid has paid: the money that came first wins', async () => {
    app.simulators.faults.plan('alipay.notice', 'drop', 20);
    const order = await desk.open();
    await desk.goToPay(buyer, order);
    const asked = await buyer.get(`/orders/${order.orderId}/cancellation`);
    await desk.move('pay', order.orderId);
    const answer = await buyer.submit(asked, '/cancellation');
    expect(answer.text).toContain('支付成功');
    expect(await desk.stateOf(order.orderId)).toBe('paid');
  });

  it('BIL-024: notices, questions, the button and a cancellation at the same moment settle the order once', async () => {
    const order = await desk.open();
    const cashier = await buyer.get(order.cashierPath);
    await buyer.submit(cashier, '/payment');
    const asked = await buyer.get(`/orders/${order.orderId}/cancellation`);
    app.simulators.faults.plan('alipay.notice', 'duplicate');
    await desk.move('pay', order.orderId);
    const answers = await Promise.all([
      ...[1, 2, 3, 4].map(() => buyer.get(`/orders/${order.orderId}/result`)),
      buyer.submit(cashier, '/payment'),
      buyer.submit(asked, '/cancellation'),
      desk.move('resend', order.orderId),
    ]);
    expect(answers.flatMap((answer) => answer?.status ?? []).filter((status) => status >= 500)).toEqual([]);
    await desk.untilState(order.orderId, 'paid');
    expect(await desk.events(order.orderId, 'billing.order-paid')).toBe(1);
    expect((await desk.trades(order.orderId))[0]?.refunds).toEqual([]);
  });

  it('a gateway that does not answer leaves the order as it is and says so', async () => {
    const order = await desk.open();
    await desk.goToPay(buyer, order);
    const asked = await buyer.get(`/orders/${order.orderId}/cancellation`);
    app.simulators.faults.plan('alipay.answer', 'error-before', 20);
    const answer = await buyer.submit(asked, '/cancellation');
    expect(answer.status).toBe(503);
    expect(answer.text).toContain('支付宝暂时没有响应');
    expect(await desk.stateOf(order.orderId)).toBe('paying');
  });

  it('pressing 立即支付 twice, even at the same moment, makes one trade', async () => {
    const order = await desk.open();
    const cashier = await buyer.get(order.cashierPath);
    const pages = await Promise.all([1, 2, 3].map(() => buyer.submit(cashier, '/payment')));
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await desk.trades(order.orderId)).toHaveLength(1);
    expect(await desk.audited(order.orderId, 'billing.pay-order')).toBe(1);
  });

  it('BIL-004: an order of amount zero never sees the cashier', async () => {
    const order = await desk.open({
      lines: [{ productCode: 'test.free', description: '免费证书', unitPriceFen: 0, quantity: 1, params: {} }],
    });
    expect(order.state).toBe('paid');
    const page = await buyer.get(order.cashierPath);
    expect(new URL(page.url).pathname).toBe(`/orders/${order.orderId}/result`);
    expect(page.text).toContain('下单成功');
    expect(await desk.events(order.orderId, 'billing.order-paid')).toBe(1);
  });

  it('the same form orders once, even when it is sent three times at the same moment', async () => {
    const operationId = randomUUID();
    const opened = await Promise.all([desk.open({ operationId }), desk.open({ operationId }), desk.open({ operationId })]);
    expect(new Set([...opened, await desk.open({ operationId })].map(({ orderId }) => orderId)).size).toBe(1);
  });

  it('BIL-020: for everybody else an order does not exist', async () => {
    const order = await desk.open();
    const stranger = await signedInSupplier(app, binhai);
    const { orderId } = order;
    for (const path of ['', '/cashier', '/result', '/status', '/cancellation'])
      expect((await stranger.get(`/orders/${orderId}${path}`)).status).toBe(404);
    const own = await new BillingDesk(app, await accountIdOf(app, binhai.contactMobile)).open();
    const form = await stranger.get(own.cashierPath);
    const foreign = { ...form, html: form.html.replaceAll(own.orderId, orderId) };
    expect((await stranger.submit(foreign, '/payment')).status).toBe(404);
    expect((await stranger.submit(foreign, '/cancellation')).status).toBe(404);
    expect(await desk.stateOf(orderId)).toBe('pending');
    expect((await stranger.get('/orders')).text).not.toContain(orderId);
    expect(new URL((await app.visitor().get(`/orders/${orderId}`)).url).pathname).toBe('/sign-in');
  });

  it('BIL-025, BIL-026: the own orders are listed newest first, page by page; an unpaid one waits on the home page', async () => {
    for (let count = 0; count < 21; count++) await desk.open();
    const newest = await desk.open({
      lines: [{ productCode: 'test.x', description: '个人证书（2 年）', unitPriceFen: 5000, quantity: 1, params: {} }],
    });
    const first = await buyer.get('/orders');
    expect(first.text.indexOf('个人证书（2 年）')).toBeLessThan(first.text.indexOf('单位证书（示例交易平台，1 年）'));
    const next = /href="(\/orders\?after=[^"]+)"/.exec(first.html)?.[1] ?? '';
    expect((await buyer.get(next)).text).not.toContain('个人证书（2 年）');
    expect((await buyer.get('/')).html).toContain('待支付');
    const detail = await buyer.get(`/orders/${newest.orderId}`);
    expect(detail.text).toContain('50.00 元 × 1');
    expect(detail.html).toContain('print-foot');
  });

  it('§9 N15: operators and customer service read every order on the record, reviewers do not', async () => {
    const order = await desk.open();
    const staff = await signInStaff(app, 'op.jiangsu');
    const list = await staff.get('/staff/orders?state=pending&text=江城');
    expect(list.html).toContain(`/staff/orders/${order.orderId}`);
    expect((await staff.get(`/staff/orders/${order.orderId}`)).text).toContain('江城示例通信工程有限公司');
    expect(await desk.audited(order.orderId, 'billing.view-order')).toBe(1);
    const reviewer = await signInStaff(app, 'ra.review');
    expect((await reviewer.get('/staff/orders')).status).toBe(403);
    expect((await reviewer.get(`/staff/orders/${order.orderId}`)).status).toBe(403);
    expect((await buyer.get('/staff/orders')).status).toBe(403);
  });
});
