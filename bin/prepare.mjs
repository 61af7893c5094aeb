// What `npm start`, `npm test` and `npm run demo` do first: install what is missing, compile what is older than its source.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const folder = resolve(fileURLToPath(import.meta.url), '../..');

export function install() {
  const installed = join(folder, 'node_modules', '.installed');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(folder, 'package-lock.json')).mtimeMs) return;
  console.log('Installing packages (once) …');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(join(folder, 'node_modules', '.installed'), '');
}

export function build() {
  const stamp = join(folder, 'dist', '.built');
  const newest = Math.max(
    ...['src', 'simulators', 'demo'].map((name) => newestIn(join(folder, name))),
    statSync(join(folder, 'tsconfig.build.json')).mtimeMs,
  );
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= newest) return;
  console.log('Compiling …');
  run(process.execPath, [join(folder, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json', '--noCheck']);
  writeFileSync(stamp, '');
}

export function run(command, args, environment = {}) {
  const { status } = spawnSync(command, args, {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, ...environment },
  });
  if (status !== 0) process.exit(status ?? 1);
}

function newestIn(path) {
  return readdirSync(path, { withFileTypes: true }).reduce(
    (newest, entry) => Math.max(newest, entry.isDirectory() ? newestIn(join(path, entry.name)) : statSync(join(path, entry.name)).mtimeMs),
    0,
  );
}
