import type { Request, Response, Router } from 'express';
import { personOf } from '../../../../kernel/actor.ts';
import { paramOf, queryOf } from '../../../../web/forms.ts';
import type { Pages } from '../../../../web/page.ts';
import { actorOf } from '../../../../web/request-context.ts';
import type { SealPictures } from '../../application/seal-pictures.ts';
import type { ViewSeals } from '../../application/view-seals.ts';
import type { VoidSeal } from '../../application/void-seal.ts';
import { detailPage, listPage, voidDialog } from './list-page.ts';

/** 我的印章: the seals of a unit, one seal, its picture, voiding it. */
export class ListRoutes {
  constructor(
    private readonly pages: Pages,
    private readonly view: ViewSeals,
    private readonly pictures: SealPictures,
    private readonly voidSeal: VoidSeal,
  ) {}

  mount(router: Router): void {
    router.get('/seals', (req, res) => this.#list(req, res));
    router.get('/seals/:id', (req, res) => this.#one(req, res));
    router.get('/seals/:id/picture.svg', (req, res) => this.#svg(req, res));
    router.get('/seals/:id/picture.png', (req, res) => this.#png(req, res));
    router.get('/seals/:id/void', (req, res) => this.#confirmVoid(req, res));
    router.post('/seals/:id/void', (req, res) => this.#void(req, res));
  }

  async #list(req: Request, res: Response): Promise<void> {
    const actor = actorOf(req);
    const list = await this.view.list(actor, queryOf(req, 'unit', 60));
    const { t } = this.pages;
    const crumbs = [{ label: t('seal.crumb.home'), href: '/' }, { label: t('seal.list.title') }];
    if (list === undefined) return this.pages.respond(req, res, 'seal/no-unit', { title: t('seal.list.title') }, { crumbs });
    const flash = queryOf(req, 'done');
    const model = listPage(t, list, personOf(actor).accountId, queryOf(req, 'show') === 'voided');
    await this.pages.respond(
      req,
      res,
      'seal/list',
      { ...model, done: flash === 'asked' || flash === 'decided' ? flash : undefined },
      { crumbs },
    );
  }

  async #one(req: Request, res: Response): Promise<void> {
    const detail = await this.view.one(actorOf(req), paramOf(req, 'id'));
    const model = detailPage(this.pages.t, detail, personOf(actorOf(req)).accountId);
    const [made, voided, done] = ['made', 'voided', 'done'].map((name) => queryOf(req, name) !== '');
    await this.pages.respond(
      req,
      res,
      'seal/detail',
      { ...model, made, voided, done },
      { crumbs: this.#crumbs(detail.unit.id, model.title), wide: true },
    );
  }

  /** As a picture the SVG can neither run nor fetch anything; the policy says so once more. */
  async #svg(req: Request, res: Response): Promise<void> {
    const picture = await this.pictures.forScreen(actorOf(req), paramOf(req, 'id'));
    res.set('Content-Security-Policy', "default-src 'none'; sandbox").set('Cache-Control', 'private, no-store').type(picture.mediaType);
    res.send(Buffer.from(picture.bytes));
  }

  async #png(req: Request, res: Response): Promise<void> {
    const bytes = await this.pictures.png(actorOf(req), paramOf(req, 'id'));
    res.set('Cache-Control', 'private, no-store').attachment('seal.png').type('png').send(Buffer.from(bytes));
  }

  async #confirmVoid(req: Request, res: Response): Promise<void> {
    const { seal, unit } = await this.view.one(actorOf(req), paramOf(req, 'id'));
    const confirm = voidDialog(this.pages.t, seal);
    await this.pages.respond(req, res, 'web/confirm', { title: confirm.title, confirm }, { crumbs: this.#crumbs(unit.id, confirm.title) });
  }

  async #void(req: Request, res: Response): Promise<void> {
    const sealId = paramOf(req, 'id');
    await this.voidSeal.execute(actorOf(req), sealId);
    res.redirect(303, `/seals/${sealId}?voided=1`);
  }

  #crumbs(unitId: string, title: string) {
    const { t } = this.pages;
    return [{ label: t('seal.crumb.home'), href: '/' }, { label: t('seal.list.title'), href: `/seals?unit=${unitId}` }, { label: title }];
  }
}
