import type { Actor } from '../../../../kernel/actor.ts';
import { Navigation, type NavigationItem } from '../../../../web/navigation.ts';

export class CertificateNavigation extends Navigation {
  async itemsFor(actor: Actor): Promise<readonly NavigationItem[]> {
    if (actor.kind === 'person') {
      return [
        { href: '/certificates/buy', label: 'certificate.nav.buy', icon: 'apply', order: 20 },
        { href: '/certificates', label: 'certificate.nav.mine', icon: 'cert', order: 30 },
        { href: '/certificates/pin', label: 'certificate.nav.pin', icon: 'key', order: 82, place: 'person' },
      ];
    }
    if (actor.kind !== 'staff' || !actor.roles.some((role) => role === 'ra' || role === 'op')) return [];
    return [{ href: '/staff/certificates', label: 'certificate.staff.title', icon: 'cert', order: 40 }];
  }
}
