import type { Request, Response, Router } from 'express';
import { personOf } from '../../../../kernel/actor.ts';
import type { Blobs } from '../../../../kernel/blobs.ts';
import { InvalidFields } from '../../../../kernel/domain-error.ts';
import { fieldOf, noErrors, queryOf, type ShownErrors, shownErrors, valuesOf } from '../../../../web/forms.ts';
import type { Pages } from '../../../../web/page.ts';
import { RateLimit } from '../../../../web/rate-limit.ts';
import { actorOf, contextOf } from '../../../../web/request-context.ts';
import type { SessionCookie } from '../../../../web/session.ts';
import { keptFile, uploadedFile, uploadForm } from '../../../../web/uploads.ts';
import type { BeginRealName } from '../../application/begin-real-name.ts';
import type { ChangePassword } from '../../application/change-password.ts';
import type { FinishRealName } from '../../application/finish-real-name.ts';
import type { SignIn } from '../../application/sign-in.ts';
import type { SignOut } from '../../application/sign-out.ts';

/** Signing in and out, the password, the real-name check. */
export class AccountRoutes {
  readonly #perAddress = new RateLimit({ name: 'sign-in-address', points: 30, seconds: 300 });
  readonly #perLogin = new RateLimit({ name: 'sign-in-login', points: 8, seconds: 900 });

  constructor(
    private readonly pages: Pages,
    private readonly cookie: SessionCookie,
    private readonly blobs: Blobs,
    private readonly signIn: SignIn,
    private readonly signOut: SignOut,
    private readonly changePassword: ChangePassword,
    private readonly beginRealName: BeginRealName,
    private readonly finishRealName: FinishRealName,
  ) {}

  mount(router: Router): void {
    router.get('/sign-in', (req, res) => this.#showSignIn(req, res));
    router.post('/sign-in', this.#perAddress.byAddress, (req, res) => this.#postSignIn(req, res));
    router.post('/sign-out', (req, res) => this.#postSignOut(req, res));
    router.get('/account/password', (req, res) => this.#showPassword(req, res));
    router.post('/account/password', (req, res) => this.#postPassword(req, res));
    router.get('/account/real-name', (req, res) => this.#showRealName(req, res));
    router.post('/account/real-name', ...uploadForm('portrait', 'emblem'), (req, res) => this.#postRealName(req, res));
    router.get('/account/real-name/return', (req, res) => this.#returnFromFace(req, res));
  }

  async #showSignIn(req: Request, res: Response): Promise<void> {
    if (actorOf(req).kind === 'person') return res.redirect(303, safeTarget(queryOf(req, 'redirect')));
    await this.#signInPage(req, res, { login: '', redirect: queryOf(req, 'redirect') });
  }

  #signInPage(req: Request, res: Response, values: { login: string; redirect: string }, errors: ShownErrors = noErrors): Promise<void> {
    const status = errors.list.length === 0 ? 200 : 422;
    return this.pages.respond(req, res, 'partner/sign-in', { title: this.pages.t('partner.sign-in.title'), values, errors }, { status });
  }

  async #postSignIn(req: Request, res: Response): Promise<void> {
    const values = valuesOf(req, 'login', 'redirect');
    const login = values.login.trim().toLowerCase().slice(0, 254);
    await this.#perLogin.spend(login);
    try {
      const { sessionId } = await this.signIn.execute(login, fieldOf(req, 'password', 256));
      await this.#perLogin.forgive(login);
      this.cookie.signIn(res, sessionId);
    } catch (error) {
      return this.#signInPage(req, res, values, shownErrors(this.pages, error, 'login'));
    }
    res.redirect(303, safeTarget(values.redirect));
  }

  async #postSignOut(req: Request, res: Response): Promise<void> {
    const { sessionId } = contextOf(req);
    if (sessionId !== undefined) {
      await this.signOut.execute(sessionId);
      this.cookie.signOut(res);
    }
    res.redirect(303, '/');
  }

  async #showPassword(req: Request, res: Response, errors: ShownErrors = noErrors): Promise<void> {
    personOf(actorOf(req));
    const status = errors.list.length === 0 ? 200 : 422;
    const saved = queryOf(req, 'saved') === '1';
    await this.pages.respond(req, res, 'partner/password', { title: this.pages.t('partner.password.title'), errors, saved }, { status });
  }

  async #postPassword(req: Request, res: Response): Promise<void> {
    const { sessionId, actor } = contextOf(req);
    const { accountId, realNameVerified } = personOf(actor);
    await this.#perLogin.spend(accountId);
    try {
      await this.changePassword.execute(actor, sessionId ?? '', valuesOf(req, 'oldPassword', 'newPassword', 'confirmPassword'));
      await this.#perLogin.forgive(accountId);
    } catch (error) {
      return this.#showPassword(req, res, shownErrors(this.pages, error, 'oldPassword'));
    }
    res.redirect(303, realNameVerified ? '/?password=saved' : '/account/real-name?password=saved');
  }

  async #showRealName(req: Request, res: Response): Promise<void> {
    const person = personOf(actorOf(req));
    const outcome = queryOf(req, 'outcome');
    await this.pages.respond(req, res, 'partner/real-name', {
      title: this.pages.t('partner.real-name.title'),
      verified: person.realNameVerified,
      failed: outcome === 'failed' || outcome === 'pending',
      outcome,
      passwordSaved: queryOf(req, 'password') === 'saved',
      values: { realName: person.name, idNumber: '' },
      kept: {},
      errors: noErrors,
    });
  }

  async #postRealName(req: Request, res: Response): Promise<void> {
    personOf(actorOf(req));
    const values = valuesOf(req, 'realName', 'idNumber');
    const kept: { portrait?: object; emblem?: object } = {};
    try {
      const portrait = await this.#side(req, 'portrait', kept);
      const emblem = await this.#side(req, 'emblem', kept);
      const { faceUrl } = await this.beginRealName.execute(actorOf(req), { ...values, portrait, emblem });
      res.redirect(303, faceUrl);
    } catch (error) {
      const errors = shownErrors(this.pages, error, 'realName');
      const model = { title: this.pages.t('partner.real-name.title'), verified: false, outcome: '', values, kept, errors };
      await this.pages.respond(req, res, 'partner/real-name', model, { status: 422 });
    }
  }

  async #side(req: Request, name: 'portrait' | 'emblem', kept: { portrait?: object; emblem?: object }) {
    const info = await uploadedFile(req, this.blobs, name, 'picture');
    if (info === undefined) throw new InvalidFields([{ field: name, code: 'input.file-required' }]);
    const shown = keptFile(req, info);
    if (shown !== undefined) kept[name] = shown;
    return { blobId: info.id, mediaType: info.mediaType, bytes: await this.blobs.bytes(info.id) };
  }

  async #returnFromFace(req: Request, res: Response): Promise<void> {
    const result = await this.finishRealName.execute(actorOf(req));
    // The next thing to do of somebody just verified; who came for another reason finds the menu there.
    res.redirect(303, result === 'verified' ? '/units/new?verified=1' : `/account/real-name?outcome=${result}`);
  }
}

/** PAR-034: back to the wanted page, which is one of our own. */
function safeTarget(redirect: string): string {
  return /^\/(?![/\\])[\w\-./?=&%]*$/.test(redirect) ? redirect : '/';
}
