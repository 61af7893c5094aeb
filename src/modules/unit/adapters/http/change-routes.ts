import type { Request, Response, Router } from 'express';
import type { BlobInfo, Blobs } from '../../../../kernel/blobs.ts';
import { InvalidFields, Missing } from '../../../../kernel/domain-error.ts';
import { fieldOf, noErrors, paramOf, type ShownErrors, shownErrors, valuesOf } from '../../../../web/forms.ts';
import type { Pages } from '../../../../web/page.ts';
import { RateLimit } from '../../../../web/rate-limit.ts';
import { actorOf } from '../../../../web/request-context.ts';
import { keptFile, uploadedFile, uploadForm } from '../../../../web/uploads.ts';
import type { ChangeUnit } from '../../application/change-unit.ts';
import type { ViewUnits } from '../../application/view-units.ts';
import { idTypes } from '../../domain/legal-representative.ts';
import { CheckFailed } from '../../domain/unit-errors.ts';

const fields = ['name', 'legalName', 'legalIdType', 'legalIdNumber'] as const;
const papers = ['licence', 'proof', 'idPortrait', 'idEmblem'] as const;

type Uploads = Partial<Record<(typeof papers)[number], BlobInfo>>;

interface ChangeForm {
  readonly values: Readonly<Record<(typeof fields)[number], string>>;
  readonly uploads: Uploads;
  readonly errors: ShownErrors;
  readonly opensManualReview: boolean;
}

/** UNI-028 to UNI-032: name, legal representative, or both at once. */
export class ChangeRoutes {
  readonly #limit = new RateLimit({ name: 'unit-change', points: 60, seconds: 3600 });

  constructor(
    private readonly pages: Pages,
    private readonly blobs: Blobs,
    private readonly view: ViewUnits,
    private readonly change: ChangeUnit,
  ) {}

  mount(router: Router): void {
    router.get('/units/:id/change', (req, res) => this.#show(req, res));
    router.post('/units/:id/change', this.#limit.byAddress, ...uploadForm(...papers), (req, res) => this.#post(req, res));
  }

  async #show(req: Request, res: Response): Promise<void> {
    const { unit } = await this.view.one(actorOf(req), paramOf(req, 'id'));
    const { profile, legal } = unit;
    const values = { name: profile.name, legalName: legal.name, legalIdType: legal.idType, legalIdNumber: '' };
    await this.#form(req, res, { values, uploads: {}, errors: noErrors, opensManualReview: unit.kind === 'foreign' });
  }

  async #form(req: Request, res: Response, { values, uploads, errors, opensManualReview }: ChangeForm): Promise<void> {
    const { t } = this.pages;
    const { unit, standing, changePending } = await this.view.one(actorOf(req), paramOf(req, 'id'));
    if (!standing.administrator || unit.state !== 'verified') throw new Missing();
    if (changePending) return res.redirect(303, `/units/${unit.id}`);
    const title = t('unit.change.title');
    const model = {
      title,
      unitId: unit.id,
      foreign: unit.kind === 'foreign',
      values,
      errors,
      opensManualReview,
      kept: Object.fromEntries(papers.map((name) => [name, keptFile(req, uploads[name])])),
      idTypes: idTypes.map((type) => ({ value: type, label: t(`unit.id-type.${type}`) })),
    };
    const crumbs = [
      { label: t('unit.list.title'), href: '/units' },
      { label: unit.profile.name, href: `/units/${unit.id}` },
      { label: title },
    ];
    await this.pages.respond(req, res, 'unit/change', model, { status: errors.list.length === 0 ? 200 : 422, crumbs });
  }

  async #post(req: Request, res: Response): Promise<void> {
    const unitId = paramOf(req, 'id');
    const values = valuesOf(req, ...fields);
    const uploads: Uploads = {};
    try {
      await this.#keep(req, uploads);
      const route = fieldOf(req, 'route', 20) === 'manual-review' ? 'manual-review' : 'checks';
      const result = await this.change.execute(actorOf(req), { unitId, form: values, papers: idsOf(uploads), route });
      res.redirect(303, `/units/${unitId}?saved=${result === 'effective' ? 'changed' : 'change-sent'}`);
    } catch (error) {
      const opensManualReview = error instanceof CheckFailed && error.opensManualReview;
      await this.#form(req, res, { values, uploads, errors: shownErrors(this.pages, error, 'name'), opensManualReview });
    }
  }

  async #keep(req: Request, uploads: Uploads): Promise<void> {
    const refused = [];
    for (const name of papers) {
      try {
        const kind = name === 'licence' || name === 'proof' ? 'document' : 'picture';
        const info = await uploadedFile(req, this.blobs, name, kind);
        if (info !== undefined) uploads[name] = info;
      } catch (error) {
        if (!(error instanceof InvalidFields)) throw error;
        refused.push(...error.fields);
      }
    }
    if (refused.length > 0) throw new InvalidFields(refused);
  }
}

function idsOf({ licence, proof, idPortrait, idEmblem }: Uploads) {
  return { licence: licence?.id, proof: proof?.id, idPortrait: idPortrait?.id, idEmblem: idEmblem?.id };
}
