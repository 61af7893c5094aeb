import type { Request, Response, Router } from 'express';
import { personOf } from '../../../../kernel/actor.ts';
import type { Blobs } from '../../../../kernel/blobs.ts';
import { InvalidFields, Missing } from '../../../../kernel/domain-error.ts';
import { fieldOf, noErrors, paramOf, queryOf, type ShownErrors, shownErrors } from '../../../../web/forms.ts';
import type { Pages } from '../../../../web/page.ts';
import { actorOf } from '../../../../web/request-context.ts';
import type { LeaveUnit } from '../../application/leave-unit.ts';
import type { RemoveMember } from '../../application/remove-member.ts';
import type { SetPermissions, TransferAdministrator } from '../../application/transfer-administrator.ts';
import type { ViewedUnit, ViewUnits } from '../../application/view-units.ts';
import { sendPaper } from './send-paper.ts';
import { detailPage, isPaperName, listPage, membersPage, transferTargets } from './unit-pages.ts';

/** UNI-010, UNI-021 to UNI-027, UNI-034 to UNI-038: the units of a person, a unit and its people. */
export class PeopleRoutes {
  constructor(
    private readonly pages: Pages,
    private readonly blobs: Blobs,
    private readonly view: ViewUnits,
    private readonly removeMember: RemoveMember,
    private readonly leaveUnit: LeaveUnit,
    private readonly transferAdministrator: TransferAdministrator,
    private readonly setPermissions: SetPermissions,
  ) {}

  mount(router: Router): void {
    router.get('/units', (req, res) => this.#showList(req, res));
    router.get('/units/:id', (req, res) => this.#showUnit(req, res));
    router.get('/units/:id/papers/:paper', (req, res) => this.#sendPaper(req, res));
    router.get('/units/:id/members', (req, res) => this.#showMembers(req, res));
    router.get('/units/:id/members/:member/removal', (req, res) => this.#showRemoval(req, res));
    router.post('/units/:id/members/:member/removal', (req, res) => this.#postRemoval(req, res));
    router.get('/units/:id/leave', (req, res) => this.#showLeave(req, res));
    router.post('/units/:id/leave', (req, res) => this.#postLeave(req, res));
    router.get('/units/:id/administrator', (req, res) => this.#showTransfer(req, res));
    router.post('/units/:id/administrator', (req, res) => this.#postTransfer(req, res));
    router.get('/units/:id/permissions', (req, res) => this.#showPermissions(req, res));
    router.post('/units/:id/permissions', (req, res) => this.#postPermissions(req, res));
  }

  #crumbs({ unit }: ViewedUnit, title?: string) {
    const list = { label: this.pages.t('unit.list.title'), href: '/units' };
    if (title === undefined) return [list, { label: unit.profile.name }];
    return [list, { label: unit.profile.name, href: `/units/${unit.id}` }, { label: title }];
  }

  async #showList(req: Request, res: Response): Promise<void> {
    const left = queryOf(req, 'left', 120);
    const saved = left === '' ? undefined : this.pages.t('unit.leave.left', { name: left });
    await this.pages.respond(req, res, 'unit/list', listPage(this.pages.t, await this.view.mine(actorOf(req)), saved));
  }

  async #showUnit(req: Request, res: Response): Promise<void> {
    const viewed = await this.view.one(actorOf(req), paramOf(req, 'id'));
    const { joins, removals } = await this.view.tasks(actorOf(req), viewed.unit.id);
    const model = detailPage(this.pages.t, viewed, joins.length + removals.length, this.#saved(queryOf(req, 'saved', 20), viewed));
    await this.pages.respond(req, res, 'unit/detail', model, { crumbs: this.#crumbs(viewed) });
  }

  #saved(what: string, { members }: ViewedUnit): string | undefined {
    if (what === 'verified') return this.pages.t('unit.detail.saved-verified');
    if (what === 'permissions' || what === 'finance' || what === 'application' || what === 'changed' || what === 'change-sent')
      return this.pages.t(`unit.detail.saved-${what}`);
    const administrator = members.find(({ standing }) => standing.administrator && !standing.legalRepresentative) ?? members[0];
    return what === 'transfer' ? this.pages.t('unit.detail.saved-transfer', { name: administrator?.name ?? '' }) : undefined;
  }

  async #sendPaper(req: Request, res: Response): Promise<void> {
    const paper = paramOf(req, 'paper');
    if (!isPaperName(paper)) throw new Missing();
    await sendPaper(res, this.blobs, await this.view.paper(actorOf(req), paramOf(req, 'id'), paper));
  }

  async #showMembers(req: Request, res: Response): Promise<void> {
    const { accountId } = personOf(actorOf(req));
    const viewed = await this.view.one(actorOf(req), paramOf(req, 'id'));
    const what = queryOf(req, 'saved', 20);
    const saved = what === 'removed' || what === 'requested' || what === 'invited' ? this.pages.t(`unit.members.${what}`) : undefined;
    const model = membersPage(this.pages.t, viewed, accountId, saved);
    await this.pages.respond(req, res, 'unit/members', model, { crumbs: this.#crumbs(viewed, model.title) });
  }

  async #showRemoval(req: Request, res: Response, errors: ShownErrors = noErrors): Promise<void> {
    const { t } = this.pages;
    const viewed = await this.view.one(actorOf(req), paramOf(req, 'id'));
    const member = viewed.members.find(({ accountId }) => accountId === paramOf(req, 'member'));
    if (member === undefined) throw new Missing('unit.not-a-member');
    const names = { member: member.name, name: viewed.unit.profile.name };
    const direct = viewed.standing.administrator;
    const title = t(direct ? 'unit.removal.title' : 'unit.removal.request-title');
    const reason = {
      name: 'reason',
      label: t('unit.removal.reason'),
      type: 'textarea',
      value: fieldOf(req, 'reason'),
      error: errors.of['reason'],
    };
    const confirm = {
      title,
      text: t(direct ? 'unit.removal.text' : 'unit.removal.request-text', names),
      warning: t('unit.removal.warning'),
      action: `/units/${viewed.unit.id}/members/${member.accountId}/removal`,
      cancel: `/units/${viewed.unit.id}/members`,
      danger: direct,
      ...(direct ? {} : { fields: [reason], confirm: t('unit.removal.send') }),
    };
    const status = errors.list.length === 0 ? 200 : 422;
    await this.pages.respond(
      req,
      res,
      'web/confirm',
      { title, confirm, errors: errors.list },
      { status, crumbs: this.#crumbs(viewed, title) },
    );
  }

  async #postRemoval(req: Request, res: Response): Promise<void> {
    const unitId = paramOf(req, 'id');
    const command = { unitId, memberId: paramOf(req, 'member'), reason: fieldOf(req, 'reason') };
    try {
      const result = await this.removeMember.execute(actorOf(req), command);
      res.redirect(303, `/units/${unitId}/members?saved=${result}`);
    } catch (error) {
      await this.#showRemoval(req, res, shownErrors(this.pages, error, 'reason'));
    }
  }

  async #showLeave(req: Request, res: Response, errors: ShownErrors = noErrors): Promise<void> {
    const { t } = this.pages;
    const viewed = await this.view.one(actorOf(req), paramOf(req, 'id'));
    const title = t('unit.leave.title');
    const confirm = {
      title,
      text: t('unit.leave.text', { name: viewed.unit.profile.name }),
      warning: t('unit.leave.warning'),
      action: `/units/${viewed.unit.id}/leave`,
      cancel: `/units/${viewed.unit.id}`,
      danger: true,
    };
    const status = errors.list.length === 0 ? 200 : 422;
    await this.pages.respond(
      req,
      res,
      'web/confirm',
      { title, confirm, errors: errors.list },
      { status, crumbs: this.#crumbs(viewed, title) },
    );
  }

  async #postLeave(req: Request, res: Response): Promise<void> {
    const { unit } = await this.view.one(actorOf(req), paramOf(req, 'id'));
    try {
      await this.leaveUnit.execute(actorOf(req), unit.id);
    } catch (error) {
      return this.#showLeave(req, res, shownErrors(this.pages, error, 'leave'));
    }
    res.redirect(303, `/units?left=${encodeURIComponent(unit.profile.name)}`);
  }

  async #showTransfer(req: Request, res: Response, errors: ShownErrors = noErrors): Promise<void> {
    const { accountId } = personOf(actorOf(req));
    const viewed = await this.view.one(actorOf(req), paramOf(req, 'id'));
    if (!viewed.mayTransfer) throw new Missing();
    const model = { ...transferTargets(this.pages.t, viewed, accountId, queryOf(req, 'text', 60).trim()), errors };
    const status = errors.list.length === 0 ? 200 : 422;
    await this.pages.respond(req, res, 'unit/administrator', model, { status, crumbs: this.#crumbs(viewed, model.title) });
  }

  async #postTransfer(req: Request, res: Response): Promise<void> {
    const unitId = paramOf(req, 'id');
    const to = fieldOf(req, 'to', 60);
    try {
      if (to === '') throw new InvalidFields([{ field: 'to', code: 'unit.choose-member' }]);
      await this.transferAdministrator.execute(actorOf(req), { unitId, to });
    } catch (error) {
      return this.#showTransfer(req, res, shownErrors(this.pages, error, 'to'));
    }
    res.redirect(303, `/units/${unitId}?saved=transfer`);
  }

  async #showPermissions(req: Request, res: Response): Promise<void> {
    const viewed = await this.view.one(actorOf(req), paramOf(req, 'id'));
    if (!viewed.standing.legalRepresentative) throw new Missing();
    const title = this.pages.t('unit.permissions.title');
    const model = { title, unitId: viewed.unit.id, given: viewed.sealPermission };
    await this.pages.respond(req, res, 'unit/permissions', model, { crumbs: this.#crumbs(viewed, title) });
  }

  async #postPermissions(req: Request, res: Response): Promise<void> {
    const unitId = paramOf(req, 'id');
    const legalRepresentativeSeal = fieldOf(req, 'seal', 5) === '1' ? 'given' : 'not-given';
    await this.setPermissions.execute(actorOf(req), { unitId, legalRepresentativeSeal });
    res.redirect(303, `/units/${unitId}?saved=permissions`);
  }
}
