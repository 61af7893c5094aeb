import type { Person } from '../../../kernel/actor.ts';
import type { Translate } from '../../../web/texts/catalogue.ts';
import { type HomeTask, HomeTasks } from '../published/home-tasks.ts';

/** PAR-046, PAR-047: the banner until the real-name check is done. */
export class PartnerHomeTasks extends HomeTasks {
  constructor(private readonly t: Translate) {
    super();
  }

  async tasksFor(person: Person): Promise<readonly HomeTask[]> {
    if (person.realNameVerified) return [];
    const { t } = this;
    return [
      {
        icon: 'shield',
        title: t('partner.home.real-name-title'),
        detail: t('partner.home.real-name-detail'),
        tag: { kind: 'warn', icon: 'clock', text: t('partner.home.real-name-tag') },
        action: { href: '/account/real-name', label: t('partner.home.real-name-action') },
        urgency: 10,
      },
    ];
  }
}
