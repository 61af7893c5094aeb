import type { Request, Response, Router } from 'express';
import type { BlobInfo, Blobs } from '../../../../kernel/blobs.ts';
import { Missing } from '../../../../kernel/domain-error.ts';
import type { Ids } from '../../../../kernel/ids.ts';
import { fieldOf, noErrors, operationOf, paramOf, type ShownErrors, shownErrors, valuesOf } from '../../../../web/forms.ts';
import type { Pages } from '../../../../web/page.ts';
import { RateLimit } from '../../../../web/rate-limit.ts';
import { actorOf } from '../../../../web/request-context.ts';
import { keptFile, uploadedFile, uploadForm } from '../../../../web/uploads.ts';
import type { ApplyForAdministrator } from '../../application/apply-for-administrator.ts';
import type { InviteMembers } from '../../application/invite-members.ts';
import type { SaveFinance } from '../../application/save-finance.ts';
import type { ViewedUnit, ViewUnits } from '../../application/view-units.ts';
import { taxpayerTypes } from '../../domain/finance-information.ts';

const financeFields = ['taxpayerId', 'taxpayerType', 'taxAddress', 'taxPhone', 'bank', 'bankAccount', 'creditNotes'] as const;
type FinanceValues = Readonly<Record<(typeof financeFields)[number], string>>;

/** UNI-021, UNI-033, UNI-041: tax and bank data; invitations; a member's application to be administrator. */
export class ProfileRoutes {
  readonly #invitations = new RateLimit({ name: 'unit-invitations', points: 20, seconds: 3600 });

  constructor(
    private readonly pages: Pages,
    private readonly blobs: Blobs,
    private readonly ids: Ids,
    private readonly view: ViewUnits,
    private readonly saveFinance: SaveFinance,
    private readonly apply: ApplyForAdministrator,
    private readonly invite: InviteMembers,
  ) {}

  mount(router: Router): void {
    router.get('/units/:id/finance', (req, res) => this.#showFinance(req, res));
    router.post('/units/:id/finance', (req, res) => this.#postFinance(req, res));
    router.get('/units/:id/invitations', (req, res) => this.#invitationForm(req, res, this.ids.next(), noErrors));
    router.post('/units/:id/invitations', this.#invitations.byAddress, (req, res) => this.#postInvitation(req, res));
    router.get('/units/:id/administrator-application', (req, res) => this.#showApplication(req, res));
    router.post('/units/:id/administrator-application', ...uploadForm('proof'), (req, res) => this.#postApplication(req, res));
  }

  #crumbs({ unit }: ViewedUnit, title: string) {
    return [
      { label: this.pages.t('unit.list.title'), href: '/units' },
      { label: unit.profile.name, href: `/units/${unit.id}` },
      { label: title },
    ];
  }

  async #showFinance(req: Request, res: Response): Promise<void> {
    const viewed = await this.view.one(actorOf(req), paramOf(req, 'id'));
    const { finance, profile } = viewed.unit;
    const empty = { taxpayerType: 'general', taxAddress: '', taxPhone: '', bank: '', bankAccount: '', creditNotes: '' };
    await this.#financeForm(req, res, viewed, finance ?? { ...empty, taxpayerId: profile.code }, noErrors);
  }

  async #financeForm(req: Request, res: Response, viewed: ViewedUnit, values: FinanceValues, errors: ShownErrors): Promise<void> {
    if (!viewed.standing.administrator) throw new Missing();
    const { t } = this.pages;
    const title = t('unit.finance.title');
    const types = taxpayerTypes.map((type) => ({ value: type, label: t(`unit.taxpayer.${type}`) }));
    const model = { title, unitId: viewed.unit.id, values, errors, types };
    const status = errors.list.length === 0 ? 200 : 422;
    await this.pages.respond(req, res, 'unit/finance', model, { status, crumbs: this.#crumbs(viewed, title) });
  }

  async #postFinance(req: Request, res: Response): Promise<void> {
    const unitId = paramOf(req, 'id');
    const values = valuesOf(req, ...financeFields);
    try {
      await this.saveFinance.execute(actorOf(req), unitId, values);
    } catch (error) {
      const errors = shownErrors(this.pages, error, 'taxpayerId');
      return this.#financeForm(req, res, await this.view.one(actorOf(req), unitId), values, errors);
    }
    res.redirect(303, `/units/${unitId}?saved=finance`);
  }

  async #showApplication(req: Request, res: Response): Promise<void> {
    await this.#applicationForm(req, res, undefined, noErrors);
  }

  async #applicationForm(req: Request, res: Response, proof: BlobInfo | undefined, errors: ShownErrors): Promise<void> {
    const viewed = await this.view.one(actorOf(req), paramOf(req, 'id'));
    if (viewed.standing.administrator) throw new Missing();
    const title = this.pages.t('unit.apply.title');
    const model = { title, unitId: viewed.unit.id, note: fieldOf(req, 'note'), kept: keptFile(req, proof), errors };
    const status = errors.list.length === 0 ? 200 : 422;
    await this.pages.respond(req, res, 'unit/apply', model, { status, crumbs: this.#crumbs(viewed, title) });
  }

  async #postApplication(req: Request, res: Response): Promise<void> {
    const unitId = paramOf(req, 'id');
    let proof: BlobInfo | undefined;
    try {
      proof = await uploadedFile(req, this.blobs, 'proof', 'document');
      await this.apply.execute(actorOf(req), { unitId, note: fieldOf(req, 'note'), proof: proof?.id });
    } catch (error) {
      return this.#applicationForm(req, res, proof, shownErrors(this.pages, error, 'note'));
    }
    res.redirect(303, `/units/${unitId}?saved=application`);
  }

  async #invitationForm(req: Request, res: Response, operation: string, errors: ShownErrors): Promise<void> {
    const viewed = await this.view.one(actorOf(req), paramOf(req, 'id'));
    const title = this.pages.t('unit.invite.title');
    const text = this.pages.t('unit.invite.text', { name: viewed.unit.profile.name });
    const model = { title, text, unitId: viewed.unit.id, numbers: fieldOf(req, 'numbers'), operationId: operation, errors };
    const status = errors.list.length === 0 ? 200 : 422;
    await this.pages.respond(req, res, 'unit/invite', model, { status, crumbs: this.#crumbs(viewed, title) });
  }

  async #postInvitation(req: Request, res: Response): Promise<void> {
    const unitId = paramOf(req, 'id');
    const operation = operationOf(req, this.ids);
    try {
      await this.invite.execute(actorOf(req), { unitId, numbers: fieldOf(req, 'numbers'), operationId: operation });
    } catch (error) {
      return this.#invitationForm(req, res, operation, shownErrors(this.pages, error, 'numbers'));
    }
    res.redirect(303, `/units/${unitId}/members?saved=invited`);
  }
}
