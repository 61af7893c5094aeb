import type { Request, Response, Router } from 'express';
import { type Actor, verifiedPersonOf } from '../../../../kernel/actor.ts';
import { DomainError, InvalidFields } from '../../../../kernel/domain-error.ts';
import type { Ids } from '../../../../kernel/ids.ts';
import { fieldOf, noErrors, operationOf, paramOf, queryOf, type ShownErrors, shownErrors, valuesOf } from '../../../../web/forms.ts';
import type { Pages } from '../../../../web/page.ts';
import { errorText } from '../../../../web/problem.ts';
import { RateLimit } from '../../../../web/rate-limit.ts';
import { actorOf, claimedActorOf } from '../../../../web/request-context.ts';
import type { DocumentSeals } from '../../application/document-seals.ts';
import type { ImportDocument } from '../../application/import-document.ts';
import type { RemoveDocument } from '../../application/remove-document.ts';
import type { SignDocument } from '../../application/sign-document.ts';
import type { ViewDocuments } from '../../application/view-documents.ts';
import { fieldOfRefusal } from '../../domain/document-placement.ts';
import { documentPage, documentsPage, removeDialog, signFields, signPage, startValues } from './document-pages.ts';
import type { PdfUpload } from './pdf-upload.ts';

export interface DocumentUseCases {
  readonly view: ViewDocuments;
  readonly seals: DocumentSeals;
  readonly importing: ImportDocument;
  readonly signing: SignDocument;
  readonly removing: RemoveDocument;
}

/** 文档签章: import, place, sign, download (SEA-026 to SEA-031). */
export class DocumentRoutes {
  readonly #uploads = new RateLimit({ name: 'document-upload', points: 60, seconds: 600 });
  readonly #searches = new RateLimit({ name: 'document-keyword', points: 60, seconds: 60 });
  readonly #sealings = new RateLimit({ name: 'document-sign', points: 60, seconds: 60 });

  constructor(
    private readonly pages: Pages,
    private readonly use: DocumentUseCases,
    private readonly upload: PdfUpload,
    private readonly ids: Ids,
  ) {}

  mount(router: Router): void {
    router.get('/documents', (req, res) => this.#list(req, res, this.ids.next(), noErrors));
    router.get('/documents/new', (req, res) => this.#list(req, res, this.ids.next(), noErrors));
    router.post('/documents', this.#uploads.byAddress, (req, res) => this.#import(req, res));
    router.get('/documents/seals/:id/picture', (req, res) => this.#picture(req, res));
    router.get('/documents/:id', (req, res) => this.#one(req, res));
    router.get('/documents/:id/sign', (req, res) => this.#show(req, res));
    router.post('/documents/:id/signature', this.#sealings.byAddress, (req, res) => this.#sign(req, res));
    router.get('/documents/:id/keyword', this.#searches.byAddress, (req, res) => this.#keyword(req, res));
    router.get('/documents/:id/file', (req, res) => this.#download(req, res));
    router.get('/documents/:id/view.pdf', (req, res) => this.#inline(req, res));
    router.get('/documents/:id/remove', (req, res) => this.#confirmRemove(req, res));
    router.post('/documents/:id/remove', (req, res) => this.#remove(req, res));
  }

  async #list(req: Request, res: Response, operation: string, errors: ShownErrors): Promise<void> {
    const model = documentsPage(this.pages.t, await this.use.view.list(actorOf(req)), operation, errors);
    const done = (['removed', 'made'] as const).find((word) => queryOf(req, word) !== '');
    const status = errors.list.length > 0 ? 422 : 200;
    await this.pages.respond(req, res, 'seal/documents', { ...model, done }, { crumbs: this.#crumbs(), status });
  }

  /** Who may not come further is told before anything is uploaded (PAR-046). */
  async #import(req: Request, res: Response): Promise<void> {
    verifiedPersonOf(claimedActorOf(req));
    let operationId = this.ids.next();
    try {
      const taken = await this.upload.receive(req, res, ({ path, name }) => {
        operationId = operationOf(req, this.ids);
        return this.use.importing.execute(actorOf(req), { operationId, temporaryPath: path, name });
      });
      if (taken === undefined) throw new InvalidFields([{ field: 'document', code: 'seal.document-file-needed' }]);
      res.redirect(303, `/documents/${taken.documentId}/sign`);
    } catch (error) {
      await this.#list(req, res, operationId, shownErrors(this.pages, error, 'document'));
    }
  }

  async #one(req: Request, res: Response): Promise<void> {
    const found = await this.use.view.one(actorOf(req), paramOf(req, 'id'));
    const model = { ...documentPage(this.pages.t, found), done: queryOf(req, 'sealed') !== '' };
    await this.pages.respond(req, res, 'seal/document', model, { crumbs: this.#crumbs(model.title) });
  }

  async #show(req: Request, res: Response): Promise<void> {
    const actor = actorOf(req);
    const { document, page } = await this.use.view.toSeal(actor, paramOf(req, 'id'));
    const means = await this.use.seals.meansOf(actor);
    const state = { document, means, values: startValues(page, means), operation: this.ids.next(), errors: noErrors };
    await this.#signing(req, res, signPage(this.pages.t, state), 200);
  }

  async #sign(req: Request, res: Response): Promise<void> {
    const actor = actorOf(req);
    const documentId = paramOf(req, 'id');
    const values = valuesOf(req, ...signFields);
    const operationId = operationOf(req, this.ids);
    try {
      await this.use.signing.execute(actor, {
        documentId,
        operationId,
        sealId: values.seal,
        serial: values.certificate,
        placement: values,
        pin: fieldOf(req, 'pin', 60),
        device: req.get('user-agent') ?? '',
      });
      res.redirect(303, `/documents/${documentId}?sealed=1`);
    } catch (error) {
      const errors = shownErrors(this.pages, atField(error, values.mode), 'sign');
      await this.#refused(req, res, actor, { documentId, values, operation: operationId, errors });
    }
  }

  async #refused(
    req: Request,
    res: Response,
    actor: Actor,
    form: { documentId: string; values: ReturnType<typeof startValues>; operation: string; errors: ShownErrors },
  ): Promise<void> {
    const { document } = await this.use.view.toSeal(actor, form.documentId);
    const means = await this.use.seals.meansOf(actor);
    await this.#signing(req, res, signPage(this.pages.t, { document, means, ...form }), 422);
  }

  #signing(req: Request, res: Response, model: ReturnType<typeof signPage>, status: number): Promise<void> {
    return this.pages.respond(req, res, 'seal/document-sign', model, {
      layout: 'signer',
      status,
      scripts: ['/assets/scripts/document-sign/document-sign.js'],
    });
  }

  /** For the preview: the middles of the words, in millimetres of the page as seen. */
  async #keyword(req: Request, res: Response): Promise<void> {
    try {
      const found = await this.use.view.keyword(actorOf(req), paramOf(req, 'id'), queryOf(req, 'keyword', 400));
      res.set('Cache-Control', 'private, no-store').json({ places: found.map(({ page, at }) => ({ page, ...at })) });
    } catch (error) {
      if (!(error instanceof DomainError) || (error.kind !== 'invalid' && error.kind !== 'too-many')) throw error;
      res.status(422).json({ text: errorText(this.pages, error.code, error.params) });
    }
  }

  async #picture(req: Request, res: Response): Promise<void> {
    const picture = await this.use.seals.picture(actorOf(req), paramOf(req, 'id'));
    res.set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox").set('Cache-Control', 'private, no-store');
    res.type(picture.mediaType).send(Buffer.from(picture.bytes));
  }

  async #download(req: Request, res: Response): Promise<void> {
    const { path, name } = await this.use.view.file(actorOf(req), paramOf(req, 'id'));
    res.set('Cache-Control', 'private, no-store').attachment(name).type('application/pdf');
    res.sendFile(path, { cacheControl: false, lastModified: false });
  }

  /** For the viewer of the signing page, which asks for the parts it needs. */
  async #inline(req: Request, res: Response): Promise<void> {
    const { path } = await this.use.view.file(actorOf(req), paramOf(req, 'id'));
    res.set('Cache-Control', 'private, no-store').set('Content-Security-Policy', "default-src 'none'; sandbox").type('application/pdf');
    res.sendFile(path, { cacheControl: false, lastModified: false });
  }

  async #confirmRemove(req: Request, res: Response): Promise<void> {
    const { document } = await this.use.view.one(actorOf(req), paramOf(req, 'id'));
    const confirm = removeDialog(this.pages.t, document);
    await this.pages.respond(req, res, 'web/confirm', { title: confirm.title, confirm }, { crumbs: this.#crumbs(document.name) });
  }

  async #remove(req: Request, res: Response): Promise<void> {
    await this.use.removing.execute(actorOf(req), paramOf(req, 'id'));
    res.redirect(303, '/documents?removed=1');
  }

  #crumbs(name?: string) {
    const { t } = this.pages;
    const list = { label: t('seal.document.list.title') };
    const home = { label: t('seal.crumb.home'), href: '/' };
    return name === undefined ? [home, list] : [home, { ...list, href: '/documents' }, { label: name }];
  }
}

/** Refusals that name no field of the form, at the field where the person can do something about them. */
function atField(error: unknown, mode: string): unknown {
  if (!(error instanceof DomainError) || error instanceof InvalidFields) return error;
  const { code, params, kind } = error;
  const field = fieldOfRefusal(code, mode) ?? fieldByCode(code);
  return field === undefined || kind === 'missing' ? error : new InvalidFields([{ field, code, params }]);
}

function fieldByCode(code: string): string | undefined {
  if (code.startsWith('key.')) return 'pin';
  if (code.startsWith('certificate.')) return 'certificate';
  return sealCodes.has(code) ? 'seal' : undefined;
}

const sealCodes: ReadonlySet<string> = new Set([
  'seal.voided',
  'seal.not-yours',
  'seal.grant-needed',
  'seal.grant-expired',
  'seal.grant-revoked',
  'seal.not-for-documents',
]);
