import type { Person } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { shanghaiDay } from '../../../kernel/clock.ts';
import type { Translate } from '../../../web/texts/catalogue.ts';
import { type HomeTask, HomeTasks } from '../../partner/published/home-tasks.ts';
import type { CertificateReading, EntitlementRow } from '../ports/certificate-reading.ts';
import type { Units } from '../ports/units.ts';
import { endsSoon, needsMaking } from './http/certificate-words.ts';

/** Certificates that were paid and not made, and those that end within 60 days (PLT-029). */
export class CertificateHomeTasks extends HomeTasks {
  readonly #reading: CertificateReading;
  readonly #units: Units;
  readonly #clock: Clock;
  readonly #t: Translate;

  constructor(reading: CertificateReading, units: Units, clock: Clock, t: Translate) {
    super();
    this.#reading = reading;
    this.#units = units;
    this.#clock = clock;
    this.#t = t;
  }

  override async tasksFor(person: Person): Promise<readonly HomeTask[]> {
    if (!person.realNameVerified) return [];
    const now = this.#clock.now();
    const rows = (await this.#reading.entitlementsOf(person.accountId)).filter((row) => row.state === 'active');
    const making = rows.filter(needsMaking).map((row) => makeTask(this.#t, row));
    const ending = rows.filter((row) => !needsMaking(row) && endsSoon(row, now)).map((row) => endTask(this.#t, row));
    const first = rows.length === 0 ? await this.#firstPurchase(person) : [];
    return [...making, ...ending, ...first, ...(await this.#pending(person))];
  }

  /** CER-055: what members asked for is a to-do of the administrators. */
  async #pending(person: Person): Promise<readonly HomeTask[]> {
    const tasks: HomeTask[] = [];
    for (const unit of await this.#units.unitsOf(person.accountId)) {
      if ((await this.#units.roleOf(person.accountId, unit.unitId)) !== 'admin') continue;
      const count = await this.#reading.pendingGrants(unit.unitId);
      if (count > 0) tasks.push(grantTask(this.#t, unit.name, count));
    }
    return tasks;
  }

  async #firstPurchase(person: Person): Promise<readonly HomeTask[]> {
    const unit = (await this.#units.unitsOf(person.accountId)).find((candidate) => candidate.verified);
    if (unit === undefined || (await this.#units.roleOf(person.accountId, unit.unitId)) !== 'admin') return [];
    return [
      {
        icon: 'cert',
        title: this.#t('certificate.home.first-title', { unit: unit.name }),
        detail: this.#t('certificate.home.first-detail'),
        tag: { kind: 'info', icon: 'info', text: this.#t('certificate.home.first-tag') },
        action: { href: '/certificates/buy', label: this.#t('certificate.home.first-action') },
        urgency: 40,
      },
    ];
  }
}

function grantTask(t: Translate, unitName: string, count: number): HomeTask {
  return {
    icon: 'users',
    title: t('certificate.home.grant-title', { unit: unitName, count }),
    detail: t('certificate.home.grant-detail'),
    tag: { kind: 'warn', icon: 'clock', text: t('certificate.home.grant-tag') },
    action: { href: '/certificates/grants', label: t('certificate.home.grant-action') },
    urgency: 15,
  };
}

function makeTask(t: Translate, row: EntitlementRow): HomeTask {
  return {
    icon: 'cert',
    title: t('certificate.home.make-title', { type: row.typeName }),
    detail: t('certificate.home.make-detail'),
    tag: { kind: 'warn', icon: 'wait', text: t('certificate.state.to-make') },
    action: { href: `/certificates/${row.id}/make`, label: t('certificate.home.make-action') },
    urgency: 20,
  };
}

function endTask(t: Translate, row: EntitlementRow): HomeTask {
  return {
    icon: 'clock',
    title: t('certificate.home.end-title', { type: row.typeName }),
    detail: row.until === undefined ? '' : t('certificate.home.end-detail', { until: shanghaiDay(row.until) }),
    tag: { kind: 'warn', icon: 'clock', text: t('certificate.state.ending') },
    action: { href: `/certificates/${row.id}`, label: t('certificate.home.end-action') },
    urgency: 30,
  };
}
