import { type Actor, personOf, staffOf } from '../../../kernel/actor.ts';
import type { OrderRecord } from '../domain/order.ts';
import type { AlarmRow, OrderFilter, OrderList, OrderPage } from '../ports/order-list.ts';

/** BIL-025: people see their own orders; staff see all, and what needs a person (§9 N15). */
export class ListOrders {
  constructor(private readonly list: OrderList) {}

  own(actor: Actor, after: string): Promise<OrderPage> {
    return this.list.ofBuyer(personOf(actor).accountId, after);
  }

  unpaid(actor: Actor): Promise<readonly OrderRecord[]> {
    return this.list.unpaidOf(personOf(actor).accountId);
  }

  async search(actor: Actor, filter: OrderFilter): Promise<OrderPage> {
    staffOf(actor, 'op', 'cs');
    return this.list.search(filter);
  }

  async alarms(actor: Actor): Promise<readonly AlarmRow[]> {
    staffOf(actor, 'op', 'cs');
    return this.list.openAlarms();
  }
}
