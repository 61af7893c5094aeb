import type { Request, Response, Router } from 'express';
import type { BlobInfo, Blobs } from '../../../../kernel/blobs.ts';
import { Missing } from '../../../../kernel/domain-error.ts';
import { fieldOf, noErrors, paramOf, type ShownErrors, shownErrors } from '../../../../web/forms.ts';
import type { Pages } from '../../../../web/page.ts';
import { actorOf } from '../../../../web/request-context.ts';
import type { ReviewApplication } from '../../application/apply-for-administrator.ts';
import type { ReviewChange } from '../../application/review-change.ts';
import type { ReviewDecision, ReviewUnit } from '../../application/review-unit.ts';
import { sendPaper } from './send-paper.ts';
import { isChangePaper, staffApplicationPage, staffChangePage, staffReviewPage, staffReviewsPage } from './staff-review-pages.ts';
import { isPaperName } from './unit-pages.ts';

/** PLT-024: the manual-review desk for units, under /staff. */
export class StaffReviewRoutes {
  constructor(
    private readonly pages: Pages,
    private readonly blobs: Blobs,
    private readonly review: ReviewUnit,
    private readonly applications: ReviewApplication,
    private readonly changes: ReviewChange,
  ) {}

  mount(router: Router): void {
    router.get('/staff/unit-reviews', (req, res) => this.#showList(req, res));
    router.get('/staff/unit-reviews/:id', (req, res) => this.#showReview(req, res));
    router.get('/staff/unit-reviews/:id/papers/:paper', (req, res) => this.#sendPaper(req, res));
    router.get('/staff/unit-changes/:id', (req, res) => this.#showChange(req, res));
    router.get('/staff/unit-changes/:id/papers/:paper', (req, res) => this.#sendChangePaper(req, res));
    router.post('/staff/unit-changes/:id/approval', (req, res) => this.#decideChange(req, res, { answer: 'approve' }));
    router.post('/staff/unit-changes/:id/rejection', (req, res) =>
      this.#decideChange(req, res, { answer: 'reject', reason: fieldOf(req, 'reason') }),
    );
    router.get('/staff/administrator-applications/:id', (req, res) => this.#showApplication(req, res));
    router.get('/staff/administrator-applications/:id/proof', (req, res) => this.#sendProof(req, res));
    router.post('/staff/administrator-applications/:id/approval', (req, res) => this.#decideApplication(req, res, { answer: 'approve' }));
    router.post('/staff/administrator-applications/:id/rejection', (req, res) =>
      this.#decideApplication(req, res, { answer: 'reject', reason: fieldOf(req, 'reason') }),
    );
    router.post('/staff/unit-reviews/:id/approval', (req, res) => this.#decide(req, res, { answer: 'approve' }));
    router.post('/staff/unit-reviews/:id/rejection', (req, res) =>
      this.#decide(req, res, { answer: 'reject', reason: fieldOf(req, 'reason') }),
    );
  }

  async #showList(req: Request, res: Response): Promise<void> {
    const actor = actorOf(req);
    const model = staffReviewsPage(this.pages.t, {
      units: await this.review.waiting(actor),
      applications: await this.applications.waiting(actor),
      changes: await this.changes.waiting(actor),
    });
    await this.pages.respond(req, res, 'unit/staff-reviews', model);
  }

  async #showReview(req: Request, res: Response, errors: ShownErrors = noErrors): Promise<void> {
    const found = await this.review.open(actorOf(req), paramOf(req, 'id'));
    const infos = await this.#infos(found.unit.papers);
    const model = staffReviewPage(this.pages.t, found, infos, { errors, reason: fieldOf(req, 'reason') });
    const crumbs = [{ label: this.pages.t('unit.nav.staff-reviews'), href: '/staff/unit-reviews' }, { label: model.title }];
    await this.pages.respond(req, res, 'unit/staff-review', model, { status: errors.list.length === 0 ? 200 : 422, wide: true, crumbs });
  }

  async #sendPaper(req: Request, res: Response): Promise<void> {
    const paper = paramOf(req, 'paper');
    if (!isPaperName(paper)) throw new Missing();
    await sendPaper(res, this.blobs, await this.review.paper(actorOf(req), paramOf(req, 'id'), paper));
  }

  async #decide(req: Request, res: Response, decision: ReviewDecision): Promise<void> {
    try {
      await this.review.decide(actorOf(req), paramOf(req, 'id'), decision);
    } catch (error) {
      return this.#showReview(req, res, shownErrors(this.pages, error, 'reason'));
    }
    res.redirect(303, '/staff/unit-reviews');
  }

  async #showApplication(req: Request, res: Response, errors: ShownErrors = noErrors): Promise<void> {
    const application = await this.applications.open(actorOf(req), paramOf(req, 'id'));
    const proof = await this.blobs.info(application.proof);
    const model = staffApplicationPage(this.pages.t, application, proof, { errors, reason: fieldOf(req, 'reason') });
    const crumbs = [{ label: this.pages.t('unit.nav.staff-reviews'), href: '/staff/unit-reviews' }, { label: model.title }];
    await this.pages.respond(req, res, 'unit/staff-review', model, { status: errors.list.length === 0 ? 200 : 422, wide: true, crumbs });
  }

  async #sendProof(req: Request, res: Response): Promise<void> {
    const { proof } = await this.applications.open(actorOf(req), paramOf(req, 'id'));
    await sendPaper(res, this.blobs, proof);
  }

  async #decideApplication(req: Request, res: Response, decision: ReviewDecision): Promise<void> {
    try {
      await this.applications.decide(actorOf(req), paramOf(req, 'id'), decision);
    } catch (error) {
      return this.#showApplication(req, res, shownErrors(this.pages, error, 'reason'));
    }
    res.redirect(303, '/staff/unit-reviews');
  }

  async #showChange(req: Request, res: Response, errors: ShownErrors = noErrors): Promise<void> {
    const change = await this.changes.open(actorOf(req), paramOf(req, 'id'));
    const model = staffChangePage(this.pages.t, change, await this.#infos(change.papers), { errors, reason: fieldOf(req, 'reason') });
    const crumbs = [{ label: this.pages.t('unit.nav.staff-reviews'), href: '/staff/unit-reviews' }, { label: model.title }];
    await this.pages.respond(req, res, 'unit/staff-review', model, { status: errors.list.length === 0 ? 200 : 422, wide: true, crumbs });
  }

  async #infos(papers: object): Promise<ReadonlyMap<string, BlobInfo>> {
    const infos = new Map<string, BlobInfo>();
    for (const [name, blobId] of Object.entries(papers)) {
      if (typeof blobId === 'string' && blobId !== '') infos.set(name, await this.blobs.info(blobId));
    }
    return infos;
  }

  async #sendChangePaper(req: Request, res: Response): Promise<void> {
    const paper = paramOf(req, 'paper');
    if (!isChangePaper(paper)) throw new Missing();
    const blobId = (await this.changes.open(actorOf(req), paramOf(req, 'id'))).papers[paper];
    if (blobId === undefined) throw new Missing();
    await sendPaper(res, this.blobs, blobId);
  }

  async #decideChange(req: Request, res: Response, decision: ReviewDecision): Promise<void> {
    try {
      await this.changes.decide(actorOf(req), paramOf(req, 'id'), decision);
    } catch (error) {
      return this.#showChange(req, res, shownErrors(this.pages, error, 'reason'));
    }
    res.redirect(303, '/staff/unit-reviews');
  }
}
