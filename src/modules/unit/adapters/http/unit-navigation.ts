import type { Actor } from '../../../../kernel/actor.ts';
import { Navigation, type NavigationItem } from '../../../../web/navigation.ts';
import type { ViewUnits } from '../../application/view-units.ts';

const group = 'unit.nav.group';

export class UnitNavigation extends Navigation {
  constructor(private readonly view: ViewUnits) {
    super();
  }

  async itemsFor(actor: Actor): Promise<readonly NavigationItem[]> {
    if (actor.kind === 'staff' && (actor.roles.includes('cs') || actor.roles.includes('op'))) {
      return [{ href: '/staff/unit-reviews', label: 'unit.nav.staff-reviews', icon: 'unit', order: 25 }];
    }
    if (actor.kind !== 'person') return [];
    const mine: NavigationItem = { href: '/units', label: 'unit.nav.mine', icon: 'unit', order: 100, group };
    const { units } = await this.view.mine(actor);
    const first = units.find(({ standing }) => standing.administrator);
    if (first === undefined) return [mine];
    const { joins, removals } = await this.view.tasks(actor);
    return [
      mine,
      { href: `/units/${first.unit.id}/members`, label: 'unit.nav.members', icon: 'users', order: 110, group },
      { href: '/units/tasks', label: 'unit.nav.tasks', icon: 'inbox', order: 120, group, count: joins.length + removals.length },
      { href: `/units/${first.unit.id}`, label: 'unit.nav.profile', icon: 'file', order: 140, group },
    ];
  }
}
