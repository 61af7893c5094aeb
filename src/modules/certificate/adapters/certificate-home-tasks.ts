import type { Person } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { shanghaiDay } from '../../../kernel/clock.ts';
import { type HomeTask, HomeTasks } from '../../partner/published/home-tasks.ts';
import type { CertificateReading, EntitlementRow } from '../ports/certificate-reading.ts';
import type { Units } from '../ports/units.ts';
import { endsSoon, needsMaking } from './http/certificate-words.ts';

/** Certificates that were paid and not made, and those that end within 60 days (PLT-029). */
export class CertificateHomeTasks extends HomeTasks {
  readonly #reading: CertificateReading;
  readonly #units: Units;
  readonly #clock: Clock;

  constructor(reading: CertificateReading, units: Units, clock: Clock) {
    super();
    this.#reading = reading;
    this.#units = units;
    this.#clock = clock;
  }

  override async tasksFor(person: Person): Promise<readonly HomeTask[]> {
    if (!person.realNameVerified) return [];
    const now = this.#clock.now();
    const rows = (await this.#reading.entitlementsOf(person.accountId)).filter((row) => row.state === 'active');
    const making = rows.filter(needsMaking).map(makeTask);
    const ending = rows.filter((row) => !needsMaking(row) && endsSoon(row, now)).map(endTask);
    const first = rows.length === 0 ? await this.#firstPurchase(person) : [];
    return [...making, ...ending, ...first, ...(await this.#pending(person))];
  }

  /** CER-055: what members asked for is a to-do of the administrators. */
  async #pending(person: Person): Promise<readonly HomeTask[]> {
    const tasks: HomeTask[] = [];
    for (const unit of await this.#units.unitsOf(person.accountId)) {
      if ((await this.#units.roleOf(person.accountId, unit.unitId)) !== 'admin') continue;
      const count = await this.#reading.pendingGrants(unit.unitId);
      if (count > 0) tasks.push(grantTask(unit.name, count));
    }
    return tasks;
  }

  async #firstPurchase(person: Person): Promise<readonly HomeTask[]> {
    const unit = (await this.#units.unitsOf(person.accountId)).find((candidate) => candidate.verified);
    if (unit === undefined || (await this.#units.roleOf(person.accountId, unit.unitId)) !== 'admin') return [];
    return [
      {
        icon: 'cert',
        title: `为${unit.name}购买单位证书`,
        detail: '有了单位证书，才能以单位名义签章、投标。约 3 分钟。',
        tag: { kind: 'info', icon: 'info', text: '可办理' },
        action: { href: '/certificates/buy', label: '去购买' },
        urgency: 40,
      },
    ];
  }
}

function grantTask(unitName: string, count: number): HomeTask {
  return {
    icon: 'users',
    title: `${unitName}有 ${count} 个证书申请待审批`,
    detail: '成员获得授权后，可以为自己购买和使用该种证书。',
    tag: { kind: 'warn', icon: 'clock', text: '待审批' },
    action: { href: '/certificates/grants', label: '去审批' },
    urgency: 15,
  };
}

function makeTask(row: EntitlementRow): HomeTask {
  return {
    icon: 'cert',
    title: `${row.typeName}已付款，等待制证`,
    detail: '输入证书密码即可制证，证书立即可用。约 1 分钟。',
    tag: { kind: 'warn', icon: 'wait', text: '待制证' },
    action: { href: `/certificates/${row.id}/make`, label: '去制证' },
    urgency: 20,
  };
}

function endTask(row: EntitlementRow): HomeTask {
  return {
    icon: 'clock',
    title: `${row.typeName}快到期了`,
    detail: row.until === undefined ? '' : `有效期至 ${shanghaiDay(row.until)}，到期前续费不影响使用。`,
    tag: { kind: 'warn', icon: 'clock', text: '即将到期' },
    action: { href: `/certificates/${row.id}`, label: '去续费' },
    urgency: 30,
  };
}
