import type { Request, Response, Router } from 'express';
import { personOf } from '../../../../kernel/actor.ts';
import { Missing } from '../../../../kernel/domain-error.ts';
import type { Ids } from '../../../../kernel/ids.ts';
import { fieldOf, noErrors, operationOf, paramOf, queryOf, type ShownErrors, shownErrors } from '../../../../web/forms.ts';
import type { Pages } from '../../../../web/page.ts';
import { RateLimit } from '../../../../web/rate-limit.ts';
import { actorOf } from '../../../../web/request-context.ts';
import type { AskToJoin } from '../../application/ask-to-join.ts';
import type { DecideJoinRequest } from '../../application/decide-join-request.ts';
import type { DecideRemoval } from '../../application/remove-member.ts';
import type { ViewUnits } from '../../application/view-units.ts';
import type { WithdrawJoinRequest } from '../../application/withdraw-join-request.ts';
import { joinPage, tasksPage } from './unit-pages.ts';

/** UNI-022, UNI-035, UNI-039: asking to join, and the administrator's answers. */
export class JoinRoutes {
  readonly #search = new RateLimit({ name: 'unit-search', points: 120, seconds: 600 });

  constructor(
    private readonly pages: Pages,
    private readonly ids: Ids,
    private readonly view: ViewUnits,
    private readonly ask: AskToJoin,
    private readonly withdraw: WithdrawJoinRequest,
    private readonly decideJoin: DecideJoinRequest,
    private readonly decideRemoval: DecideRemoval,
  ) {}

  mount(router: Router): void {
    router.get('/units/join', this.#search.byAddress, (req, res) => this.#showSearch(req, res));
    router.get('/units/join/:id', (req, res) => this.#showForm(req, res, { note: '', operation: this.ids.next() }));
    router.post('/units/join/:id', (req, res) => this.#postForm(req, res));
    router.post('/units/requests/:request/withdrawal', (req, res) => this.#postWithdrawal(req, res));
    router.get('/units/tasks', (req, res) => this.#showTasks(req, res));
    router.post('/units/:id/join-requests/:request/approval', (req, res) => this.#approveJoin(req, res));
    router.get('/units/:id/join-requests/:request/rejection', (req, res) => this.#showRejection(req, res));
    router.post('/units/:id/join-requests/:request/rejection', (req, res) => this.#rejectJoin(req, res));
    router.post('/units/:id/removal-requests/:request/approval', (req, res) => this.#answerRemoval(req, res, 'approve'));
    router.post('/units/:id/removal-requests/:request/rejection', (req, res) => this.#answerRemoval(req, res, 'reject'));
  }

  #crumbs(title: string) {
    return [{ label: this.pages.t('unit.list.title'), href: '/units' }, { label: title }];
  }

  async #showSearch(req: Request, res: Response): Promise<void> {
    const text = queryOf(req, 'text', 100);
    const model = joinPage(this.pages.t, text, await this.view.search(actorOf(req), text));
    await this.pages.respond(req, res, 'unit/join', model, { crumbs: this.#crumbs(model.title) });
  }

  async #showForm(req: Request, res: Response, form: { note: string; operation: string }, errors: ShownErrors = noErrors): Promise<void> {
    const { t } = this.pages;
    const unit = await this.view.joinable(actorOf(req), paramOf(req, 'id'));
    const model = { title: t('unit.join.title'), unit, note: form.note, operationId: form.operation, errors };
    const crumbs = [
      { label: t('unit.list.title'), href: '/units' },
      { label: t('unit.join.title'), href: '/units/join' },
      { label: unit.name },
    ];
    await this.pages.respond(req, res, 'unit/join-form', model, { status: errors.list.length === 0 ? 200 : 422, crumbs });
  }

  async #postForm(req: Request, res: Response): Promise<void> {
    const form = { note: fieldOf(req, 'note'), operation: operationOf(req, this.ids) };
    try {
      await this.ask.execute(actorOf(req), { unitId: paramOf(req, 'id'), note: form.note, operationId: form.operation });
    } catch (error) {
      return this.#showForm(req, res, form, shownErrors(this.pages, error, 'note'));
    }
    res.redirect(303, '/units');
  }

  async #postWithdrawal(req: Request, res: Response): Promise<void> {
    await this.withdraw.execute(actorOf(req), paramOf(req, 'request'));
    res.redirect(303, '/units');
  }

  async #showTasks(req: Request, res: Response): Promise<void> {
    personOf(actorOf(req));
    const what = queryOf(req, 'saved', 20);
    const saved = what === 'approved' || what === 'rejected' ? this.pages.t(`unit.tasks.${what}`) : undefined;
    const model = tasksPage(this.pages.t, await this.view.tasks(actorOf(req)), saved);
    await this.pages.respond(req, res, 'unit/tasks', model, { crumbs: this.#crumbs(model.title) });
  }

  async #approveJoin(req: Request, res: Response): Promise<void> {
    const decision = { answer: 'approve' } as const;
    await this.decideJoin.execute(actorOf(req), { unitId: paramOf(req, 'id'), requestId: paramOf(req, 'request'), decision });
    res.redirect(303, '/units/tasks?saved=approved');
  }

  async #showRejection(req: Request, res: Response, errors: ShownErrors = noErrors): Promise<void> {
    const { t } = this.pages;
    const { joins } = await this.view.tasks(actorOf(req), paramOf(req, 'id'));
    const request = joins.find(({ id }) => id === paramOf(req, 'request'));
    if (request === undefined) throw new Missing();
    const title = t('unit.tasks.reject-title');
    const confirm = {
      title,
      text: t('unit.tasks.reject-text', { name: request.name, unit: request.unitName }),
      action: `/units/${request.unitId}/join-requests/${request.id}/rejection`,
      cancel: '/units/tasks',
      danger: true,
      confirm: t('unit.tasks.reject'),
      fields: [
        {
          name: 'reason',
          type: 'textarea',
          label: t('unit.tasks.reject-reason'),
          value: fieldOf(req, 'reason'),
          error: errors.of['reason'],
        },
      ],
    };
    const crumbs = [{ label: t('unit.tasks.title'), href: '/units/tasks' }, { label: title }];
    const status = errors.list.length === 0 ? 200 : 422;
    await this.pages.respond(req, res, 'web/confirm', { title, confirm, errors: errors.list }, { status, crumbs });
  }

  async #rejectJoin(req: Request, res: Response): Promise<void> {
    const decision = { answer: 'reject', reason: fieldOf(req, 'reason') } as const;
    try {
      await this.decideJoin.execute(actorOf(req), { unitId: paramOf(req, 'id'), requestId: paramOf(req, 'request'), decision });
    } catch (error) {
      return this.#showRejection(req, res, shownErrors(this.pages, error, 'reason'));
    }
    res.redirect(303, '/units/tasks?saved=rejected');
  }

  async #answerRemoval(req: Request, res: Response, answer: 'approve' | 'reject'): Promise<void> {
    await this.decideRemoval.execute(actorOf(req), { unitId: paramOf(req, 'id'), requestId: paramOf(req, 'request'), answer });
    res.redirect(303, `/units/tasks?saved=${answer === 'approve' ? 'approved' : 'rejected'}`);
  }
}
