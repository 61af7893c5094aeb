import type { Request, Response, Router } from 'express';
import { Missing } from '../../../../kernel/domain-error.ts';
import type { Ids } from '../../../../kernel/ids.ts';
import { fieldOf, noErrors, operationOf, queryOf, shownErrors, valuesOf } from '../../../../web/forms.ts';
import { type Pages, wantsFragment } from '../../../../web/page.ts';
import { RateLimit } from '../../../../web/rate-limit.ts';
import { actorOf } from '../../../../web/request-context.ts';
import type { MakeSeal } from '../../application/make-seal.ts';
import type { PreviewSeal } from '../../application/preview-seal.ts';
import { LegalRepresentativeSealNotAuthorised } from '../../domain/seal-errors.ts';
import { type SealKind, sealKindOf, sealTemplates } from '../../domain/seal-kind.ts';
import { type MakerState, type MakerValues, makerFields, makerPage, measuresOf, previewPart, startValues } from './maker-page.ts';

/** SEA-003: the seal maker with its preview, alive with htmx and by a button without script. */
export class MakerRoutes {
  readonly #previews = new RateLimit({ name: 'seal-preview', points: 240, seconds: 60 });

  constructor(
    private readonly pages: Pages,
    private readonly preview: PreviewSeal,
    private readonly make: MakeSeal,
    private readonly ids: Ids,
  ) {}

  mount(router: Router): void {
    router.get('/seals/new', (req, res) => this.#show(req, res));
    router.post('/seals/new/preview', this.#previews.byAddress, (req, res) => this.#preview(req, res));
    router.post('/seals', (req, res) => this.#create(req, res));
  }

  async #show(req: Request, res: Response): Promise<void> {
    const kind = kindOf(queryOf(req, 'kind') || 'official');
    await this.#page(req, res, await this.#state(req, queryOf(req, 'unit', 60), kind, startValues(kind, ''), this.ids.next()));
  }

  /** The stage alone, the whole form when the kind or template changed, or the page where there is no script. */
  async #preview(req: Request, res: Response): Promise<void> {
    const kind = kindOf(fieldOf(req, 'kind'));
    const shown = fieldOf(req, 'shownTemplate');
    const values = valuesFor(kind, shown, valuesOf(req, ...makerFields));
    const state = await this.#state(req, fieldOf(req, 'unit', 60), kind, values, operationOf(req, this.ids));
    if (!wantsFragment(req)) return this.#page(req, res, state);
    if (shown === values.template) return this.pages.respondPart(req, res, 'seal/_preview', previewPart(this.pages.t, state));
    return this.pages.respondPart(req, res, 'seal/_maker', makerPage(this.pages.t, state));
  }

  async #create(req: Request, res: Response): Promise<void> {
    const kind = kindOf(fieldOf(req, 'kind'));
    const values = valuesOf(req, ...makerFields);
    const [unitId, operation] = [fieldOf(req, 'unit', 60), operationOf(req, this.ids)];
    try {
      const { sealId } = await this.make.execute(actorOf(req), { unitId, kind, input: values, operationId: operation });
      res.redirect(303, fieldOf(req, 'next') === 'documents' ? '/documents?made=1' : `/seals/${sealId}?made=1`);
    } catch (error) {
      const shown = valuesFor(kind, fieldOf(req, 'shownTemplate'), values);
      await this.#page(req, res, { ...(await this.#form(req, unitId, kind)), kind, values: shown, operation, ...this.#refused(error) });
    }
  }

  async #state(req: Request, unitId: string, kind: SealKind, values: MakerValues, operation: string): Promise<MakerState> {
    const form = { ...(await this.#form(req, unitId, kind)), kind, values, operation };
    try {
      const preview = await this.preview.execute(actorOf(req), unitId, kind, values);
      return { ...form, preview, blocked: false, errors: noErrors };
    } catch (error) {
      return { ...form, ...this.#refused(error) };
    }
  }

  async #form(req: Request, unitId: string, kind: SealKind) {
    const { unit, standing } = await this.preview.maker(actorOf(req), unitId);
    const toDocuments = (fieldOf(req, 'next') || queryOf(req, 'next')) === 'documents';
    return { unit, toDocuments, own: kind === 'legal-representative' && standing.legalRepresentative };
  }

  /** SEA-007, SEA-009: a permission that is missing is told in the place of the preview, with the ways out. */
  #refused(error: unknown) {
    if (error instanceof LegalRepresentativeSealNotAuthorised) return { preview: undefined, blocked: true, errors: noErrors };
    return { preview: undefined, blocked: false, errors: shownErrors(this.pages, error, 'template') };
  }

  async #page(req: Request, res: Response, state: MakerState): Promise<void> {
    const status = state.blocked ? 403 : state.errors.list.length === 0 ? 200 : 422;
    const crumbs = [
      { label: this.pages.t('seal.crumb.home'), href: '/' },
      { label: this.pages.t('seal.list.title'), href: `/seals?unit=${encodeURIComponent(state.unit.id)}` },
      { label: this.pages.t('seal.make.title') },
    ];
    await this.pages.respond(req, res, 'seal/make', makerPage(this.pages.t, state), { status, crumbs, wide: true });
  }
}

function kindOf(text: string): SealKind {
  const kind = sealKindOf(text);
  if (kind === undefined) throw new Missing();
  return kind;
}

/** Another kind starts anew, another template brings its measures; the code stays. */
function valuesFor(kind: SealKind, shownTemplate: string, values: MakerValues): MakerValues {
  const chosen = sealTemplates.find((template) => template.id === values.template);
  if (chosen !== undefined && chosen.kind !== kind) return startValues(kind, values.code);
  return shownTemplate === values.template ? values : { ...values, ...measuresOf(chosen) };
}
