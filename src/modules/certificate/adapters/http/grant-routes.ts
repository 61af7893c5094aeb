import type { Request, Response, Router } from 'express';
import { shanghaiTime } from '../../../../kernel/clock.ts';
import type { Ids } from '../../../../kernel/ids.ts';
import { fieldOf, noErrors, operationOf, paramOf, queryOf, type ShownErrors, shownErrors } from '../../../../web/forms.ts';
import type { Pages } from '../../../../web/page.ts';
import { actorOf } from '../../../../web/request-context.ts';
import type { AskForGrant } from '../../application/ask-for-grant.ts';
import type { DecideGrant, GrantsOfUnit } from '../../application/decide-grant.ts';
import { grantTag } from './certificate-words.ts';

/** 申请证书 of members, and what administrators decide about it (CER-054…056, CER-061). */
export class GrantRoutes {
  constructor(
    private readonly pages: Pages,
    private readonly ask: AskForGrant,
    private readonly decide: DecideGrant,
    private readonly ids: Ids,
  ) {}

  mount(router: Router): void {
    router.get('/certificates/apply', (req, res) => this.#form(req, res));
    router.post('/certificates/apply', (req, res) => this.#ask(req, res));
    router.get('/certificates/grants', (req, res) => this.#list(req, res));
    router.post('/certificates/grants/:id/approval', (req, res) => this.#act(req, res, (id) => this.decide.approve(actorOf(req), id)));
    router.post('/certificates/grants/:id/rejection', (req, res) =>
      this.#act(req, res, (id) => this.decide.reject(actorOf(req), id, fieldOf(req, 'reason', 200))),
    );
    router.post('/certificates/grants/:id/withdrawal', (req, res) => this.#act(req, res, (id) => this.decide.takeBack(actorOf(req), id)));
  }

  async #form(req: Request, res: Response, errors: ShownErrors = noErrors): Promise<void> {
    const actor = actorOf(req);
    const { t } = this.pages;
    const units = await this.ask.unitsFor(actor);
    const asked = fieldOf(req, 'unitId', 60) || queryOf(req, 'unitId', 60);
    const unit = units.find((candidate) => candidate.unitId === asked) ?? units[0];
    const chosen = listOf(req, 'typeCodes');
    const types = unit === undefined ? [] : await this.ask.offered(actor, unit.unitId);
    const model = {
      title: t('certificate.apply.title'),
      unit,
      otherUnits: units
        .filter((other) => other !== unit)
        .map((other) => ({ href: `/certificates/apply?unitId=${other.unitId}`, name: other.name })),
      types: types.map((type) => ({ value: type.code, label: type.name, hint: type.provider, checked: chosen.includes(type.code) })),
      note: fieldOf(req, 'note', 4000),
      operationId: operationOf(req, this.ids),
      errors,
    };
    await this.pages.respond(req, res, 'certificate/apply', model, {
      status: errors.list.length === 0 ? 200 : 422,
      crumbs: [{ label: t('certificate.nav.mine'), href: '/certificates' }, { label: model.title }],
    });
  }

  async #ask(req: Request, res: Response): Promise<void> {
    try {
      const choice = { unitId: fieldOf(req, 'unitId', 60), typeCodes: listOf(req, 'typeCodes'), note: fieldOf(req, 'note', 4000).trim() };
      await this.ask.execute(actorOf(req), { ...choice, operationId: operationOf(req, this.ids) });
    } catch (error) {
      return this.#form(req, res, shownErrors(this.pages, error, 'typeCodes'));
    }
    res.redirect(303, '/certificates');
  }

  async #list(req: Request, res: Response, errors: ShownErrors = noErrors): Promise<void> {
    const { t } = this.pages;
    const units = await this.decide.list(actorOf(req));
    const model = { title: t('certificate.grants.title'), grantsOfUnits: units.map((unit) => this.#unit(unit)), errors };
    await this.pages.respond(req, res, 'certificate/grants', model, {
      status: errors.list.length === 0 ? 200 : 422,
      crumbs: [{ label: t('certificate.nav.mine'), href: '/certificates' }, { label: model.title }],
    });
  }

  #unit({ unit, grants }: GrantsOfUnit) {
    return {
      name: unit.name,
      grants: grants.map((grant) => ({
        id: grant.id,
        name: grant.name,
        detail: [grant.typeName, shanghaiTime(grant.askedAt), grant.note].filter((text) => text !== '').join(' · '),
        tag: grantTag(this.pages.t, grant.state),
        reason: grant.reason,
        pending: grant.state === 'pending',
        granted: grant.state === 'approved',
      })),
    };
  }

  async #act(req: Request, res: Response, action: (id: string) => Promise<void>): Promise<void> {
    try {
      await action(paramOf(req, 'id'));
    } catch (error) {
      return this.#list(req, res, shownErrors(this.pages, error, 'reason'));
    }
    res.redirect(303, '/certificates/grants');
  }
}

/** The boxes that were ticked: none, one or several values of one name. */
function listOf(req: Request, name: string): readonly string[] {
  const value: unknown = Object.hasOwn(req.body ?? {}, name) ? req.body[name] : undefined;
  const values: readonly unknown[] = Array.isArray(value) ? value.slice(0, 50) : [value];
  return values.flatMap((item) => (typeof item === 'string' && item.length <= 60 ? item : []));
}
