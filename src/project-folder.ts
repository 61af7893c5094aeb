import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder with views/, public/ and migrations/: the same from src/ and from dist/src/. */
export function projectFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  return resolve(here, here.includes(join('dist', 'src')) ? '../..' : '..');
}
