import type { Request, Response, Router } from 'express';
import { InvalidFields } from '../../../../kernel/domain-error.ts';
import type { Ids } from '../../../../kernel/ids.ts';
import { fieldOf, noErrors, operationOf, paramOf, queryOf, type ShownErrors, shownErrors } from '../../../../web/forms.ts';
import type { Pages } from '../../../../web/page.ts';
import { actorOf } from '../../../../web/request-context.ts';
import type { BuyUnitCertificate } from '../../application/buy-unit-certificate.ts';
import type { OfferUnitCertificate } from '../../application/offer-unit-certificate.ts';
import type { UnitPurchaseChoice } from '../../domain/unit-purchase.ts';
import { addressedChoice, choiceQuery, postedChoice } from './purchase-form.ts';
import { choicePage, confirmPage, noticePage, platformPage } from './purchase-pages.ts';

/** 购买单位证书: platform → choice → confirm → notice → cashier. Every page carries the whole choice, so each can be reloaded and gone back to. */
export class PurchaseRoutes {
  constructor(
    private readonly pages: Pages,
    private readonly offers: OfferUnitCertificate,
    private readonly buy: BuyUnitCertificate,
    private readonly ids: Ids,
  ) {}

  mount(router: Router): void {
    router.get('/certificates/buy', (req, res) => this.#choosePlatform(req, res));
    router.get('/certificates/buy/confirm', (req, res) => this.#confirm(req, res));
    router.post('/certificates/buy/confirm', (req, res) => this.#agree(req, res));
    router.post('/certificates/buy/order', (req, res) => this.#order(req, res));
    router.get('/certificates/buy/:platformId', (req, res) => this.#choose(req, res));
    router.post('/certificates/buy/:platformId/years', (req, res) => this.#years(req, res));
    router.post('/certificates/buy/:platformId', (req, res) => this.#chosen(req, res));
  }

  async #choosePlatform(req: Request, res: Response): Promise<void> {
    const units = await this.offers.unitsFor(actorOf(req));
    const words = queryOf(req, 'words', 60);
    const platforms = await this.offers.platforms(words);
    const model = platformPage(this.pages.t, units, queryOf(req, 'unitId'), words, platforms);
    const verified = queryOf(req, 'verified') === '1';
    await this.pages.respond(req, res, 'certificate/buy-platform', { ...model, verified }, { crumbs: this.#crumbs() });
  }

  async #choose(req: Request, res: Response): Promise<void> {
    const asked = { ...addressedChoice(req), platformId: paramOf(req, 'platformId') };
    const fresh = queryOf(req, 'years') === '';
    const offer = await this.offers.execute(actorOf(req), asked.unitId, asked.platformId);
    const first = { typeCode: offer.types[0]?.code ?? '', years: 1, quantity: 1, localInstall: true };
    await this.#showChoice(req, res, fresh ? { ...asked, ...first } : asked);
  }

  async #chosen(req: Request, res: Response): Promise<void> {
    const choice = { ...postedChoice(req), platformId: paramOf(req, 'platformId') };
    try {
      await this.buy.price(actorOf(req), choice);
    } catch (error) {
      return this.#showChoice(req, res, choice, shownErrors(this.pages, error, 'typeCode'));
    }
    res.redirect(303, `/certificates/buy/confirm?${choiceQuery(choice)}`);
  }

  async #showChoice(req: Request, res: Response, choice: UnitPurchaseChoice, errors: ShownErrors = noErrors): Promise<void> {
    const offer = await this.offers.execute(actorOf(req), choice.unitId, choice.platformId);
    const status = errors.list.length === 0 ? 200 : 422;
    const model = choicePage(this.pages.t, offer, choice, errors);
    await this.pages.respond(req, res, 'certificate/buy-choice', model, { status, crumbs: this.#crumbs() });
  }

  /** The prices of the kind and type just chosen, beside the years. */
  async #years(req: Request, res: Response): Promise<void> {
    const choice = { ...postedChoice(req), platformId: paramOf(req, 'platformId') };
    const offer = await this.offers.execute(actorOf(req), choice.unitId, choice.platformId);
    await this.pages.respondPart(req, res, 'certificate/_years', choicePage(this.pages.t, offer, choice, noErrors));
  }

  async #confirm(req: Request, res: Response): Promise<void> {
    await this.#showConfirm(req, res, addressedChoice(req), this.ids.next());
  }

  async #showConfirm(req: Request, res: Response, choice: UnitPurchaseChoice, operation: string, errors = noErrors): Promise<void> {
    const priced = await this.buy.price(actorOf(req), choice);
    const status = errors.list.length === 0 ? 200 : 422;
    const model = confirmPage(this.pages.t, priced, operation, errors);
    await this.pages.respond(req, res, 'certificate/buy-confirm', model, { status, crumbs: this.#crumbs() });
  }

  /** BIL-007, BIL-008: the agreement is ticked, then the notice is shown and acknowledged. */
  async #agree(req: Request, res: Response): Promise<void> {
    const choice = postedChoice(req);
    const operation = operationOf(req, this.ids);
    if (fieldOf(req, 'agreed') === '') {
      const refusal = new InvalidFields([{ field: 'agreed', code: 'certificate.agreement-needed' }]);
      return this.#showConfirm(req, res, choice, operation, shownErrors(this.pages, refusal, 'agreed'));
    }
    const model = noticePage(this.pages.t, await this.buy.price(actorOf(req), choice), operation);
    await this.pages.respond(req, res, 'certificate/buy-notice', model, { crumbs: this.#crumbs() });
  }

  async #order(req: Request, res: Response): Promise<void> {
    const order = await this.buy.execute(actorOf(req), {
      operationId: operationOf(req, this.ids),
      choice: postedChoice(req),
      agreed: fieldOf(req, 'agreed') !== '',
      noticeRead: fieldOf(req, 'noticeRead') !== '',
    });
    res.redirect(303, order.cashierPath);
  }

  #crumbs() {
    return [{ label: this.pages.t('certificate.nav.mine'), href: '/certificates' }, { label: this.pages.t('certificate.buy.title') }];
  }
}
