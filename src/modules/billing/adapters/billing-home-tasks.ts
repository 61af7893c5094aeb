import type { Person } from '../../../kernel/actor.ts';
import type { Translate } from '../../../web/texts/catalogue.ts';
import { type HomeTask, HomeTasks } from '../../partner/published/home-tasks.ts';
import type { ListOrders } from '../application/list-orders.ts';
import { contentOf, minuteText, stateTag, yuanText } from './http/order-words.ts';

/** BIL-026: whoever ordered is urged to pay, for nothing starts before. */
export class BillingHomeTasks extends HomeTasks {
  constructor(
    private readonly list: ListOrders,
    private readonly t: Translate,
  ) {
    super();
  }

  async tasksFor(person: Person): Promise<readonly HomeTask[]> {
    const { t } = this;
    return (await this.list.unpaid(person)).map((order) => ({
      icon: 'order',
      title: t('billing.home.title', { content: contentOf(t, order) }),
      detail: t('billing.home.detail', { amount: yuanText(order.amountFen), until: minuteText(order.expiresAt) }),
      tag: { kind: 'warn', icon: 'clock', text: stateTag(t, order.state).word },
      action: { href: `/orders/${order.id}/cashier`, label: t('billing.home.pay') },
      urgency: 12,
    }));
  }
}
