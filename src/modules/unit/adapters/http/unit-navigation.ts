import type { Actor } from '../../../../kernel/actor.ts';
import { Navigation, type NavigationItem } from '../../../../web/navigation.ts';
import type { UnitQueries } from '../../ports/unit-queries.ts';

const group = 'unit.nav.group';

export class UnitNavigation extends Navigation {
  constructor(private readonly queries: UnitQueries) {
    super();
  }

  async itemsFor(actor: Actor): Promise<readonly NavigationItem[]> {
    if (actor.kind === 'staff' && (actor.roles.includes('cs') || actor.roles.includes('op'))) {
      return [{ href: '/staff/unit-reviews', label: 'unit.nav.staff-reviews', icon: 'unit', order: 25 }];
    }
    if (actor.kind !== 'person') return [];
    const mine: NavigationItem = { href: '/units', label: 'unit.nav.mine', icon: 'unit', order: 100, group };
    const { unitId, unitName, openTasks } = await this.queries.menuOf(actor.accountId);
    const inBar: NavigationItem[] =
      unitName === undefined ? [] : [{ href: '/units', label: 'unit.nav.mine', icon: 'unit', order: 0, place: 'unit', name: unitName }];
    if (unitId === undefined) return [...inBar, mine];
    return [
      ...inBar,
      mine,
      { href: `/units/${unitId}/members`, label: 'unit.nav.members', icon: 'users', order: 110, group },
      { href: '/units/tasks', label: 'unit.nav.tasks', icon: 'inbox', order: 120, group, count: openTasks },
      { href: `/units/${unitId}`, label: 'unit.nav.profile', icon: 'file', order: 140, group },
    ];
  }
}
