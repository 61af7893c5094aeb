import type { Person } from '../../../../kernel/actor.ts';
import type { HomeTask, HomeTasks } from '../../../partner/published/home-tasks.ts';
import type { SealWork } from '../../ports/seal-work.ts';
import type { SealUnit, UnitDirectory } from '../../ports/unit-directory.ts';

/** What an administrator has to do about seals: requests that wait, seals to make anew, the first seal. */
export class SealHomeTasks implements HomeTasks {
  constructor(
    private readonly work: SealWork,
    private readonly units: UnitDirectory,
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
      ...(waiting > 0 ? [waitingTask(unit, waiting)] : []),
      ...(outdated > 0 ? [outdatedTask(unit, outdated)] : []),
      ...(active.length === 0 ? [firstSealTask(unit)] : []),
    ];
  }
}

function waitingTask({ id, name }: SealUnit, count: number): HomeTask {
  return {
    icon: 'inbox',
    title: `有 ${count} 个印章授权申请待审批`,
    detail: name,
    tag: { kind: 'warn', icon: 'clock', text: '待审批' },
    action: { href: `/seals?unit=${id}`, label: '去审批' },
    urgency: 30,
  };
}

function outdatedTask({ id, name }: SealUnit, count: number): HomeTask {
  return {
    icon: 'seal',
    title: `有 ${count} 枚印章需要重新制作`,
    detail: `${name}：单位名称或法定代表人已变更`,
    tag: { kind: 'warn', icon: 'warn', text: '待办理' },
    action: { href: `/seals?unit=${id}`, label: '查看印章' },
    urgency: 40,
  };
}

function firstSealTask({ id, name }: SealUnit): HomeTask {
  return {
    icon: 'seal',
    title: '制作单位印章',
    detail: `${name} 还没有印章，提交后立即可用于签章`,
    tag: { kind: 'info', icon: 'info', text: '可以办理' },
    action: { href: `/seals/new?unit=${id}`, label: '制作印章' },
    urgency: 60,
  };
}
