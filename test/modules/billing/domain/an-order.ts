import { Order } from '../../../../src/modules/billing/domain/order.ts';
import type { OrderState } from '../../../../src/modules/billing/domain/order-states.ts';
import type { OrderLine, OrderRequest } from '../../../../src/modules/billing/published/orders.ts';

export const noon = new Date('2026-11-21T04:00:00Z');
export const buyer = { kind: 'person', accountId: 'a-1', name: '沈念安', realNameVerified: true } as const;

export function aLine(change: Partial<OrderLine> = {}): OrderLine {
  return { productCode: 'certificate.unit', description: '单位证书', unitPriceFen: 20000, quantity: 1, params: {}, ...change };
}

export function aRequest(change: Partial<OrderRequest> = {}): OrderRequest {
  return {
    operationId: 'op-1',
    buyerAccountId: buyer.accountId,
    payerName: '示例公司',
    lines: [aLine()],
    returnTo: '/certificates',
    ...change,
  };
}

export function anOrder(change: Partial<OrderRequest> = {}): Order {
  return Order.open('o-1', '202611210000000001', aRequest(change), noon);
}

/** An order of 200.00 yuan in the given state. */
export function orderIn(state: OrderState): Order {
  return Order.restore({ ...anOrder().record, state, paidAt: state === 'paid' ? noon : undefined });
}
