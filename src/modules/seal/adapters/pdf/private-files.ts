import { mkdirSync } from 'node:fs';
import { chmod, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DocumentMissing } from '../../domain/document-errors.ts';
import type { DocumentFiles } from '../../ports/document-files.ts';

/** One folder that only the server's own user may enter. Uploads arrive in the same file system, so that a rename makes them ours. */
export class PrivateFiles implements DocumentFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  pathOf(fileId: string): string {
    if (!/^[0-9a-f-]{36}$/.test(fileId)) throw new DocumentMissing();
    return join(this.#folder, `${fileId}.pdf`);
  }

  async adopt(temporaryPath: string, fileId: string): Promise<void> {
    await chmod(temporaryPath, 0o600);
    await synced(temporaryPath, 'r+');
    await rename(temporaryPath, this.pathOf(fileId));
    await synced(this.#folder, 'r');
  }

  async remove(fileId: string): Promise<void> {
    await rm(this.pathOf(fileId), { force: true });
  }
}

async function synced(path: string, flags: string): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
