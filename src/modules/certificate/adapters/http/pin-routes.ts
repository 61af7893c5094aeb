import type { Request, Response, Router } from 'express';
import { personOf } from '../../../../kernel/actor.ts';
import { fieldOf, noErrors, type ShownErrors, shownErrors } from '../../../../web/forms.ts';
import type { Pages } from '../../../../web/page.ts';
import { RateLimit } from '../../../../web/rate-limit.ts';
import { actorOf } from '../../../../web/request-context.ts';
import type { PinOfAccount } from '../../application/pin-of-account.ts';

type View = 'set' | 'change' | 'reset' | 'done';

/** 证书密码: first setting, change, reset by SMS code (CER-074…076). */
export class PinRoutes {
  readonly #perAccount = new RateLimit({ name: 'certificate-pin', points: 30, seconds: 600 });

  constructor(
    private readonly pages: Pages,
    private readonly pins: PinOfAccount,
  ) {}

  mount(router: Router): void {
    router.get('/certificates/pin', (req, res) => this.#page(req, res));
    router.post('/certificates/pin', (req, res) => this.#act(req, res, 'set', () => this.pins.set(actorOf(req), newPin(req))));
    router.post('/certificates/pin/change', (req, res) =>
      this.#act(req, res, 'change', () => this.pins.change(actorOf(req), { ...newPin(req), oldPin: fieldOf(req, 'oldPin', 20) })),
    );
    router.get('/certificates/pin/reset', (req, res) => this.#show(req, res, 'reset'));
    router.post('/certificates/pin/code', (req, res) => this.#sendCode(req, res));
    router.post('/certificates/pin/reset', (req, res) =>
      this.#act(req, res, 'reset', () => this.pins.reset(actorOf(req), { ...newPin(req), code: fieldOf(req, 'code', 20) })),
    );
  }

  async #page(req: Request, res: Response): Promise<void> {
    const { state } = await this.pins.state(actorOf(req));
    await this.#show(req, res, state === 'unset' ? 'set' : state === 'locked' ? 'reset' : 'change');
  }

  async #sendCode(req: Request, res: Response): Promise<void> {
    try {
      const { maskedMobile } = await this.pins.sendResetCode(actorOf(req));
      await this.#show(req, res, 'reset', noErrors, maskedMobile);
    } catch (error) {
      await this.#show(req, res, 'reset', shownErrors(this.pages, error, 'code'));
    }
  }

  async #act(req: Request, res: Response, view: View, action: () => Promise<void>): Promise<void> {
    await this.#perAccount.spend(personOf(actorOf(req)).accountId);
    try {
      await action();
    } catch (error) {
      return this.#show(req, res, view, shownErrors(this.pages, error, view === 'change' ? 'oldPin' : 'pin'));
    }
    await this.#show(req, res, 'done');
  }

  async #show(req: Request, res: Response, view: View, errors: ShownErrors = noErrors, sentTo?: string): Promise<void> {
    const pin = await this.pins.state(actorOf(req));
    const model = { title: this.pages.t('certificate.nav.pin'), view, pin, errors, sentTo };
    await this.pages.respond(req, res, 'certificate/pin', model, {
      status: errors.list.length === 0 ? 200 : 422,
      crumbs: [{ label: this.pages.t('certificate.nav.mine'), href: '/certificates' }, { label: this.pages.t('certificate.nav.pin') }],
    });
  }
}

function newPin(req: Request) {
  return { pin: fieldOf(req, 'pin', 20), pinRepeated: fieldOf(req, 'pinRepeated', 20) };
}
