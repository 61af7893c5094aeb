import type { Request, Response, Router } from 'express';
import { verifiedPersonOf } from '../../../../kernel/actor.ts';
import { Missing } from '../../../../kernel/domain-error.ts';
import { fieldOf, noErrors, paramOf, queryOf, type ShownErrors, shownErrors } from '../../../../web/forms.ts';
import type { Pages } from '../../../../web/page.ts';
import { actorOf } from '../../../../web/request-context.ts';
import type { KeepPersonalSeal } from '../../application/keep-personal-seal.ts';
import { inkColors, padMm, personalSlots, strokeWidths } from '../../domain/personal-seal.ts';
import { shownTime } from './seal-stage.ts';

/** SEA-020 to SEA-025: the person's own name seal and signature. */
export class PersonalRoutes {
  constructor(
    private readonly pages: Pages,
    private readonly personal: KeepPersonalSeal,
  ) {}

  mount(router: Router): void {
    router.get('/seals/personal', (req, res) => this.#show(req, res));
    router.get('/seals/personal/name', (req, res) => this.#showName(req, res));
    router.post('/seals/personal/name', (req, res) => this.#makeName(req, res));
    router.get('/seals/personal/signature', (req, res) => this.#showPad(req, res, { color: inkColors[0], strokeMm: strokeWidths[1] }));
    router.post('/seals/personal/signature', (req, res) => this.#write(req, res));
    router.get('/seals/personal/:slot/picture', (req, res) => this.#picture(req, res));
  }

  async #show(req: Request, res: Response): Promise<void> {
    const { t } = this.pages;
    const seals = await this.personal.all(actorOf(req));
    const slots = personalSlots.map((slot) => {
      const kept = seals.find((seal) => seal.slot === slot);
      const detail = kept === undefined ? '' : t(`seal.personal.way.${kept.picture.way}`, { at: shownTime(kept.updatedAt) });
      return {
        slot,
        title: t(`seal.personal.${slot}`),
        picture: kept === undefined ? undefined : `/seals/personal/${slot}/picture`,
        detail,
      };
    });
    const [name, signature] = slots;
    const title = t('seal.personal.title');
    await this.pages.respond(
      req,
      res,
      'seal/personal',
      { title, name, signature, done: queryOf(req, 'done') !== '' },
      { crumbs: this.#crumbs() },
    );
  }

  async #showName(req: Request, res: Response, errors: ShownErrors = noErrors): Promise<void> {
    const { t } = this.pages;
    const { name } = verifiedPersonOf(actorOf(req));
    const title = t('seal.personal.make-title');
    const { picture, shown } = errors.list.length > 0 ? { picture: undefined, shown: errors } : await this.#namePreview(req);
    const status = shown.list.length === 0 ? 200 : 422;
    await this.pages.respond(
      req,
      res,
      'seal/personal-name',
      { title, name, picture, errors: shown },
      { status, crumbs: this.#crumbs(title) },
    );
  }

  async #namePreview(req: Request): Promise<{ picture: string | undefined; shown: ShownErrors }> {
    try {
      const svg = await this.personal.previewName(actorOf(req));
      return { picture: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`, shown: noErrors };
    } catch (error) {
      return { picture: undefined, shown: shownErrors(this.pages, error, 'name') };
    }
  }

  async #makeName(req: Request, res: Response): Promise<void> {
    try {
      await this.personal.makeName(actorOf(req));
    } catch (error) {
      return this.#showName(req, res, shownErrors(this.pages, error, 'name'));
    }
    res.redirect(303, '/seals/personal?done=1');
  }

  async #showPad(
    req: Request,
    res: Response,
    values: { readonly color: string; readonly strokeMm: string },
    errors: ShownErrors = noErrors,
  ): Promise<void> {
    const { t } = this.pages;
    verifiedPersonOf(actorOf(req));
    const title = t('seal.signature.title');
    const model = {
      title,
      values,
      errors,
      pad: padMm,
      colors: inkColors.map((value) => ({ value, label: t(`seal.ink.${value.slice(1)}`) })),
      widths: strokeWidths.map((value, i) => ({ value, label: t(`seal.stroke.${i + 1}`) })),
    };
    const scripts = ['/assets/scripts/signature-pad.js'];
    await this.pages.respond(req, res, 'seal/signature', model, {
      status: errors.list.length === 0 ? 200 : 422,
      crumbs: this.#crumbs(title),
      scripts,
    });
  }

  async #write(req: Request, res: Response): Promise<void> {
    const values = { color: fieldOf(req, 'color', 20), strokeMm: fieldOf(req, 'strokeMm', 10) };
    try {
      await this.personal.writeSignature(actorOf(req), { ...values, strokes: fieldOf(req, 'strokes', 120_000) });
    } catch (error) {
      return this.#showPad(req, res, values, shownErrors(this.pages, error, 'strokes'));
    }
    res.redirect(303, '/seals/personal?done=1');
  }

  async #picture(req: Request, res: Response): Promise<void> {
    const slot = personalSlots.find((known) => known === paramOf(req, 'slot'));
    if (slot === undefined) throw new Missing('seal.missing');
    const { mediaType, bytes } = await this.personal.picture(actorOf(req), slot);
    res.set('Content-Security-Policy', "default-src 'none'; sandbox").set('Cache-Control', 'private, no-store').type(mediaType);
    res.send(Buffer.from(bytes));
  }

  #crumbs(last?: string) {
    const { t } = this.pages;
    const own = { label: t('seal.personal.title'), href: '/seals/personal' };
    return [{ label: t('seal.crumb.home'), href: '/' }, ...(last === undefined ? [{ label: own.label }] : [own, { label: last }])];
  }
}
