import { DomainError } from '../../../../kernel/domain-error.ts';
import type { Orders } from '../../../billing/published/orders.ts';
import { type OpenedOrder, PurchaseOrders } from '../../ports/purchase-orders.ts';

export class OrdersOfBilling extends PurchaseOrders {
  readonly #orders: Orders | undefined;

  constructor(orders: Orders | undefined) {
    super();
    this.#orders = orders;
  }

  override async open({ lines, ...order }: Parameters<PurchaseOrders['open']>[0]): Promise<OpenedOrder> {
    if (this.#orders === undefined) throw new DomainError('unavailable', 'certificate.no-orders');
    return this.#orders.open({ ...order, lines: lines.map((line) => ({ ...line, params: { ...line.params } })) });
  }
}
