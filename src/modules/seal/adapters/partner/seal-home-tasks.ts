import type { Person } from '../../../../kernel/actor.ts';
import type { Translate } from '../../../../web/texts/catalogue.ts';
import type { HomeTask, HomeTasks } from '../../../partner/published/home-tasks.ts';
import type { SealWork } from '../../ports/seal-work.ts';
import type { SealUnit, UnitDirectory } from '../../ports/unit-directory.ts';

/** What an administrator has to do about seals: requests that wait, seals to make anew, the first seal. */
export class SealHomeTasks implements HomeTasks {
  constructor(
    private readonly work: SealWork,
    private readonly units: UnitDirectory,
    private readonly t: Translate,
  ) {}

  async tasksFor(person: Person): Promise<readonly HomeTask[]> {
    if (!person.realNameVerified) return [];
    const memberships = await this.units.unitsOf(person.accountId);
    const administered = memberships.filter(({ unit, standing }) => unit.verified && standing.administrator);
    return (await Promise.all(administered.map(({ unit }) => this.#tasksOf(unit)))).flat();
  }

  async #tasksOf(unit: SealUnit): Promise<readonly HomeTask[]> {
    const { seals, grants } = await this.work.run(async (stores) => ({
      seals: await stores.seals.ofUnit(unit.id),
      grants: await stores.grants.ofUnit(unit.id),
    }));
    const waiting = grants.filter(({ record }) => record.state === 'pending').length;
    const active = seals.filter((seal) => seal.isActive);
    const outdated = active.filter(({ record }) => record.outdated !== undefined).length;
    return [
      ...(waiting > 0 ? [waitingTask(this.t, unit, waiting)] : []),
      ...(outdated > 0 ? [outdatedTask(this.t, unit, outdated)] : []),
      ...(active.length === 0 ? [firstSealTask(this.t, unit)] : []),
    ];
  }
}

function waitingTask(t: Translate, { id, name }: SealUnit, count: number): HomeTask {
  return {
    icon: 'inbox',
    title: t('seal.home.waiting-title', { count }),
    detail: name,
    tag: { kind: 'warn', icon: 'clock', text: t('seal.home.waiting-tag') },
    action: { href: `/seals?unit=${id}`, label: t('seal.home.waiting-action') },
    urgency: 30,
  };
}

function outdatedTask(t: Translate, { id, name }: SealUnit, count: number): HomeTask {
  return {
    icon: 'seal',
    title: t('seal.home.outdated-title', { count }),
    detail: t('seal.home.outdated-detail', { name }),
    tag: { kind: 'warn', icon: 'warn', text: t('seal.home.outdated-tag') },
    action: { href: `/seals?unit=${id}`, label: t('seal.home.outdated-action') },
    urgency: 40,
  };
}

function firstSealTask(t: Translate, { id, name }: SealUnit): HomeTask {
  return {
    icon: 'seal',
    title: t('seal.list.make'),
    detail: t('seal.home.first-detail', { name }),
    tag: { kind: 'info', icon: 'info', text: t('seal.home.first-tag') },
    action: { href: `/seals/new?unit=${id}`, label: t('seal.home.first-action') },
    urgency: 60,
  };
}
