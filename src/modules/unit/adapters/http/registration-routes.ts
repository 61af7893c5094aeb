import type { Request, Response, Router } from 'express';
import { verifiedPersonOf } from '../../../../kernel/actor.ts';
import type { BlobInfo, Blobs } from '../../../../kernel/blobs.ts';
import type { Ids } from '../../../../kernel/ids.ts';
import { fieldOf, noErrors, operationOf, paramOf, queryOf, type ShownErrors, shownErrors, valuesOf } from '../../../../web/forms.ts';
import type { Pages } from '../../../../web/page.ts';
import { RateLimit } from '../../../../web/rate-limit.ts';
import { actorOf } from '../../../../web/request-context.ts';
import { keptFile, uploadedFile, uploadForm } from '../../../../web/uploads.ts';
import type { RegisterDomesticUnit } from '../../application/register-domestic-unit.ts';
import type { SubmitLicence } from '../../application/submit-licence.ts';
import type { ViewUnits } from '../../application/view-units.ts';
import { idTypes } from '../../domain/legal-representative.ts';
import { CheckFailed } from '../../domain/unit-errors.ts';
import { registeredFacts } from './unit-pages.ts';
import { verificationSteps } from './unit-status.ts';
import { keepUploads, type Uploads } from './uploaded-papers.ts';

const fields = ['as', 'name', 'code', 'region', 'address', 'legalName', 'legalIdType', 'legalIdNumber'] as const;
const paperNames = ['idPortrait', 'idEmblem', 'authorisationLetter'] as const;

type Values = Readonly<Record<(typeof fields)[number], string>>;

interface FormState {
  readonly values: Values;
  readonly uploads?: Uploads;
  readonly operation?: string;
  readonly errors?: ShownErrors;
  readonly prefilled?: boolean;
  /** Straight from the real-name check. */
  readonly justVerified?: boolean;
  readonly opensManualReview?: boolean;
}

/** UNI-002 to UNI-007, UNI-012: the form of a new unit, the printable letter, the licence. */
export class RegistrationRoutes {
  readonly #limit = new RateLimit({ name: 'unit-register', points: 60, seconds: 3600 });

  constructor(
    private readonly pages: Pages,
    private readonly blobs: Blobs,
    private readonly ids: Ids,
    private readonly view: ViewUnits,
    private readonly register: RegisterDomesticUnit,
    private readonly submitLicence: SubmitLicence,
  ) {}

  mount(router: Router): void {
    router.get('/units/new', (req, res) => this.#showForm(req, res));
    router.post('/units', this.#limit.byAddress, ...uploadForm(...paperNames), (req, res) => this.#postForm(req, res));
    router.get('/units/letter', (req, res) => this.#showLetter(req, res));
    router.get('/units/:id/licence', (req, res) => this.#showLicence(req, res));
    router.post('/units/:id/licence', this.#limit.byAddress, ...uploadForm('licence'), (req, res) => this.#postLicence(req, res));
  }

  async #showForm(req: Request, res: Response): Promise<void> {
    const actor = actorOf(req);
    verifiedPersonOf(actor);
    const hint = await this.view.companyOf(actor);
    await this.#form(req, res, {
      values: {
        as: 'administrator',
        name: hint?.name ?? '',
        code: hint?.code ?? '',
        region: hint?.region ?? '',
        address: hint?.address ?? '',
        legalName: hint?.legalRepresentative ?? '',
        legalIdType: 'resident',
        legalIdNumber: '',
      },
      prefilled: hint !== undefined,
      justVerified: queryOf(req, 'verified') === '1',
    });
  }

  async #form(req: Request, res: Response, state: FormState): Promise<void> {
    const { t } = this.pages;
    const { values, uploads = {}, errors = noErrors } = state;
    const model = {
      title: t('unit.new.title'),
      steps: verificationSteps(t, 'register'),
      values,
      errors,
      prefilled: state.prefilled ?? false,
      justVerified: state.justVerified ?? false,
      opensManualReview: state.opensManualReview ?? false,
      operationId: state.operation ?? this.ids.next(),
      kept: Object.fromEntries(paperNames.map((name) => [name, keptFile(req, uploads[name])])),
      idTypes: idTypes.map((type) => ({ value: type, label: t(`unit.id-type.${type}`) })),
    };
    const crumbs = [{ label: t('unit.list.title'), href: '/units' }, { label: t('unit.new.title') }];
    await this.pages.respond(req, res, 'unit/new', model, { status: errors.list.length === 0 ? 200 : 422, crumbs });
  }

  async #postForm(req: Request, res: Response): Promise<void> {
    const values = valuesOf(req, ...fields);
    const operation = operationOf(req, this.ids);
    const uploads: Uploads = {};
    try {
      await keepUploads(req, this.blobs, paperNames, uploads);
      const { unitId } = await this.register.execute(actorOf(req), {
        as: values.as === 'legal-representative' ? 'legal-representative' : 'administrator',
        form: values,
        papers: values.as === 'legal-representative' ? {} : idsOf(uploads),
        route: fieldOf(req, 'route', 20) === 'manual-review' ? 'manual-review' : 'checks',
        operationId: operation,
      });
      const { unit } = await this.view.one(actorOf(req), unitId);
      res.redirect(303, unit.state === 'registered' ? `/units/${unitId}/licence` : '/units');
    } catch (error) {
      const errors = shownErrors(this.pages, error, 'name');
      const opensManualReview = error instanceof CheckFailed && error.opensManualReview;
      await this.#form(req, res, { values, uploads, operation, errors, opensManualReview });
    }
  }

  /** UNI-005: filled by the server, printed, stamped, photographed. */
  async #showLetter(req: Request, res: Response): Promise<void> {
    const { t } = this.pages;
    const person = verifiedPersonOf(actorOf(req));
    const hint = await this.view.companyOf(person);
    const typed = (name: string, known: string | undefined) => (name in req.query ? queryOf(req, name, 120) : (known ?? ''));
    const values = {
      name: typed('name', hint?.name),
      code: typed('code', hint?.code),
      legalName: typed('legalName', hint?.legalRepresentative),
    };
    const or = (text: string) => (text === '' ? t('unit.letter.blank') : text);
    const body = t('unit.letter.body-1', {
      name: or(values.name),
      code: or(values.code),
      legal: or(values.legalName),
      agent: person.name,
      agentId: await this.view.ownIdNumber(person),
    });
    const crumbs = [{ label: t('unit.new.title'), href: '/units/new' }, { label: t('unit.letter.title') }];
    await this.pages.respond(req, res, 'unit/letter', { title: t('unit.letter.title'), values, body, agent: person.name }, { crumbs });
  }

  async #showLicence(req: Request, res: Response): Promise<void> {
    await this.#licencePage(req, res, {});
  }

  async #licencePage(
    req: Request,
    res: Response,
    state: { readonly upload?: BlobInfo | undefined; readonly errors?: ShownErrors; readonly opensManualReview?: boolean },
  ): Promise<void> {
    const { t } = this.pages;
    const { unit, standing } = await this.view.one(actorOf(req), paramOf(req, 'id'));
    if (unit.state !== 'registered' || !standing.administrator) return res.redirect(303, `/units/${unit.id}`);
    const { errors = noErrors } = state;
    const model = {
      title: t('unit.licence.title'),
      steps: verificationSteps(t, 'licence'),
      unitId: unit.id,
      errors,
      kept: keptFile(req, state.upload),
      facts: registeredFacts(t, unit),
      opensManualReview: state.opensManualReview ?? false,
    };
    const crumbs = [
      { label: t('unit.list.title'), href: '/units' },
      { label: unit.profile.name, href: `/units/${unit.id}` },
      { label: model.title },
    ];
    await this.pages.respond(req, res, 'unit/licence', model, { status: errors.list.length === 0 ? 200 : 422, crumbs });
  }

  async #postLicence(req: Request, res: Response): Promise<void> {
    const unitId = paramOf(req, 'id');
    const route = fieldOf(req, 'route', 20) === 'manual-review' ? 'manual-review' : 'checks';
    let upload: BlobInfo | undefined;
    try {
      upload = await uploadedFile(req, this.blobs, 'licence', 'document');
      await this.submitLicence.execute(actorOf(req), { unitId, licence: upload?.id, route });
    } catch (error) {
      const opensManualReview = error instanceof CheckFailed && error.opensManualReview;
      return this.#licencePage(req, res, { upload, errors: shownErrors(this.pages, error, 'licence'), opensManualReview });
    }
    res.redirect(303, route === 'checks' ? `/units/${unitId}/transfer` : '/units');
  }
}

function idsOf(uploads: Uploads) {
  return { idPortrait: uploads.idPortrait?.id, idEmblem: uploads.idEmblem?.id, authorisationLetter: uploads.authorisationLetter?.id };
}
