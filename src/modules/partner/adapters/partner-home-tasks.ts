import type { Person } from '../../../kernel/actor.ts';
import { type HomeTask, HomeTasks } from '../published/home-tasks.ts';

/** PAR-046, PAR-047: the banner until the real-name check is done. */
export class PartnerHomeTasks extends HomeTasks {
  async tasksFor(person: Person): Promise<readonly HomeTask[]> {
    if (person.realNameVerified) return [];
    return [
      {
        icon: 'shield',
        title: '身份未认证，立即验证',
        detail: '完成实名认证后，才能创建单位、购买证书和制作印章。需要身份证，约 2 分钟。',
        tag: { kind: 'warn', icon: 'clock', text: '待认证' },
        action: { href: '/account/real-name', label: '立即验证' },
        urgency: 10,
      },
    ];
  }
}
