import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of all files below a folder that end with `suffix`, in order. */
export function filesUnder(folder: string, suffix: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(suffix))
    .map((name) => join(folder, name))
    .sort();
}
