import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The trust anchors as files, the same that the command line reads: what is signed today can be judged when the database is gone.
 * Certificates of other authorities are trusted by putting them here.
 */
export class TrustFolder {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o755 });
  }

  /** PEM or DER, as they lie there. */
  async files(): Promise<readonly Uint8Array[]> {
    const names = (await readdir(this.#folder)).filter((name) => /\.(pem|crt|cer)$/i.test(name)).sort();
    return Promise.all(names.map((name) => readFile(join(this.#folder, name))));
  }

  /** Writes certificates of our own CA, each once. */
  async add(certificates: readonly Uint8Array[]): Promise<void> {
    const present = new Set(await readdir(this.#folder));
    for (const der of certificates) {
      const name = `yinxin-${createHash('sha256').update(der).digest('hex').slice(0, 16)}.cer`;
      if (present.has(name)) continue;
      const temporary = join(this.#folder, `${name}.part`);
      await writeFile(temporary, der, { mode: 0o644 });
      await rename(temporary, join(this.#folder, name));
    }
  }
}
