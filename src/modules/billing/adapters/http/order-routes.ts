import type { Request, Response, Router } from 'express';
import { personOf } from '../../../../kernel/actor.ts';
import type { Clock } from '../../../../kernel/clock.ts';
import { DomainError } from '../../../../kernel/domain-error.ts';
import { noErrors, paramOf, queryOf, type ShownErrors, shownErrors } from '../../../../web/forms.ts';
import type { Pages } from '../../../../web/page.ts';
import { actorOf } from '../../../../web/request-context.ts';
import type { CloseOrder } from '../../application/close-order.ts';
import type { ListOrders } from '../../application/list-orders.ts';
import type { ViewOrder } from '../../application/view-order.ts';
import { cancelDialog, detailPage, listPage, payable } from './order-pages.ts';

/** The order centre (BIL-025): the own orders, one of them, cancelling it. */
export class OrderRoutes {
  constructor(
    private readonly pages: Pages,
    private readonly list: ListOrders,
    private readonly view: ViewOrder,
    private readonly close: CloseOrder,
    private readonly clock: Clock,
    private readonly publicUrl: string,
  ) {}

  mount(router: Router): void {
    router.get('/orders', (req, res) => this.#list(req, res));
    router.get('/orders/:id', (req, res) => this.#show(req, res));
    router.get('/orders/:id/cancellation', (req, res) => this.#askToCancel(req, res));
    router.post('/orders/:id/cancellation', (req, res) => this.#cancel(req, res));
  }

  async #list(req: Request, res: Response): Promise<void> {
    const after = queryOf(req, 'after', 40);
    const page = await this.list.own(actorOf(req), after);
    await this.pages.respond(req, res, 'billing/list', listPage(this.pages.t, page, after), {
      crumbs: [{ label: this.pages.t('billing.crumb.home'), href: '/' }, { label: this.pages.t('billing.list.title') }],
    });
  }

  async #show(req: Request, res: Response): Promise<void> {
    const seen = await this.view.own(actorOf(req), paramOf(req, 'id'));
    const printed = { at: this.clock.now(), by: personOf(actorOf(req)).name, publicUrl: this.publicUrl };
    const model = detailPage(this.pages.t, seen, printed);
    await this.pages.respond(req, res, 'billing/detail', model, { crumbs: this.#crumbs(model.title) });
  }

  async #askToCancel(req: Request, res: Response, errors: ShownErrors = noErrors): Promise<void> {
    const { order } = await this.view.own(actorOf(req), paramOf(req, 'id'));
    if (!payable(order)) return res.redirect(303, `/orders/${order.id}/result`);
    const confirm = cancelDialog(this.pages.t, order, `/orders/${order.id}`);
    const status = errors.list.length === 0 ? 200 : 503;
    const model = { title: confirm.title, confirm, errors: errors.list.map(({ text }) => ({ text })) };
    await this.pages.respond(req, res, 'web/confirm', model, { status, crumbs: this.#crumbs(confirm.title) });
  }

  /** Money that came first wins: then the order is paid and the result page says so. */
  async #cancel(req: Request, res: Response): Promise<void> {
    const id = paramOf(req, 'id');
    try {
      await this.close.cancel(actorOf(req), id);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'unavailable') throw error;
      return this.#askToCancel(req, res, shownErrors(this.pages, error, ''));
    }
    res.redirect(303, `/orders/${id}/result`);
  }

  #crumbs(title: string) {
    const { t } = this.pages;
    return [{ label: t('billing.crumb.home'), href: '/' }, { label: t('billing.list.title'), href: '/orders' }, { label: title }];
  }
}
