import { createHash, createPublicKey, type KeyObject, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { derToPem } from '../../../../engines/x509/pem.ts';

/** Where the root's key waits, encrypted, until it is taken off-line: `root-….key` (PKCS #8, AES-256-CBC; named by the key) and, unless one is given, `root.pass`. */
export class RootKeyFile {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Writes the key before anything depends on it. `passphrase` undefined: one is made and put beside the key. Answers the key's path. */
  async keep(key: KeyObject, passphrase?: string): Promise<string> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const secret = passphrase ?? (await this.#ownPassphrase());
    const pem = key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: secret });
    const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
    const path = join(this.#folder, `root-${createHash('sha256').update(spki).digest('hex').slice(0, 16)}.key`);
    await writePrivately(path, pem.toString());
    return path;
  }

  /** For `yinxin verify`, which trusts what lies in the folder `trust` of the data folder. */
  async keepCertificate(der: Uint8Array): Promise<void> {
    const trust = join(dirname(this.#folder), 'trust');
    await mkdir(trust, { recursive: true });
    await writeFile(join(trust, 'root.pem'), derToPem('CERTIFICATE', der));
  }

  async #ownPassphrase(): Promise<string> {
    const path = join(this.#folder, 'root.pass');
    if (existsSync(path)) return (await readFile(path, 'utf8')).trim();
    const secret = randomBytes(32).toString('base64url');
    await writePrivately(path, `${secret}\n`);
    return secret;
  }
}

async function writePrivately(path: string, text: string): Promise<void> {
  const file = await open(`${path}.part`, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.part`, path);
}
