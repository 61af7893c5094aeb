import type { Request, Response, Router } from 'express';
import type { ChinaRegions } from '../../../../adapters/system/china-regions.ts';
import type { Blobs } from '../../../../kernel/blobs.ts';
import { InvalidFields } from '../../../../kernel/domain-error.ts';
import { fieldOf, paramOf, queryOf, shownErrors, valuesOf } from '../../../../web/forms.ts';
import type { Pages } from '../../../../web/page.ts';
import { RateLimit } from '../../../../web/rate-limit.ts';
import { contextOf } from '../../../../web/request-context.ts';
import { keptFile, uploadedFile, uploadForm } from '../../../../web/uploads.ts';
import type { SaveCompanyData } from '../../application/save-company-data.ts';
import type { StartRegistration } from '../../application/start-registration.ts';
import type { SubmitRegistration } from '../../application/submit-registration.ts';
import type { ViewRegistration } from '../../application/view-registration.ts';
import { checkPage, companyPage, regionPage, resultPage } from './partner-pages.ts';

const companyFields = ['companyName', 'uscc', 'legalRepresentative', 'address', 'contactName', 'contactMobile', 'contactMail'] as const;

/** PAR-001…006: region, company data with licence, check answers with the choice of reviewer, result. */
export class RegistrationRoutes {
  readonly #limit = new RateLimit({ name: 'register', points: 60, seconds: 3600 });

  constructor(
    private readonly pages: Pages,
    private readonly regions: ChinaRegions,
    private readonly blobs: Blobs,
    private readonly start: StartRegistration,
    private readonly saveCompany: SaveCompanyData,
    private readonly submit: SubmitRegistration,
    private readonly view: ViewRegistration,
  ) {}

  mount(router: Router): void {
    router.get('/register/partner', (req, res) => this.#showRegion(req, res));
    router.get('/register/partner/cities', (req, res) => this.#showCities(req, res));
    router.post('/register/partner', this.#limit.byAddress, (req, res) => this.#postRegion(req, res));
    router.get('/register/partner/:id', (req, res) => this.#showResult(req, res));
    router.get('/register/partner/:id/company', (req, res) => this.#showCompany(req, res));
    router.post('/register/partner/:id/company', ...uploadForm('licence'), (req, res) => this.#postCompany(req, res));
    router.get('/register/partner/:id/check', (req, res) => this.#showCheck(req, res));
    router.post('/register/partner/:id/check', (req, res) => this.#postCheck(req, res));
  }

  async #showRegion(req: Request, res: Response): Promise<void> {
    const known = queryOf(req, 'registration');
    const region = known === '' ? undefined : (await this.view.own(contextOf(req).visitId, known)).registration.region;
    const values = { province: region?.province ?? queryOf(req, 'province'), city: region?.city ?? '' };
    await this.pages.respond(req, res, 'partner/region', regionPage(this.pages.t, this.regions, values, known));
  }

  async #showCities(req: Request, res: Response): Promise<void> {
    const page = regionPage(this.pages.t, this.regions, { province: queryOf(req, 'province'), city: '' }, '');
    await this.pages.respondPart(req, res, 'partner/_cities', page);
  }

  async #postRegion(req: Request, res: Response): Promise<void> {
    const values = valuesOf(req, 'province', 'city');
    const registration = fieldOf(req, 'registration');
    const city = values.city === '' ? undefined : values.city;
    if (!this.regions.exists(values.province, city)) {
      const field = this.regions.exists(values.province, undefined) ? 'city' : 'province';
      const errors = shownErrors(this.pages, new InvalidFields([{ field, code: 'input.choose-one' }]), field);
      return this.pages.respond(req, res, 'partner/region', regionPage(this.pages.t, this.regions, values, registration, errors), {
        status: 422,
      });
    }
    const started = await this.start.execute(
      contextOf(req).visitId,
      { province: values.province, city },
      registration === '' ? undefined : registration,
    );
    res.redirect(303, `/register/partner/${started.registrationId}/company`);
  }

  async #showCompany(req: Request, res: Response): Promise<void> {
    const { registration } = await this.view.own(contextOf(req).visitId, paramOf(req, 'id'));
    const licence = registration.licenceBlobId === undefined ? undefined : await this.blobs.info(registration.licenceBlobId);
    await this.pages.respond(
      req,
      res,
      'partner/company',
      companyPage(this.pages.t, registration, { ...registration.company }, keptFile(req, licence)),
    );
  }

  async #postCompany(req: Request, res: Response): Promise<void> {
    const { visitId } = contextOf(req);
    const id = paramOf(req, 'id');
    const { registration } = await this.view.own(visitId, id);
    const values = valuesOf(req, ...companyFields);
    let licence = registration.licenceBlobId === undefined ? undefined : await this.blobs.info(registration.licenceBlobId);
    try {
      licence = (await uploadedFile(req, this.blobs, 'licence', 'document')) ?? licence;
      await this.saveCompany.execute(visitId, id, values, licence?.id);
    } catch (error) {
      const errors = shownErrors(this.pages, error, 'companyName');
      return this.pages.respond(
        req,
        res,
        'partner/company',
        companyPage(this.pages.t, registration, values, keptFile(req, licence), errors),
        { status: 422 },
      );
    }
    res.redirect(303, `/register/partner/${id}/check`);
  }

  async #showCheck(req: Request, res: Response): Promise<void> {
    await this.pages.respond(req, res, 'partner/check', await this.#checkModel(req));
  }

  async #postCheck(req: Request, res: Response): Promise<void> {
    const id = paramOf(req, 'id');
    try {
      await this.submit.execute(contextOf(req).visitId, id, fieldOf(req, 'reviewer'));
    } catch (error) {
      const errors = shownErrors(this.pages, error, 'reviewer');
      return this.pages.respond(req, res, 'partner/check', await this.#checkModel(req, errors), { status: 422 });
    }
    res.redirect(303, `/register/partner/${id}`);
  }

  async #checkModel(req: Request, errors?: ReturnType<typeof shownErrors>) {
    const { registration, reviewers } = await this.view.own(contextOf(req).visitId, paramOf(req, 'id'));
    const licence = registration.licenceBlobId === undefined ? undefined : await this.blobs.info(registration.licenceBlobId);
    return checkPage(this.pages.t, this.regions, registration, reviewers, licence, errors);
  }

  async #showResult(req: Request, res: Response): Promise<void> {
    const { registration, reviewers } = await this.view.own(contextOf(req).visitId, paramOf(req, 'id'));
    if (registration.state === 'draft') return res.redirect(303, `/register/partner/${registration.id}/company`);
    await this.pages.respond(req, res, 'partner/result', resultPage(this.pages.t, registration, reviewers));
  }
}
