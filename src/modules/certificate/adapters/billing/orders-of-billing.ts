import type { Orders } from '../../../billing/published/orders.ts';
import { type OpenedOrder, PurchaseOrders } from '../../ports/purchase-orders.ts';

export class OrdersOfBilling extends PurchaseOrders {
  readonly #orders: Orders;

  constructor(orders: Orders) {
    super();
    this.#orders = orders;
  }

  override open({ lines, ...order }: Parameters<PurchaseOrders['open']>[0]): Promise<OpenedOrder> {
    return this.#orders.open({ ...order, lines: lines.map((line) => ({ ...line, params: { ...line.params } })) });
  }
}
