import type { Request, Response, Router } from 'express';
import { DomainError, InvalidFields } from '../../../../kernel/domain-error.ts';
import { noErrors, type ShownErrors, shownErrors } from '../../../../web/forms.ts';
import type { Pages } from '../../../../web/page.ts';
import { RateLimit } from '../../../../web/rate-limit.ts';
import type { VerifyDocument } from '../../application/verify-document.ts';
import { documentLimits } from '../../domain/document-policy.ts';
import type { PdfUpload } from './pdf-upload.ts';
import { reportPage } from './verify-pages.ts';

/** One file is judged at a time for one address, and this many for all: judging takes the processor. */
const mostAtOnce = 4;

/** The public check of a signed document: for anybody, nothing is kept. */
export class VerifyRoutes {
  readonly #limit = new RateLimit({ name: 'verify', points: 60, seconds: 600 });
  #running = 0;

  constructor(
    private readonly pages: Pages,
    private readonly verify: VerifyDocument,
    private readonly upload: PdfUpload,
    private readonly publicUrl: string,
  ) {}

  mount(router: Router): void {
    router.get('/verify', (req, res) => this.#form(req, res, noErrors));
    router.post('/verify', this.#limit.byAddress, (req, res) => this.#report(req, res));
  }

  #form(req: Request, res: Response, errors: ShownErrors): Promise<void> {
    const status = errors.list.length > 0 ? 422 : 200;
    const model = { title: this.pages.t('verify.title'), errors, maxBytes: documentLimits.fileBytes };
    return this.pages.respond(req, res, 'seal/verify', model, { status });
  }

  async #report(req: Request, res: Response): Promise<void> {
    if (this.#running >= mostAtOnce) throw new DomainError('too-many', 'access.too-many', { seconds: 10 });
    this.#running++;
    try {
      const verification = await this.upload.receive(req, res, ({ path, name }) => this.verify.execute(path, name));
      if (verification === undefined) throw new InvalidFields([{ field: 'document', code: 'seal.document-file-needed' }]);
      const model = reportPage(this.pages.t, verification, `${this.publicUrl}/verify`);
      await this.pages.respond(req, res, 'seal/verify-report', model);
    } catch (error) {
      await this.#form(req, res, shownErrors(this.pages, error, 'document'));
    } finally {
      this.#running--;
    }
  }
}
