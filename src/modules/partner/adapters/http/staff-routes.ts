import type { Request, Response, Router } from 'express';
import type { ChinaRegions } from '../../../../adapters/system/china-regions.ts';
import type { Blobs } from '../../../../kernel/blobs.ts';
import { Missing } from '../../../../kernel/domain-error.ts';
import { fieldOf, noErrors, paramOf, queryOf, type ShownErrors, shownErrors, valuesOf } from '../../../../web/forms.ts';
import type { Pages } from '../../../../web/page.ts';
import { RateLimit } from '../../../../web/rate-limit.ts';
import { actorOf } from '../../../../web/request-context.ts';
import type { SessionCookie } from '../../../../web/session.ts';
import type { ApproveRegistration } from '../../application/approve-registration.ts';
import type { ListRegistrations } from '../../application/list-registrations.ts';
import type { ReassignRegistration } from '../../application/reassign-registration.ts';
import type { RejectRegistration } from '../../application/reject-registration.ts';
import type { StaffSignIn } from '../../application/staff-sign-in.ts';
import type { ViewRegistration } from '../../application/view-registration.ts';
import { reviewPage, staffListPage, staffQueuePage } from './staff-pages.ts';

/** The operator's side: queue, review with the licence beside the data, the list of partners. */
export class StaffRoutes {
  readonly #perAddress = new RateLimit({ name: 'staff-sign-in', points: 20, seconds: 600 });
  readonly #perLogin = new RateLimit({ name: 'staff-login', points: 8, seconds: 900 });

  constructor(
    private readonly pages: Pages,
    private readonly cookie: SessionCookie,
    private readonly regions: ChinaRegions,
    private readonly blobs: Blobs,
    private readonly list: ListRegistrations,
    private readonly view: ViewRegistration,
    private readonly approve: ApproveRegistration,
    private readonly reject: RejectRegistration,
    private readonly reassign: ReassignRegistration,
    private readonly signIn: StaffSignIn,
    private readonly codeNeeded: boolean,
  ) {}

  mount(router: Router): void {
    router.get('/staff/sign-in', (req, res) => this.#signInPage(req, res, { login: '' }));
    router.post('/staff/sign-in', this.#perAddress.byAddress, (req, res) => this.#postSignIn(req, res));
    router.get('/staff/reviews', (req, res) => this.#showQueue(req, res));
    router.get('/staff/partners', (req, res) => this.#showList(req, res));
    router.get('/staff/partners/:id', (req, res) => this.#showReview(req, res));
    router.get('/staff/partners/:id/licence', (req, res) => this.#sendLicence(req, res));
    router.post('/staff/partners/:id/approval', (req, res) => this.#decide(req, res, (id) => this.approve.execute(actorOf(req), id)));
    router.post('/staff/partners/:id/rejection', (req, res) =>
      this.#decide(req, res, (id) => this.reject.execute(actorOf(req), id, fieldOf(req, 'reason'))),
    );
    router.post('/staff/partners/:id/reviewer', (req, res) =>
      this.#decide(req, res, (id) => this.reassign.execute(actorOf(req), id, fieldOf(req, 'reviewer'))),
    );
  }

  #signInPage(req: Request, res: Response, values: { login: string }, errors: ShownErrors = noErrors): Promise<void> {
    const status = errors.list.length === 0 ? 200 : 422;
    const model = { title: this.pages.t('partner.staff-sign-in.title'), values, errors, codeNeeded: this.codeNeeded };
    return this.pages.respond(req, res, 'staff/sign-in', model, { status, layout: 'public' });
  }

  async #postSignIn(req: Request, res: Response): Promise<void> {
    const values = valuesOf(req, 'login');
    const login = values.login.trim().toLowerCase().slice(0, 254);
    await this.#perLogin.spend(login);
    try {
      const { sessionId } = await this.signIn.execute(login, fieldOf(req, 'password', 256), fieldOf(req, 'code', 20));
      await this.#perLogin.forgive(login);
      this.cookie.signIn(res, sessionId);
    } catch (error) {
      return this.#signInPage(req, res, values, shownErrors(this.pages, error, 'login'));
    }
    res.redirect(303, '/staff');
  }

  async #showQueue(req: Request, res: Response): Promise<void> {
    const rows = await this.list.queue(actorOf(req));
    await this.pages.respond(req, res, 'staff/reviews', staffQueuePage(this.pages.t, this.regions, rows));
  }

  async #showList(req: Request, res: Response): Promise<void> {
    const filter = { state: queryOf(req, 'state'), text: queryOf(req, 'text'), after: queryOf(req, 'after') };
    const found = await this.list.search(actorOf(req), filter);
    await this.pages.respond(req, res, 'staff/partners', staffListPage(this.pages.t, this.regions, found, filter));
  }

  async #showReview(req: Request, res: Response, errors: ShownErrors = noErrors): Promise<void> {
    const found = await this.view.forStaff(actorOf(req), paramOf(req, 'id'));
    const licence = found.registration.licenceBlobId === undefined ? undefined : await this.blobs.info(found.registration.licenceBlobId);
    const status = errors.list.length === 0 ? 200 : 422;
    await this.pages.respond(
      req,
      res,
      'staff/partner-review',
      reviewPage(this.pages.t, this.regions, found, licence, { errors, reason: fieldOf(req, 'reason') }),
      {
        status,
        wide: true,
        crumbs: [
          { label: this.pages.t('partner.nav.reviews'), href: '/staff/reviews' },
          { label: found.registration.company?.companyName ?? '' },
        ],
      },
    );
  }

  async #sendLicence(req: Request, res: Response): Promise<void> {
    const { registration } = await this.view.forStaff(actorOf(req), paramOf(req, 'id'));
    if (registration.licenceBlobId === undefined) throw new Missing('upload.missing');
    const info = await this.blobs.info(registration.licenceBlobId);
    const disposition = info.mediaType === 'application/pdf' ? 'attachment' : 'inline';
    res.set('Cache-Control', 'no-store').set('Content-Security-Policy', "default-src 'none'; sandbox").type(info.mediaType);
    res.set('Content-Disposition', `${disposition}; filename*=UTF-8''${encodeURIComponent(info.name)}`);
    res.send(Buffer.from(await this.blobs.bytes(info.id)));
  }

  async #decide(req: Request, res: Response, decision: (id: string) => Promise<void>): Promise<void> {
    try {
      await decision(paramOf(req, 'id'));
    } catch (error) {
      return this.#showReview(req, res, shownErrors(this.pages, error, 'reason'));
    }
    res.redirect(303, '/staff/reviews');
  }
}
