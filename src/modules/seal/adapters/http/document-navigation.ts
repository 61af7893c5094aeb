import type { Actor } from '../../../../kernel/actor.ts';
import { Navigation, type NavigationItem } from '../../../../web/navigation.ts';

export class DocumentNavigation extends Navigation {
  async itemsFor(actor: Actor): Promise<readonly NavigationItem[]> {
    return actor.kind === 'person' ? [{ href: '/documents', label: 'seal.nav.documents', icon: 'sign', order: 50 }] : [];
  }
}
