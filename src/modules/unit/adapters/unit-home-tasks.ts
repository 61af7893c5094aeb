import type { Person } from '../../../kernel/actor.ts';
import type { Translate } from '../../../web/texts/catalogue.ts';
import { type HomeTask, HomeTasks } from '../../partner/published/home-tasks.ts';
import type { MyUnit, ViewUnits } from '../application/view-units.ts';
import { nextStep, stateTag } from './http/unit-status.ts';

/** What a person has to do for the own units: go on with a verification, answer requests, or begin (UNI-001, UNI-022, UNI-053). */
export class UnitHomeTasks extends HomeTasks {
  constructor(
    private readonly view: ViewUnits,
    private readonly t: Translate,
  ) {
    super();
  }

  async tasksFor(person: Person): Promise<readonly HomeTask[]> {
    const { units, requests } = await this.view.mine(person);
    const { joins, removals } = await this.view.tasks(person);
    const waiting = requests.some(({ state }) => state === 'pending');
    const begin = units.length === 0 && !waiting && person.realNameVerified ? [this.#begin()] : [];
    const approvals = joins.length + removals.length === 0 ? [] : [this.#approvals(joins.length + removals.length)];
    return [...approvals, ...units.flatMap((unit) => this.#next(unit)), ...begin];
  }

  #begin(): HomeTask {
    return {
      icon: 'unit',
      title: this.t('unit.home.create-title'),
      detail: this.t('unit.home.create-detail'),
      tag: { kind: 'warn', icon: 'clock', text: this.t('unit.home.create-tag') },
      action: { href: '/units', label: this.t('unit.home.create-action') },
      urgency: 20,
    };
  }

  #next({ unit, standing }: MyUnit): readonly HomeTask[] {
    const step = nextStep(this.t, unit, standing);
    if (step === undefined) return [];
    const { kind, icon, word } = stateTag(this.t, unit.state);
    return [
      {
        icon: 'unit',
        title: this.t('unit.home.next-title', { name: unit.profile.name, state: this.t(`unit.state.${unit.state}`) }),
        detail: this.t('unit.home.next-detail'),
        tag: { kind, icon, text: word },
        action: step,
        urgency: 20,
      },
    ];
  }

  #approvals(count: number): HomeTask {
    return {
      icon: 'inbox',
      title: this.t('unit.home.tasks-title', { count }),
      detail: this.t('unit.home.tasks-detail'),
      tag: { kind: 'warn', icon: 'clock', text: this.t('unit.home.tasks-tag') },
      action: { href: '/units/tasks', label: this.t('unit.home.tasks-action') },
      urgency: 15,
    };
  }
}
