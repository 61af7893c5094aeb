import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Request, Response } from 'express';
import multer, { MulterError } from 'multer';
import { DomainError } from '../../../../kernel/domain-error.ts';
import { requireToken } from '../../../../web/csrf.ts';
import { safeName } from '../../../../web/uploads.ts';
import { documentLimits } from '../../domain/document-policy.ts';

export interface ReceivedFile {
  readonly path: string;
  readonly name: string;
}

const leftOverMs = 3600_000;

/** Takes one large file of a form to the disk, never to memory; whatever becomes of it, the temporary file is gone afterwards. */
export class PdfUpload {
  readonly #folder: string;
  readonly #parse: ReturnType<ReturnType<typeof multer>['single']>;

  constructor(folder: string, maxBytes: number = documentLimits.fileBytes) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#removeLeftOvers();
    this.#parse = multer({
      dest: folder,
      limits: { fileSize: maxBytes, files: 1, fields: 10, fieldSize: 8 * 1024, parts: 12 },
      // The token stands before the file in the form: a foreign form writes nothing.
      fileFilter: (req, _file, accept) => {
        try {
          requireToken(req);
          accept(null, true);
        } catch (error) {
          accept(error instanceof Error ? error : new Error('refused', { cause: error }));
        }
      },
    }).single('document');
  }

  /** Answers with what `use` makes of the file, or undefined when none was chosen. Throws `seal.document-too-large` and what the token check throws. */
  async receive<T>(req: Request, res: Response, use: (file: ReceivedFile) => Promise<T>): Promise<T | undefined> {
    await this.#read(req, res);
    const { file } = req;
    try {
      requireToken(req);
      if (file === undefined || file.size === 0) return undefined;
      return await use({ path: file.path, name: pdfName(file.originalname) });
    } finally {
      if (file !== undefined) await rm(file.path, { force: true });
    }
  }

  #read(req: Request, res: Response): Promise<void> {
    return new Promise((done, refuse) => {
      this.#parse(req, res, (error: unknown) => {
        if (error === undefined || error === null) done();
        else refuse(refusalOf(error));
      });
    });
  }

  /** Of a process that died in the middle of an upload. */
  #removeLeftOvers(): void {
    for (const name of readdirSync(this.#folder)) {
      const path = join(this.#folder, name);
      const age = Date.now() - statSync(path).mtimeMs;
      if (age > leftOverMs) rmSync(path, { recursive: true, force: true });
    }
  }
}

function refusalOf(error: unknown): unknown {
  if (!(error instanceof MulterError)) return error;
  if (error.code !== 'LIMIT_FILE_SIZE') return new DomainError('invalid', 'input.malformed', {}, { cause: error });
  return new DomainError('too-large', 'seal.document-too-large', { size: '200 MB' }, { cause: error });
}

/** A name that ends in .pdf, whatever it was called. */
function pdfName(original: string): string {
  const name = safeName(original);
  return /\.pdf$/i.test(name) ? name : `${name.slice(0, 116)}.pdf`;
}
