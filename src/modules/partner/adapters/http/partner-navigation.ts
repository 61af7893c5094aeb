import type { Actor } from '../../../../kernel/actor.ts';
import { Navigation, type NavigationItem } from '../../../../web/navigation.ts';

export class PartnerNavigation extends Navigation {
  async itemsFor(actor: Actor): Promise<readonly NavigationItem[]> {
    if (actor.kind === 'person') {
      return [
        { href: '/', label: 'partner.nav.home', icon: 'home', order: 10 },
        { href: '/account/real-name', label: 'partner.nav.account', icon: 'shield', order: 80 },
        { href: '/account/password', label: 'partner.nav.password', icon: 'key', order: 81, place: 'person' },
      ];
    }
    if (actor.kind !== 'staff') return [];
    const home = { href: '/staff', label: 'partner.nav.staff-home', icon: 'home', order: 10 };
    if (!actor.roles.includes('op')) return [home];
    return [
      home,
      { href: '/staff/reviews', label: 'partner.nav.reviews', icon: 'inbox', order: 20 },
      { href: '/staff/partners', label: 'partner.nav.partners', icon: 'users', order: 30 },
      { href: '/staff/audit', label: 'partner.nav.audit', icon: 'history', order: 90 },
    ];
  }
}
