import { spawnSync } from 'node:child_process';

/**
 * Whether a system tool is there. At home a missing tool skips its suite with a clear line; with CI=true it is an error,
 * so that no suite is ever skipped silently where it counts.
 */
export function hasTool(name: string): boolean {
  const found = spawnSync('which', [name], { stdio: 'ignore' }).status === 0;
  if (found) return true;
  if (process.env['CI'] === 'true') throw new Error(`${name} is needed by this suite and is not installed`);
  console.warn(`skipped: ${name} is not installed (apt-get install it to run this suite)`);
  return false;
}
