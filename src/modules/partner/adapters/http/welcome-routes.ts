import type { Request, Response, Router } from 'express';
import { noErrors, paramOf, type ShownErrors, shownErrors, valuesOf } from '../../../../web/forms.ts';
import type { Pages } from '../../../../web/page.ts';
import { qrSymbol } from '../../../../web/qr-symbol.ts';
import { RateLimit } from '../../../../web/rate-limit.ts';
import type { AcceptStaffInvitation } from '../../application/accept-staff-invitation.ts';
import type { RouteGroup } from './partner-routes.ts';

/** The one-time page behind `yinxin staff add`. */
export class WelcomeRoutes implements RouteGroup {
  readonly #perAddress = new RateLimit({ name: 'staff-welcome', points: 20, seconds: 600 });

  constructor(
    private readonly pages: Pages,
    private readonly accept: AcceptStaffInvitation,
  ) {}

  mount(router: Router): void {
    router.get('/staff/welcome/:token', this.#perAddress.byAddress, (req, res) => this.#show(req, res));
    router.post('/staff/welcome/:token', this.#perAddress.byAddress, (req, res) => this.#post(req, res));
  }

  async #show(req: Request, res: Response, errors: ShownErrors = noErrors): Promise<void> {
    const token = paramOf(req, 'token');
    const invited = await this.accept.see(token);
    const qr = qrSymbol(invited.appAddress);
    const secret = new URL(invited.appAddress).searchParams.get('secret') ?? '';
    const model = { title: this.pages.t('partner.welcome.title', { name: invited.name }), token, invited, qr, secret, errors };
    await this.pages.respond(req, res, 'staff/welcome', model, { layout: 'public', status: errors.list.length === 0 ? 200 : 422 });
  }

  async #post(req: Request, res: Response): Promise<void> {
    try {
      await this.accept.execute(paramOf(req, 'token'), valuesOf(req, 'newPassword', 'confirmPassword', 'code'));
    } catch (error) {
      return this.#show(req, res, shownErrors(this.pages, error, 'code'));
    }
    res.redirect(303, '/staff/sign-in');
  }
}
