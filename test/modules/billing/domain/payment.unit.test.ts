import { describe, expect, it } from 'vitest';
import { orderNumber } from '../../../../src/modules/billing/domain/order-number.ts';
import { Payment, type PaymentEvent, type PaymentState, paymentStates } from '../../../../src/modules/billing/domain/payment.ts';
import { noon } from './an-order.ts';

const allowed: Readonly<Record<PaymentState, Partial<Record<PaymentEvent, PaymentState>>>> = {
  open: { pay: 'paid', close: 'closed' },
  closed: { pay: 'paid' }, // the gateway's word counts more than ours
  paid: { refund: 'refunding' },
  refunding: { refunded: 'refunded' },
  refunded: {},
};
const events: readonly PaymentEvent[] = ['pay', 'close', 'refund', 'refunded'];

describe('one attempt to pay', () => {
  for (const [state, rows] of Object.entries(allowed) as [PaymentState, (typeof allowed)[PaymentState]][]) {
    for (const event of events) {
      const to = rows[event];
      it(to === undefined ? `${state}: ${event} is refused` : `${state}: ${event} leads to ${to}`, () => {
        if (to === undefined) expect(() => paymentStates.after(state, event)).toThrow();
        else expect(paymentStates.after(state, event)).toBe(to);
      });
    }
  }

  it('keeps the number the gateway gave it', () => {
    const payment = Payment.open('202611210000000001001', 'o-1', 20000, noon);
    payment.paid('2026112122001');
    expect(payment.record).toMatchObject({ state: 'paid', tradeNo: '2026112122001', amountFen: 20000 });
  });
});

describe('an order number', () => {
  it('CER-036: has 18 digits and begins with the day in Shanghai', () => {
    expect(orderNumber(new Date('2026-11-21T16:00:01Z'), '04218')).toBe('202611220000104218');
    expect(orderNumber(new Date('2026-11-21T15:59:59Z'), '00000')).toBe('202611218639900000');
  });
});
