import type { Request, Response, Router } from 'express';
import { staffOf } from '../../../../kernel/actor.ts';
import { queryOf } from '../../../../web/forms.ts';
import type { Pages } from '../../../../web/page.ts';
import { actorOf } from '../../../../web/request-context.ts';
import type { ListRegistrations } from '../../application/list-registrations.ts';
import type { HomeTasks } from '../../published/home-tasks.ts';

/** The first page of everybody: what is to be done, what each module says of it. */
export class HomeRoutes {
  constructor(
    private readonly pages: Pages,
    private readonly tasks: readonly HomeTasks[],
    private readonly registrations: ListRegistrations,
  ) {}

  mount(router: Router): void {
    router.get('/', (req, res) => this.#home(req, res));
    router.get('/staff', (req, res) => this.#staffHome(req, res));
  }

  async #home(req: Request, res: Response): Promise<void> {
    const actor = actorOf(req);
    if (actor.kind === 'staff') return res.redirect(303, '/staff');
    if (actor.kind !== 'person') return this.pages.respond(req, res, 'web/home', { title: this.pages.t('home.title') });
    const tasks = (await Promise.all(this.tasks.map((source) => source.tasksFor(actor)))).flat().sort((a, b) => a.urgency - b.urgency);
    const items = tasks.map((task, index) => ({
      icon: task.icon,
      title: task.title,
      detail: task.detail,
      tag: { kind: task.tag.kind, icon: task.tag.icon, word: task.tag.text },
      action: { ...task.action, primary: index === 0 },
    }));
    const tiles = await this.pages.shortcuts(actor);
    const passwordSaved = queryOf(req, 'password') === 'saved';
    await this.pages.respond(req, res, 'partner/home', {
      title: this.pages.t('partner.home.title'),
      name: actor.name,
      items,
      tiles,
      actions: items.length > 0 ? [] : tiles.filter(({ href }) => href === '/documents'),
      passwordSaved,
    });
  }

  async #staffHome(req: Request, res: Response): Promise<void> {
    const staff = staffOf(actorOf(req), 'ra', 'cs', 'op');
    const reviews = staff.roles.includes('op') ? (await this.registrations.queue(staff)).length : undefined;
    await this.pages.respond(req, res, 'staff/home', {
      title: this.pages.t('partner.staff-home.title'),
      name: staff.name,
      reviews,
      tiles: (await this.pages.shortcuts(staff)).filter(({ href }) => href !== '/staff'),
    });
  }
}
