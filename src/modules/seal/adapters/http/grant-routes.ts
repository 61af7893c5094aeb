import type { Request, Response, Router } from 'express';
import type { Clock } from '../../../../kernel/clock.ts';
import { shanghaiDay } from '../../../../kernel/clock.ts';
import { InvalidFields, Missing } from '../../../../kernel/domain-error.ts';
import type { Ids } from '../../../../kernel/ids.ts';
import { fieldOf, noErrors, operationOf, paramOf, queryOf, type ShownErrors, shownErrors, valuesOf } from '../../../../web/forms.ts';
import type { Pages } from '../../../../web/page.ts';
import { actorOf } from '../../../../web/request-context.ts';
import type { DecideSealGrant } from '../../application/decide-seal-grant.ts';
import type { RequestSealGrant } from '../../application/request-seal-grant.ts';
import type { SealList, ViewSeals } from '../../application/view-seals.ts';
import { mayBeAskedFor, revokeDialog, sealName } from './list-page.ts';

/** SEA-013, SEA-016: asking for the use of seals, deciding on it, taking it back. */
export class GrantRoutes {
  constructor(
    private readonly pages: Pages,
    private readonly view: ViewSeals,
    private readonly request: RequestSealGrant,
    private readonly decide: DecideSealGrant,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  mount(router: Router): void {
    router.get('/seals/grants/new', (req, res) => this.#showRequest(req, res, { until: '', note: '', operation: this.ids.next() }));
    router.post('/seals/grants', (req, res) => this.#postRequest(req, res));
    router.post('/seals/grants/:id/approval', (req, res) => this.#approve(req, res));
    router.get('/seals/grants/:id/rejection', (req, res) => this.#showRejection(req, res));
    router.post('/seals/grants/:id/rejection', (req, res) => this.#reject(req, res));
    router.get('/seals/grants/:id/revocation', (req, res) => this.#showRevocation(req, res));
    router.post('/seals/grants/:id/revocation', (req, res) => this.#revoke(req, res));
  }

  async #showRequest(
    req: Request,
    res: Response,
    values: { readonly until: string; readonly note: string; readonly operation: string },
    errors: ShownErrors = noErrors,
  ): Promise<void> {
    const { t } = this.pages;
    const list = await this.#listOf(req);
    const seals = list.seals.filter((seal) => mayBeAskedFor(seal, list.grants));
    const chosen = chosenSeals(req);
    const items = seals.map((seal) => ({ value: seal.id, label: sealName(t, seal), hint: seal.text, checked: chosen.includes(seal.id) }));
    const crumbs = [
      { label: t('seal.crumb.home'), href: '/' },
      { label: t('seal.list.title'), href: `/seals?unit=${list.unit.id}` },
      { label: t('seal.ask.title') },
    ];
    const model = {
      title: t('seal.ask.title'),
      unit: { id: list.unit.id, name: list.unit.name },
      items,
      values,
      errors,
      today: shanghaiDay(this.clock.now()),
    };
    await this.pages.respond(req, res, 'seal/ask', model, { status: errors.list.length === 0 ? 200 : 422, crumbs });
  }

  async #postRequest(req: Request, res: Response): Promise<void> {
    const values = { ...valuesOf(req, 'until', 'note', 'unit'), operation: operationOf(req, this.ids) };
    try {
      const asked = {
        unitId: values.unit,
        sealIds: chosenSeals(req),
        until: values.until,
        note: values.note,
        operationId: values.operation,
      };
      await this.request.execute(actorOf(req), asked);
    } catch (error) {
      return this.#showRequest(req, res, values, shownErrors(this.pages, error, 'seal'));
    }
    res.redirect(303, `/seals?unit=${encodeURIComponent(values.unit)}&done=asked`);
  }

  async #approve(req: Request, res: Response): Promise<void> {
    const { sealId } = await this.decide.approve(actorOf(req), paramOf(req, 'id'));
    res.redirect(303, `/seals/${sealId}?done=1`);
  }

  async #showRejection(req: Request, res: Response, errors: ShownErrors = noErrors): Promise<void> {
    const { t } = this.pages;
    const id = paramOf(req, 'id');
    await this.decide.grantOf(actorOf(req), id);
    const field = {
      name: 'reason',
      label: t('seal.reject.reason'),
      value: '',
      type: 'textarea',
      rows: 2,
      error: errors.of['reason'],
      required: true,
    };
    const confirm = {
      title: t('seal.reject.title'),
      text: t('seal.reject.text'),
      action: `/seals/grants/${id}/rejection`,
      cancel: '/seals',
      danger: true,
      fields: [field],
    };
    await this.pages.respond(
      req,
      res,
      'web/confirm',
      { title: confirm.title, confirm, errors: errors.list },
      { status: errors.list.length === 0 ? 200 : 422 },
    );
  }

  async #reject(req: Request, res: Response): Promise<void> {
    try {
      const { sealId } = await this.decide.reject(actorOf(req), paramOf(req, 'id'), fieldOf(req, 'reason'));
      res.redirect(303, `/seals/${sealId}?done=1`);
    } catch (error) {
      if (!(error instanceof InvalidFields)) throw error;
      await this.#showRejection(req, res, shownErrors(this.pages, error, 'reason'));
    }
  }

  async #showRevocation(req: Request, res: Response): Promise<void> {
    const grant = (await this.decide.grantOf(actorOf(req), paramOf(req, 'id'))).record;
    const confirm = revokeDialog(this.pages.t, grant);
    await this.pages.respond(req, res, 'web/confirm', { title: confirm.title, confirm });
  }

  async #revoke(req: Request, res: Response): Promise<void> {
    const { sealId } = await this.decide.revoke(actorOf(req), paramOf(req, 'id'));
    res.redirect(303, `/seals/${sealId}?done=1`);
  }

  async #listOf(req: Request): Promise<SealList> {
    const list = await this.view.list(actorOf(req), queryOf(req, 'unit', 60) || fieldOf(req, 'unit', 60));
    if (list === undefined) throw new Missing('seal.missing');
    return list;
  }
}

/** One or several boxes of the same name. */
function chosenSeals(req: Request): readonly string[] {
  const value: unknown = req.body?.seal ?? [];
  const many: readonly unknown[] = Array.isArray(value) ? value : [value];
  return many.filter((one): one is string => typeof one === 'string').slice(0, 100);
}
