import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { type BlobInfo, Blobs } from '../../kernel/blobs.ts';
import { Missing } from '../../kernel/domain-error.ts';
import type { Ids } from '../../kernel/ids.ts';
import type { Database } from '../postgres/database.ts';
import { blobs } from '../postgres/kernel-schema.ts';
import type { AesSealedText } from './aes-sealed-text.ts';

/** Encrypted files in one folder, described by rows in PostgreSQL. A row is written only after its file is safe on disk. */
export class FileBlobs extends Blobs {
  readonly #folder: string;
  readonly #database: Database;
  readonly #cipher: AesSealedText;
  readonly #ids: Ids;

  constructor(folder: string, database: Database, cipher: AesSealedText, ids: Ids) {
    super();
    this.#folder = folder;
    this.#database = database;
    this.#cipher = cipher;
    this.#ids = ids;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  async put(bytes: Uint8Array, name: string, mediaType: string): Promise<BlobInfo> {
    const info = { id: this.#ids.secret(), name, mediaType, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
    await this.#write(info.id, this.#cipher.sealBytes(bytes));
    await this.#database.drizzle.insert(blobs).values(info);
    return info;
  }

  async info(id: string): Promise<BlobInfo> {
    const [row] = await this.#database.drizzle.select().from(blobs).where(eq(blobs.id, id));
    if (row === undefined) throw new Missing('upload.missing');
    return row;
  }

  async bytes(id: string): Promise<Uint8Array> {
    const info = await this.info(id);
    return this.#cipher.openBytes(await readFile(this.#path(info.id)));
  }

  async remove(id: string): Promise<void> {
    await this.#database.drizzle.delete(blobs).where(eq(blobs.id, id));
    await rm(this.#path(id), { force: true });
  }

  async #write(id: string, sealed: Uint8Array): Promise<void> {
    const temporary = `${this.#path(id)}.part`;
    const file = await open(temporary, 'w', 0o600);
    try {
      await file.writeFile(sealed);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, this.#path(id));
  }

  #path(id: string): string {
    if (!/^[\w-]{20,64}$/.test(id)) throw new Missing('upload.missing');
    return join(this.#folder, id);
  }
}
