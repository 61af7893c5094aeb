import type { Actor } from '../../../../kernel/actor.ts';
import { Navigation, type NavigationItem } from '../../../../web/navigation.ts';

export class SealNavigation extends Navigation {
  async itemsFor(actor: Actor): Promise<readonly NavigationItem[]> {
    return actor.kind === 'person' ? [{ href: '/seals', label: 'seal.nav.seals', icon: 'seal', order: 40 }] : [];
  }
}
