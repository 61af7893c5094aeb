import type { Request } from 'express';
import type { BlobInfo, Blobs } from '../../../../kernel/blobs.ts';
import { type FieldError, InvalidFields } from '../../../../kernel/domain-error.ts';
import { uploadedFile } from '../../../../web/uploads.ts';
import type { UnitPapers } from '../../domain/unit.ts';

export type PaperName = keyof UnitPapers;
export type Uploads = Partial<Record<PaperName, BlobInfo>>;

/** Reads the named papers of a form into `uploads`. Every good file is kept even when another one is refused. */
export async function keepUploads(req: Request, blobs: Blobs, names: readonly PaperName[], uploads: Uploads): Promise<void> {
  const refused: FieldError[] = [];
  for (const name of names) {
    try {
      const info = await uploadedFile(req, blobs, name, name === 'idPortrait' || name === 'idEmblem' ? 'picture' : 'document');
      if (info !== undefined) uploads[name] = info;
    } catch (error) {
      if (!(error instanceof InvalidFields)) throw error;
      refused.push(...error.fields);
    }
  }
  if (refused.length > 0) throw new InvalidFields(refused);
}
