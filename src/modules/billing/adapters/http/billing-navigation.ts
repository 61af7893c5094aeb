import type { Actor } from '../../../../kernel/actor.ts';
import { Navigation, type NavigationItem } from '../../../../web/navigation.ts';

export class BillingNavigation extends Navigation {
  async itemsFor(actor: Actor): Promise<readonly NavigationItem[]> {
    if (actor.kind === 'person') return [{ href: '/orders', label: 'billing.nav.orders', icon: 'order', order: 60 }];
    const mayRead = actor.kind === 'staff' && (actor.roles.includes('op') || actor.roles.includes('cs'));
    return mayRead ? [{ href: '/staff/orders', label: 'billing.nav.staff-orders', icon: 'order', order: 60 }] : [];
  }
}
