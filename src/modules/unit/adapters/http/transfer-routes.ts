import type { Request, Response, Router } from 'express';
import type { Ids } from '../../../../kernel/ids.ts';
import { fieldOf, noErrors, operationOf, paramOf, queryOf, type ShownErrors, shownErrors, valuesOf } from '../../../../web/forms.ts';
import { type Pages, wantsFragment } from '../../../../web/page.ts';
import { RateLimit } from '../../../../web/rate-limit.ts';
import { actorOf } from '../../../../web/request-context.ts';
import type { ApplyTransfer } from '../../application/apply-transfer.ts';
import type { CheckAmount, CheckAmountResult } from '../../application/check-amount.ts';
import type { ViewUnits } from '../../application/view-units.ts';
import { amountDeadline, readBankAccount } from '../../domain/corporate-transfer.ts';
import type { UnitRecord } from '../../domain/unit.ts';
import { TransferLimitReached } from '../../domain/unit-errors.ts';
import type { UnitRules } from '../../domain/unit-rules.ts';
import { banks } from './banks.ts';
import { amountPage, minuteOf } from './unit-pages.ts';
import { verificationSteps } from './unit-status.ts';

/** UNI-013 to UNI-019: the corporate transfer and its amount. */
export class TransferRoutes {
  readonly #limit = new RateLimit({ name: 'unit-amount', points: 60, seconds: 3600 });

  constructor(
    private readonly pages: Pages,
    private readonly ids: Ids,
    private readonly view: ViewUnits,
    private readonly apply: ApplyTransfer,
    private readonly check: CheckAmount,
    private readonly rules: UnitRules,
  ) {}

  mount(router: Router): void {
    router.get('/units/:id/transfer', (req, res) => this.#showTransfer(req, res));
    router.post('/units/:id/transfer', (req, res) => this.#confirmTransfer(req, res));
    router.post('/units/:id/transfer/order', (req, res) => this.#postTransfer(req, res));
    router.get('/units/:id/transfer/progress', (req, res) => this.#showProgress(req, res));
    router.get('/units/:id/amount', (req, res) => this.#showAmount(req, res));
    router.post('/units/:id/amount', this.#limit.byAddress, (req, res) => this.#postAmount(req, res));
  }

  /** The unit, when its next step is one of `states` and the person may do it; otherwise the browser is sent to where it stands. */
  async #unitIn(req: Request, res: Response, ...states: readonly UnitRecord['state'][]): Promise<UnitRecord | undefined> {
    const { unit, standing } = await this.view.one(actorOf(req), paramOf(req, 'id'));
    if (standing.administrator && states.includes(unit.state)) return unit;
    res.redirect(303, `/units/${unit.id}`);
    return undefined;
  }

  #crumbs(unit: UnitRecord, title: string) {
    return [
      { label: this.pages.t('unit.list.title'), href: '/units' },
      { label: unit.profile.name, href: `/units/${unit.id}` },
      { label: title },
    ];
  }

  async #showTransfer(req: Request, res: Response): Promise<void> {
    const unit = await this.#unitIn(req, res, 'licence_ok');
    if (unit !== undefined) await this.#transferPage(req, res, unit, { bank: '', account: '' });
  }

  async #transferPage(
    req: Request,
    res: Response,
    unit: UnitRecord,
    values: { bank: string; account: string },
    errors: ShownErrors = noErrors,
  ) {
    const { t } = this.pages;
    const { transfersPerDay: limit, checksPerTransfer: checks, amountDays: days } = this.rules;
    const ended = queryOf(req, 'ended');
    const model = {
      title: t('unit.transfer.title'),
      steps: verificationSteps(t, 'transfer'),
      unit,
      values,
      errors,
      banks,
      ended: ended === 'tries' ? t('unit.amount.no-tries-left') : ended === 'expired' ? t('unit.amount.expired', { days }) : undefined,
      rules: [
        t('unit.transfer.rule-1', { limit }),
        t('unit.transfer.rule-2', { checks }),
        t('unit.transfer.rule-3', { days }),
        t('unit.transfer.rule-4'),
      ],
    };
    const status = errors.list.length === 0 ? 200 : 422;
    await this.pages.respond(req, res, 'unit/transfer', model, { status, crumbs: this.#crumbs(unit, model.title) });
  }

  /** 下一步: the account once more, large, before money moves. */
  async #confirmTransfer(req: Request, res: Response): Promise<void> {
    const unit = await this.#unitIn(req, res, 'licence_ok');
    if (unit === undefined) return;
    const values = valuesOf(req, 'bank', 'account');
    try {
      const { bank, account } = readBankAccount(values);
      await this.#confirmPage(req, res, unit, { bank, account });
    } catch (error) {
      await this.#transferPage(req, res, unit, values, shownErrors(this.pages, error, 'bank'));
    }
  }

  async #confirmPage(req: Request, res: Response, unit: UnitRecord, { bank, account }: { bank: string; account: string }): Promise<void> {
    const { t } = this.pages;
    const title = t('unit.transfer.confirm-title');
    const confirm = {
      title,
      text: t('unit.transfer.confirm-text'),
      action: `/units/${unit.id}/transfer/order`,
      cancel: `/units/${unit.id}/transfer`,
      facts: [
        { label: t('unit.transfer.confirm-name'), value: unit.profile.name },
        { label: t('unit.transfer.bank'), value: bank },
        { label: t('unit.transfer.account'), value: account.replace(/(\d{4})(?=\d)/g, '$1 '), num: true },
      ],
      hidden: [
        { name: 'bank', value: bank },
        { name: 'account', value: account },
        { name: 'operation', value: this.ids.next() },
      ],
    };
    await this.pages.respond(req, res, 'web/confirm', { title, confirm }, { crumbs: this.#crumbs(unit, title) });
  }

  async #postTransfer(req: Request, res: Response): Promise<void> {
    const unitId = paramOf(req, 'id');
    const values = valuesOf(req, 'bank', 'account');
    try {
      await this.apply.execute(actorOf(req), { unitId, ...values, operationId: operationOf(req, this.ids) });
    } catch (error) {
      const unit = await this.#unitIn(req, res, 'licence_ok');
      if (unit === undefined) return;
      return this.#transferPage(req, res, unit, values, this.#refusal(error));
    }
    res.redirect(303, `/units/${unitId}/transfer/progress`);
  }

  /** UNI-014 is a rule of the business, told at the form; the page that stops too many clicks would say too little. */
  #refusal(error: unknown): ShownErrors {
    if (!(error instanceof TransferLimitReached)) return shownErrors(this.pages, error, 'bank');
    const text = this.pages.t('unit.transfer.limit', error.params);
    return { list: [{ field: 'account', text }], of: { account: text } };
  }

  async #showProgress(req: Request, res: Response): Promise<void> {
    const { unit, standing } = await this.view.one(actorOf(req), paramOf(req, 'id'));
    if (!standing.administrator || unit.state === 'registered') return res.redirect(303, `/units/${unit.id}`);
    const model = this.#progress(unit);
    if (wantsFragment(req) && unit.state === 'awaiting_amount') {
      return void res.status(200).set('HX-Redirect', `/units/${unit.id}/amount`).end();
    }
    if (wantsFragment(req)) return this.pages.respondPart(req, res, 'unit/_progress', model);
    await this.pages.respond(req, res, 'unit/progress', model, { crumbs: this.#crumbs(unit, model.title) });
  }

  #progress(unit: UnitRecord) {
    const { t } = this.pages;
    const paid = unit.state === 'awaiting_amount' || unit.state === 'verified';
    const failed = unit.state === 'licence_ok';
    const at = unit.transfer?.requestedAt;
    const doneAt = unit.transfer?.paidAt;
    return {
      title: t('unit.progress.title'),
      steps: verificationSteps(t, paid ? 'amount' : 'transfer'),
      progress: {
        href: `/units/${unit.id}/transfer/progress`,
        running: unit.state === 'transfer_applied',
        steps: [
          { label: t('unit.progress.applied'), detail: at && minuteOf(at), state: 'done' },
          {
            label: t(paid || failed ? 'unit.progress.paid' : 'unit.progress.paying'),
            detail: doneAt === undefined ? t('unit.progress.eta') : minuteOf(doneAt),
            state: paid ? 'done' : failed ? 'failed' : 'current',
          },
          { label: t('unit.progress.amount'), state: paid ? 'current' : 'todo' },
        ],
        failed: failed ? { text: t('unit.progress.failed') } : undefined,
        done: paid
          ? { href: unit.state === 'verified' ? `/units/${unit.id}` : `/units/${unit.id}/amount`, label: t('unit.progress.go-amount') }
          : failed
            ? { href: `/units/${unit.id}/transfer`, label: t('unit.progress.go-transfer') }
            : undefined,
      },
    };
  }

  async #showAmount(req: Request, res: Response): Promise<void> {
    const unit = await this.#unitIn(req, res, 'awaiting_amount');
    if (unit !== undefined) await this.#amountPage(req, res, unit, { amount: '', errors: noErrors });
  }

  async #amountPage(req: Request, res: Response, unit: UnitRecord, form: { amount: string; errors: ShownErrors }): Promise<void> {
    const paidAt = unit.transfer?.paidAt;
    const model = amountPage(this.pages.t, unit, paidAt && amountDeadline(paidAt, this.rules), form);
    const status = form.errors.list.length === 0 ? 200 : 422;
    const steps = verificationSteps(this.pages.t, 'amount');
    await this.pages.respond(req, res, 'unit/amount', { ...model, steps }, { status, crumbs: this.#crumbs(unit, model.title) });
  }

  async #postAmount(req: Request, res: Response): Promise<void> {
    const unitId = paramOf(req, 'id');
    const amount = fieldOf(req, 'amount', 40);
    let result: CheckAmountResult;
    try {
      result = await this.check.execute(actorOf(req), { unitId, amount });
    } catch (error) {
      const errors = shownErrors(this.pages, error, 'amount');
      const unit = await this.#unitIn(req, res, 'awaiting_amount');
      return unit === undefined ? undefined : this.#amountPage(req, res, unit, { amount, errors });
    }
    if (result.outcome === 'verified') return res.redirect(303, `/certificates/buy?unitId=${unitId}&verified=1`);
    if (result.outcome !== 'wrong') {
      return res.redirect(303, `/units/${unitId}/transfer?ended=${result.outcome === 'expired' ? 'expired' : 'tries'}`);
    }
    const text = this.pages.t('unit.amount.wrong', { tries: result.triesLeft });
    const unit = await this.#unitIn(req, res, 'awaiting_amount');
    if (unit !== undefined)
      await this.#amountPage(req, res, unit, { amount, errors: { list: [{ field: 'amount', text }], of: { amount: text } } });
  }
}
