import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { fileTypeFromBuffer } from 'file-type';
import multer from 'multer';
import type { BlobInfo, Blobs } from '../kernel/blobs.ts';
import { InvalidFields, Missing } from '../kernel/domain-error.ts';
import { requireToken } from './csrf.ts';
import { fieldOf } from './forms.ts';
import { contextOf } from './request-context.ts';

const maxUploadBytes = 10 * 1024 * 1024;
const mediaTypes: Readonly<Record<string, readonly string[]>> = {
  document: ['application/pdf', 'image/jpeg', 'image/png'],
  picture: ['image/jpeg', 'image/png'],
};

/** Reads a multipart form with small files (10 MB each) into memory and checks its token. */
export function uploadForm(...fields: readonly string[]): RequestHandler[] {
  const parse = multer({
    storage: multer.memoryStorage(),
    limits: { fileSize: maxUploadBytes, files: fields.length, fields: 60, fieldSize: 64 * 1024, parts: 80 },
  }).fields(fields.map((name) => ({ name, maxCount: 1 })));
  return [
    parse,
    (req, _res, next) => {
      requireToken(req);
      next();
    },
  ];
}

/**
 * The file of a form field: a newly chosen one is sniffed and stored, otherwise the one kept from before (`nameKept`) is taken.
 * Undefined when there is neither. A kept file counts only for the visit it was uploaded in.
 */
export async function uploadedFile(req: Request, blobs: Blobs, name: string, kind: 'document' | 'picture'): Promise<BlobInfo | undefined> {
  const file = chosenFile(req, name);
  if (file !== undefined && file.buffer.length > 0) {
    const type = await fileTypeFromBuffer(file.buffer);
    if (type === undefined || !(mediaTypes[kind] ?? []).includes(type.mime)) {
      throw new InvalidFields([{ field: name, code: kind === 'document' ? 'upload.not-a-document' : 'upload.not-a-picture' }]);
    }
    return blobs.put(file.buffer, safeName(file.originalname), type.mime);
  }
  const kept = fieldOf(req, `${name}Kept`, 200);
  return kept === '' ? undefined : blobs.info(keptBlobId(req, kept));
}

/** A file that was uploaded before, for the `file` component: the form hands it back, so nobody uploads twice. */
export function keptFile(req: Request, info: BlobInfo | undefined): { id: string; name: string; detail: string } | undefined {
  if (info === undefined) return undefined;
  return { id: `${info.id}.${visitMark(req, info.id)}`, name: info.name, detail: shownSize(info.size) };
}

function keptBlobId(req: Request, token: string): string {
  const [id = '', mark = ''] = token.split('.');
  const expected = Buffer.from(visitMark(req, id));
  const given = Buffer.from(mark);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new Missing('upload.missing');
  return id;
}

function visitMark(req: Request, blobId: string): string {
  return createHmac('sha256', contextOf(req).csrf).update(blobId).digest('base64url');
}

/** Browsers send UTF-8 names that multer reads as Latin-1; paths and control characters never survive. */
export function safeName(original: string): string {
  const utf8 = Buffer.from(original, 'latin1').toString('utf8');
  const name = (utf8.includes('\uFFFD') ? original : utf8).normalize('NFC');
  return (name.split(/[\\/]/).pop() ?? '').replace(/\p{C}/gu, '').slice(0, 120) || 'file';
}

function chosenFile(req: Request, name: string): Express.Multer.File | undefined {
  const { files } = req;
  if (files === undefined || Array.isArray(files)) return undefined;
  return files[name]?.[0];
}

/** Sizes as people read them: `1.2 MB`. */
export function shownSize(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
