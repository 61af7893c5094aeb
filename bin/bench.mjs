// Runs one bench: `npm run bench -- sealing`. It is bundled first, so that no loader of source files stands beside what is measured.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../', import.meta.url));
const [name = '', ...rest] = process.argv.slice(2);
if (!/^[a-z]+$/.test(name) || !existsSync(`${root}bench/${name}.ts`)) {
  const names = readdirSync(`${root}bench`).flatMap((file) => (file.endsWith('.ts') ? [file.slice(0, -3)] : []));
  console.error(`npm run bench -- NAME, where NAME is one of: ${names.join(', ')}`);
  process.exit(64);
}
const outdir = `${root}node_modules/.cache/yinxin-bench`;
await build({
  absWorkingDir: root,
  entryPoints: [`bench/${name}.ts`],
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  sourcemap: 'linked',
  logLevel: 'warning',
});
const run = spawnSync(process.execPath, ['--enable-source-maps', `${outdir}/${name}.mjs`, ...rest], { cwd: root, stdio: 'inherit' });
process.exit(run.status ?? 1);
