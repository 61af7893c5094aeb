import type { Request, Response, Router } from 'express';
import { Missing } from '../../../../kernel/domain-error.ts';
import { fieldOf, noErrors, paramOf, queryOf, type ShownErrors, shownErrors } from '../../../../web/forms.ts';
import type { Pages } from '../../../../web/page.ts';
import { actorOf } from '../../../../web/request-context.ts';
import type { CloseAlarm } from '../../application/close-alarm.ts';
import type { ListOrders } from '../../application/list-orders.ts';
import type { ViewOrder } from '../../application/view-order.ts';
import { closingDialog, staffDetailPage, staffListPage } from './staff-order-pages.ts';

/** 订单与对账: every order, and the money that needs a person. */
export class StaffOrderRoutes {
  constructor(
    private readonly pages: Pages,
    private readonly list: ListOrders,
    private readonly view: ViewOrder,
    private readonly closeAlarm: CloseAlarm,
  ) {}

  mount(router: Router): void {
    router.get('/staff/orders', (req, res) => this.#list(req, res));
    router.get('/staff/orders/:id', (req, res) => this.#show(req, res));
    router.get('/staff/orders/alarms/:id/closing', (req, res) => this.#askToClose(req, res));
    router.post('/staff/orders/alarms/:id/closing', (req, res) => this.#close(req, res));
  }

  async #list(req: Request, res: Response): Promise<void> {
    const actor = actorOf(req);
    const filter = { state: queryOf(req, 'state', 20), text: queryOf(req, 'text', 100), after: queryOf(req, 'after', 40) };
    const [page, alarms] = await Promise.all([this.list.search(actor, filter), this.list.alarms(actor)]);
    await this.pages.respond(req, res, 'billing/staff-list', staffListPage(this.pages.t, page, filter, alarms));
  }

  async #show(req: Request, res: Response): Promise<void> {
    const model = staffDetailPage(this.pages.t, await this.view.forStaff(actorOf(req), paramOf(req, 'id')));
    await this.pages.respond(req, res, 'billing/staff-detail', model, { crumbs: this.#crumbs(model.title) });
  }

  async #askToClose(req: Request, res: Response, errors: ShownErrors = noErrors): Promise<void> {
    const alarm = (await this.list.alarms(actorOf(req))).find(({ id }) => id === paramOf(req, 'id'));
    if (alarm === undefined) throw new Missing();
    const confirm = closingDialog(this.pages.t, alarm, { errors, note: fieldOf(req, 'note') });
    const status = errors.list.length === 0 ? 200 : 422;
    const model = { title: confirm.title, confirm, errors: errors.list };
    await this.pages.respond(req, res, 'web/confirm', model, { status, crumbs: this.#crumbs(confirm.title) });
  }

  async #close(req: Request, res: Response): Promise<void> {
    try {
      await this.closeAlarm.execute(actorOf(req), paramOf(req, 'id'), fieldOf(req, 'note'));
    } catch (error) {
      return this.#askToClose(req, res, shownErrors(this.pages, error, 'note'));
    }
    res.redirect(303, '/staff/orders');
  }

  #crumbs(title: string) {
    return [{ label: this.pages.t('billing.staff.title'), href: '/staff/orders' }, { label: title }];
  }
}
