import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../../src/kernel/domain-error.ts';
import { IllegalTransition } from '../../../../src/kernel/state-machine.ts';
import type { Order } from '../../../../src/modules/billing/domain/order.ts';
import type { OrderState } from '../../../../src/modules/billing/domain/order-states.ts';
import { aLine, anOrder, buyer, noon, orderIn } from './an-order.ts';

const later = (hours: number) => new Date(noon.getTime() + hours * 3600_000);

/** What each deed does to an order in each state, written out beside requirements §8.7; a deed that is not named is refused. */
const deeds: Readonly<
  Record<string, { readonly do: (order: Order) => unknown; readonly leadsTo: Partial<Record<OrderState, OrderState>> }>
> = {
  'pay now': { do: (order) => order.payNow(noon), leadsTo: { pending: 'paying', paying: 'paying' } },
  'receive the amount': {
    do: (order) => order.receive(20000, noon),
    leadsTo: { pending: 'paid', paying: 'paid', paid: 'paid', closed: 'refunding', refunding: 'refunding', refunded: 'refunded' },
  },
  'the attempt failed': { do: (order) => order.paymentFailed(), leadsTo: { paying: 'pending' } },
  close: { do: (order) => order.close(), leadsTo: { pending: 'closed', paying: 'closed' } },
  'the money went back': { do: (order) => order.refunded(), leadsTo: { refunding: 'refunded' } },
};
const states: readonly OrderState[] = ['pending', 'paying', 'paid', 'closed', 'refunding', 'refunded'];

describe('an order, requirements §8.7', () => {
  for (const [name, deed] of Object.entries(deeds)) {
    for (const state of states) {
      const to = deed.leadsTo[state];
      it(to === undefined ? `${name} is refused when ${state}, and changes nothing` : `${name}: ${state} → ${to}`, () => {
        const order = orderIn(state);
        if (to === undefined) expect(() => deed.do(order)).toThrow(IllegalTransition);
        else deed.do(order);
        expect(order.state).toBe(to ?? state);
        if (to === undefined) expect(order.releaseEvents()).toEqual([]);
      });
    }
  }

  it('whatever happens in whatever order, an order is paid at most once and never both paid and refunded', () => {
    const names = Object.keys(deeds);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...names), { maxLength: 12 }), (story) => {
        const order = anOrder();
        for (const name of story) {
          try {
            deeds[name]?.do(order);
          } catch (error) {
            expect(error).toBeInstanceOf(IllegalTransition);
          }
        }
        const types = order.releaseEvents().map(({ type }) => type);
        const times = (type: string) => types.filter((each) => each === type).length;
        expect(times('billing.order-paid')).toBe(order.state === 'paid' ? 1 : 0);
        expect(times('billing.order-refunded')).toBe(order.state === 'refunded' ? 1 : 0);
        expect(times('billing.order-closed')).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('what an order costs', () => {
  it('BIL-047, BIL-005: the amount is the sum of unit price × quantity', () => {
    const lines = [aLine({ unitPriceFen: 12050, quantity: 3 }), aLine({ unitPriceFen: 1, quantity: 999 })];
    expect(anOrder({ lines }).amount.yuan).toBe('371.49');
  });

  it('BIL-004: amount zero is paid at once, and says so exactly once', () => {
    const order = anOrder({ lines: [aLine({ unitPriceFen: 0, quantity: 5 })] });
    expect(order.state).toBe('paid');
    expect(order.record.paidAt).toEqual(noon);
    expect(order.releaseEvents().map(({ type }) => type)).toEqual(['billing.order-paid']);
  });

  it.each([0, -1, 1.5, 1000, Number.NaN])('a quantity of %s is refused', (quantity) => {
    expect(() => anOrder({ lines: [aLine({ quantity })] })).toThrow(DomainError);
  });

  it.each([-1, 0.5, Number.MAX_SAFE_INTEGER + 1])('a price of %s fen is refused', (unitPriceFen) => {
    expect(() => anOrder({ lines: [aLine({ unitPriceFen })] })).toThrow(DomainError);
  });

  it('an order without lines is refused', () => {
    expect(() => anOrder({ lines: [] })).toThrow(DomainError);
  });
});

describe('money for an order', () => {
  it.each([19999, 20001, 0, 1])('BIL-024: %s fen instead of 20000 change nothing, in no state', (fen) => {
    for (const state of states) {
      const order = orderIn(state);
      expect(() => order.receive(fen, noon)).toThrow(expect.objectContaining({ code: 'billing.amount-differs' }));
      expect(order.state).toBe(state);
      expect(order.releaseEvents()).toEqual([]);
    }
  });

  it('BIL-024: it settles once; the second time it is money to send back', () => {
    const order = orderIn('paying');
    expect(order.receive(20000, noon)).toBe('settled');
    expect(order.receive(20000, later(1))).toBe('again');
    expect(order.record.paidAt).toEqual(noon);
    expect(order.releaseEvents()).toHaveLength(1);
  });

  it('§8.7: for a closed order it is late and goes back', () => {
    const order = orderIn('closed');
    expect(order.receive(20000, noon)).toBe('late');
    order.refunded();
    expect(order.releaseEvents().map(({ type }) => type)).toEqual(['billing.order-refunded']);
  });

  it('it counts although the attempt was given up here', () => {
    const order = orderIn('pending');
    expect(order.receive(20000, noon)).toBe('settled');
  });
});

describe('whose order, and how long', () => {
  it('BIL-020: it exists for its buyer only', () => {
    expect(() => anOrder().assertOwn(buyer)).not.toThrow();
    expect(() => anOrder().assertOwn({ ...buyer, accountId: 'a-2' })).toThrow(expect.objectContaining({ kind: 'missing' }));
    expect(() => anOrder().assertOwn({ kind: 'staff', staffId: 's', name: '', roles: ['op'] })).toThrow(
      expect.objectContaining({ kind: 'forbidden' }),
    );
  });

  it('it can be paid for 24 hours, to the second', () => {
    expect(() => anOrder().payNow(new Date(later(24).getTime() - 1))).not.toThrow();
    expect(() => anOrder().payNow(later(24))).toThrow(expect.objectContaining({ code: 'billing.order-expired' }));
  });

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', 'certificates', '', '/a b', '/a\n//b'])(
    'the payer is never sent to %j',
    (returnTo) => {
      expect(() => anOrder({ returnTo })).toThrow(expect.objectContaining({ code: 'billing.foreign-return' }));
    },
  );
});
