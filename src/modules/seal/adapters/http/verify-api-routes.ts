import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Request, type Response, Router } from 'express';
import { DomainError, type ErrorKind } from '../../../../kernel/domain-error.ts';
import { RateLimit } from '../../../../web/rate-limit.ts';
import { Routes } from '../../../../web/routes.ts';
import type { DocumentVerification, VerifyDocument } from '../../application/verify-document.ts';
import { documentLimits } from '../../domain/document-policy.ts';

const mostAtOnce = 4;
const statusOf: Readonly<Partial<Record<ErrorKind, number>>> = { 'too-large': 413, 'too-many': 429 };

/** `POST /api/verify` with the PDF as the body: the report of the page and of the command line, as JSON. Nothing is kept. */
export class VerifyApiRoutes extends Routes {
  readonly #limit = new RateLimit({ name: 'verify-api', points: 60, seconds: 600 });
  #running = 0;

  /** `folder`: for the body while it is judged. */
  constructor(
    private readonly verify: VerifyDocument,
    private readonly folder: string,
  ) {
    super();
  }

  override pages(): Router {
    return Router();
  }

  override machines(): Router {
    const router = Router();
    router.post('/api/verify', (req, res) => this.#answer(req, res));
    return router;
  }

  async #answer(req: Request, res: Response): Promise<void> {
    try {
      await this.#limit.spend(req.ip ?? 'unknown');
      res.set('Cache-Control', 'no-store').json(reportOf(await this.#judged(req)));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error.kind === 'too-many') res.set('Retry-After', String(error.params['seconds'] ?? 10));
      res
        .status(statusOf[error.kind] ?? 422)
        .set('Connection', 'close')
        .json({ code: error.code });
    }
  }

  async #judged(req: Request): Promise<DocumentVerification> {
    if (req.is('application/pdf') === false) throw new DomainError('invalid', 'seal.document-not-a-pdf');
    if (this.#running >= mostAtOnce) throw new DomainError('too-many', 'access.too-many', { seconds: 10 });
    this.#running++;
    const folder = await mkdtemp(join(this.folder, 'api-'));
    try {
      const path = join(folder, 'body.pdf');
      await pipeline(req, atMost(documentLimits.fileBytes), createWriteStream(path, { mode: 0o600 }));
      return await this.verify.execute(path, '');
    } finally {
      this.#running--;
      await rm(folder, { recursive: true, force: true });
    }
  }
}

function reportOf({ number, at, size, sha256, pages, report }: DocumentVerification) {
  const { file: _, ...judged } = report;
  return { number, at: at.toISOString(), size, sha256, pages: pages ?? null, ...judged };
}

function atMost(bytes: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, next) {
      seen += chunk.length;
      if (seen > bytes) next(new DomainError('too-large', 'seal.document-too-large', { size: '200 MB' }));
      else next(null, chunk);
    },
  });
}
