import type { Request, Response, Router } from 'express';
import { verifiedPersonOf } from '../../../../kernel/actor.ts';
import type { BlobInfo, Blobs } from '../../../../kernel/blobs.ts';
import type { Ids } from '../../../../kernel/ids.ts';
import { noErrors, operationOf, paramOf, type ShownErrors, shownErrors, valuesOf } from '../../../../web/forms.ts';
import type { Pages } from '../../../../web/page.ts';
import { RateLimit } from '../../../../web/rate-limit.ts';
import { actorOf } from '../../../../web/request-context.ts';
import { keptFile, uploadForm } from '../../../../web/uploads.ts';
import type { RegisterForeignUnit } from '../../application/register-foreign-unit.ts';
import type { ResubmitUnit } from '../../application/resubmit-unit.ts';
import type { ViewUnits } from '../../application/view-units.ts';
import { idTypes } from '../../domain/legal-representative.ts';
import type { UnitKind } from '../../domain/unit-profile.ts';
import { keepUploads, type PaperName, type Uploads } from './uploaded-papers.ts';

const fields = ['name', 'code', 'region', 'address', 'legalName', 'legalIdType', 'legalIdNumber'] as const;
const papersOfKind: Readonly<Record<UnitKind, readonly PaperName[]>> = {
  foreign: ['licence', 'idPortrait', 'idEmblem'],
  domestic: ['idPortrait', 'idEmblem', 'authorisationLetter', 'licence'],
};

interface ReviewForm {
  readonly kind: UnitKind;
  readonly action: string;
  readonly title: string;
  readonly values: Readonly<Record<(typeof fields)[number], string>>;
  readonly uploads: Uploads;
  readonly operation: string;
  readonly errors: ShownErrors;
  readonly reason?: string | undefined;
}

/** Forms that go to a person instead of a check: foreign units (UNI-008) and what a review refused. */
export class ReviewRoutes {
  readonly #limit = new RateLimit({ name: 'unit-review', points: 30, seconds: 3600 });

  constructor(
    private readonly pages: Pages,
    private readonly blobs: Blobs,
    private readonly ids: Ids,
    private readonly view: ViewUnits,
    private readonly registerForeign: RegisterForeignUnit,
    private readonly resubmit: ResubmitUnit,
  ) {}

  mount(router: Router): void {
    router.get('/units/new/foreign', (req, res) => this.#showForeign(req, res));
    router.post('/units/new/foreign', this.#limit.byAddress, ...uploadForm(...papersOfKind.foreign), (req, res) =>
      this.#postForeign(req, res),
    );
    router.get('/units/:id/resubmission', (req, res) => this.#showResubmission(req, res));
    router.post('/units/:id/resubmission', this.#limit.byAddress, ...uploadForm(...papersOfKind.domestic), (req, res) =>
      this.#postResubmission(req, res),
    );
  }

  async #showForeign(req: Request, res: Response): Promise<void> {
    verifiedPersonOf(actorOf(req));
    const values = { name: '', code: '', region: '', address: '', legalName: '', legalIdType: 'passport', legalIdNumber: '' };
    await this.#foreignForm(req, res, values, {}, this.ids.next(), noErrors);
  }

  #foreignForm(
    req: Request,
    res: Response,
    values: ReviewForm['values'],
    uploads: Uploads,
    operation: string,
    errors: ShownErrors,
  ): Promise<void> {
    const title = this.pages.t('unit.foreign.title');
    return this.#form(req, res, { kind: 'foreign', action: '/units/new/foreign', title, values, uploads, operation, errors });
  }

  async #form(req: Request, res: Response, form: ReviewForm): Promise<void> {
    const { t } = this.pages;
    const papers = papersOfKind[form.kind].map((name) => ({
      name,
      label: t(form.kind === 'foreign' ? `unit.foreign.${name}` : `unit.paper.${name}`),
      hint: t(name === 'idPortrait' || name === 'idEmblem' ? 'unit.field.picture-hint' : 'unit.field.document-hint'),
      accept: name === 'idPortrait' || name === 'idEmblem' ? '.jpg,.jpeg,.png' : undefined,
      optional: form.reason !== undefined || name === 'idEmblem',
      error: form.errors.of[name],
      kept: keptFile(req, form.uploads[name]),
    }));
    const model = { ...form, papers, idTypes: idTypes.map((type) => ({ value: type, label: t(`unit.id-type.${type}`) })) };
    const crumbs = [{ label: t('unit.list.title'), href: '/units' }, { label: form.title }];
    await this.pages.respond(req, res, 'unit/review-form', model, { status: form.errors.list.length === 0 ? 200 : 422, crumbs });
  }

  async #postForeign(req: Request, res: Response): Promise<void> {
    const values = valuesOf(req, ...fields);
    const operation = operationOf(req, this.ids);
    const uploads: Uploads = {};
    try {
      await keepUploads(req, this.blobs, papersOfKind.foreign, uploads);
      await this.registerForeign.execute(actorOf(req), { form: values, papers: idsOf(uploads), operationId: operation });
    } catch (error) {
      return this.#foreignForm(req, res, values, uploads, operation, shownErrors(this.pages, error, 'name'));
    }
    res.redirect(303, '/units');
  }

  async #showResubmission(req: Request, res: Response): Promise<void> {
    const { unit } = await this.view.one(actorOf(req), paramOf(req, 'id'));
    const { profile, legal } = unit;
    const values = { ...profile, legalName: legal.name, legalIdType: legal.idType, legalIdNumber: '' };
    await this.#resubmissionForm(req, res, values, {}, noErrors);
  }

  async #resubmissionForm(req: Request, res: Response, values: ReviewForm['values'], uploads: Uploads, errors: ShownErrors): Promise<void> {
    const { unit, standing } = await this.view.one(actorOf(req), paramOf(req, 'id'));
    if (unit.state !== 'rejected' || !standing.administrator) return res.redirect(303, `/units/${unit.id}`);
    await this.#form(req, res, {
      kind: unit.kind,
      action: `/units/${unit.id}/resubmission`,
      title: this.pages.t('unit.resubmit.title'),
      values,
      uploads,
      operation: '',
      errors,
      reason: unit.rejectionReason ?? '',
    });
  }

  async #postResubmission(req: Request, res: Response): Promise<void> {
    const unitId = paramOf(req, 'id');
    const values = valuesOf(req, ...fields);
    const uploads: Uploads = {};
    try {
      await keepUploads(req, this.blobs, papersOfKind.domestic, uploads);
      await this.resubmit.execute(actorOf(req), { unitId, form: values, papers: idsOf(uploads) });
    } catch (error) {
      return this.#resubmissionForm(req, res, values, uploads, shownErrors(this.pages, error, 'name'));
    }
    res.redirect(303, '/units');
  }
}

function idsOf(uploads: Uploads): Partial<Record<PaperName, string>> {
  const found = Object.entries(uploads).map(([name, info]: [string, BlobInfo]) => [name, info.id]);
  return Object.fromEntries(found);
}
