import type { Request, Response, Router } from 'express';
import type { Clock } from '../../../../kernel/clock.ts';
import { DomainError } from '../../../../kernel/domain-error.ts';
import { paramOf } from '../../../../web/forms.ts';
import { type Pages, wantsFragment } from '../../../../web/page.ts';
import { RateLimit } from '../../../../web/rate-limit.ts';
import { actorOf } from '../../../../web/request-context.ts';
import type { CheckPayment } from '../../application/check-payment.ts';
import type { PayOrder } from '../../application/pay-order.ts';
import type { SeenOrder, ViewOrder } from '../../application/view-order.ts';
import { cashierPage, resultPage, resultProgress } from './cashier-pages.ts';
import { payable } from './order-pages.ts';

/** 收银台 (BIL-007, BIL-008, BIL-022): to the gateway, and what came of it. */
export class CashierRoutes {
  readonly #questions = new RateLimit({ name: 'payment-question', points: 4, seconds: 10 });

  constructor(
    private readonly pages: Pages,
    private readonly view: ViewOrder,
    private readonly pay: PayOrder,
    private readonly check: CheckPayment,
    private readonly clock: Clock,
  ) {}

  mount(router: Router): void {
    router.get('/orders/:id/cashier', (req, res) => this.#cashier(req, res));
    router.post('/orders/:id/payment', (req, res) => this.#pay(req, res));
    router.get('/orders/:id/result', (req, res) => this.#result(req, res));
    router.get('/orders/:id/status', (req, res) => this.#status(req, res));
  }

  async #cashier(req: Request, res: Response): Promise<void> {
    const { order } = await this.view.own(actorOf(req), paramOf(req, 'id'));
    if (!payable(order)) return res.redirect(303, `/orders/${order.id}/result`);
    const { t } = this.pages;
    await this.pages.respond(req, res, 'billing/cashier', cashierPage(t, order, this.clock.now()), {
      crumbs: this.#crumbs(t('billing.cashier.crumb')),
    });
  }

  /** An order that was paid, closed or has expired meanwhile cannot be paid: the result page says what it is. */
  async #pay(req: Request, res: Response): Promise<void> {
    const id = paramOf(req, 'id');
    const to = await this.pay.execute(actorOf(req), id).catch((error: unknown) => {
      if (error instanceof DomainError && error.code === 'state.not-possible-now') return { payUrl: `/orders/${id}/result` };
      throw error;
    });
    res.redirect(303, to.payUrl);
  }

  async #result(req: Request, res: Response): Promise<void> {
    const seen = await this.#asked(req);
    const model = resultPage(this.pages.t, seen);
    await this.pages.respond(req, res, 'billing/result', model, { crumbs: this.#crumbs(model.title) });
  }

  /** Polled while the payer waits. The end of waiting is a page of its own. */
  async #status(req: Request, res: Response): Promise<void> {
    const seen = await this.#asked(req);
    const result = `/orders/${seen.order.id}/result`;
    if (!wantsFragment(req)) return res.redirect(303, result);
    if (seen.order.state !== 'paying') return void res.status(200).set('HX-Redirect', result).end();
    await this.pages.respondPart(req, res, 'billing/_progress', { progress: resultProgress(this.pages.t, seen) });
  }

  /** The notice may be late or lost: whoever waits makes us ask the gateway, though not more often than it likes. */
  async #asked(req: Request): Promise<SeenOrder> {
    const id = paramOf(req, 'id');
    const seen = await this.view.own(actorOf(req), id);
    if (seen.order.state !== 'paying' || !(await this.#mayAsk(id))) return seen;
    await this.check.ofOrder(actorOf(req), id);
    return this.view.own(actorOf(req), id);
  }

  async #mayAsk(orderId: string): Promise<boolean> {
    try {
      await this.#questions.spend(orderId);
      return true;
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'too-many') return false;
      throw error;
    }
  }

  #crumbs(title: string) {
    const { t } = this.pages;
    return [{ label: t('billing.crumb.home'), href: '/' }, { label: t('billing.list.title'), href: '/orders' }, { label: title }];
  }
}
