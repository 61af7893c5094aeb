import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const require = createRequire(import.meta.url);
const { rules, neighbours } = require('../architecture.cjs') as { rules: { name: string }[]; neighbours: Record<string, string[]> };
const modules = Object.keys(neighbours);

/** One file that breaks each rule, by the rule's name: [file, what it imports]. */
function planted(): Record<string, [from: string, to: string]> {
  const strangers = modules.flatMap((name) => {
    const stranger = modules.find((other) => other !== name && !neighbours[name]?.includes(other));
    return stranger === undefined
      ? []
      : [
          [
            `${name}-knows-only-its-neighbours`,
            [`src/modules/${name}/adapters/stranger.ts`, `src/modules/${stranger}/published/port.ts`],
          ] as const,
        ];
  });
  const insides = modules.flatMap((name) => {
    const neighbour = neighbours[name]?.[0];
    if (neighbour === undefined) return [];
    return [
      [`${name}-asks-through-published`, [`src/modules/${name}/adapters/inside.ts`, `src/modules/${neighbour}/domain/thing.ts`]] as const,
      [
        `${name}-inside-knows-no-neighbour`,
        [`src/modules/${name}/application/neighbour.ts`, `src/modules/${neighbour}/published/port.ts`],
      ] as const,
    ];
  });
  return {
    ...Object.fromEntries<[string, string]>([...strangers, ...insides].map(([rule, files]) => [rule, [files[0], files[1]]])),
    'domain-is-pure': ['src/modules/unit/domain/impure.ts', 'src/modules/unit/ports/port.ts'],
    'domain-without-packages': ['src/modules/unit/domain/packaged.ts', 'node:fs'],
    'ports-know-the-domain': ['src/modules/unit/ports/knowing.ts', 'src/modules/unit/application/use.ts'],
    'ports-without-packages': ['src/modules/unit/ports/packaged.ts', 'zod'],
    'application-knows-no-technology': ['src/modules/unit/application/technical.ts', 'src/modules/unit/adapters/thing.ts'],
    'application-without-packages': ['src/modules/unit/application/packaged.ts', 'zod'],
    'published-is-plain': ['src/modules/unit/published/rich.ts', 'src/modules/unit/domain/thing.ts'],
    'kernel-imports-nothing': ['src/kernel/importing.ts', 'src/web/shell.ts'],
    'engines-stand-alone': ['src/engines/pdf/kernel.ts', 'src/kernel/thing.ts'],
    'shells-know-no-module': ['src/web/knowing.ts', 'src/modules/unit/published/port.ts'],
    'adapters-know-no-web': ['src/adapters/knowing.ts', 'src/web/shell.ts'],
    'web-knows-no-adapter': ['src/web/technical.ts', 'src/adapters/thing.ts'],
    'simulators-stand-alone': ['simulators/sharing.ts', 'src/kernel/thing.ts'],
    'demo-stands-alone': ['demo/sharing.ts', 'src/kernel/thing.ts'],
    'src-knows-no-test': ['src/web/testing.ts', 'simulators/thing.ts'],
    'express-only-at-the-door': ['src/adapters/express.ts', 'express'],
    'sql-only-in-postgres-adapters': ['src/web/sql.ts', 'drizzle-orm'],
    'no-second-driver': ['src/adapters/driver.ts', 'pg'],
    'inversify-only-in-the-wiring': ['src/modules/unit/adapters/wired.ts', 'inversify'],
    'wiring-is-not-imported': ['src/web/wiring.ts', 'src/container.ts'],
    'no-cycles': ['src/kernel/cycle-a.ts', 'src/kernel/cycle-b.ts'],
    'no-unknown-imports': ['src/kernel/unknown.ts', 'src/kernel/nowhere.ts'],
  };
}

describe('the architecture', () => {
  let folder: string;
  let violated: Set<string>;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'yinxin-architecture-'));
    const put = (file: string, text: string) => {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    };
    for (const name of modules) {
      for (const file of ['domain/thing', 'ports/port', 'application/use', 'adapters/thing', 'published/port'])
        put(`src/modules/${name}/${file}.ts`, 'export const x = 1;\n');
    }
    for (const file of ['src/kernel/thing', 'src/web/shell', 'src/adapters/thing', 'simulators/thing', 'src/container'])
      put(`${file}.ts`, 'export const x = 1;\n');
    put('src/kernel/cycle-b.ts', "import './cycle-a.ts';\n");
    for (const [from, to] of Object.values(planted())) {
      const target = to.startsWith('src/') || to.startsWith('simulators/') ? `${'../'.repeat(from.split('/').length - 1)}${to}` : to;
      put(from, `import '${target}';\n`);
    }
    for (const file of ['architecture.cjs', '.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'])
      cpSync(resolve(file), join(folder, file));
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    const cruise = spawnSync(
      process.execPath,
      [
        resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
        'src',
        'simulators',
        'demo',
        '--config',
        '.dependency-cruiser.cjs',
        '--output-type',
        'json',
      ],
      { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 },
    );
    const found = JSON.parse(cruise.stdout) as { summary: { violations: { rule: { name: string } }[] } };
    violated = new Set(found.summary.violations.map((violation) => violation.rule.name));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(rules.map((rule) => rule.name))('finds a planted violation of %s', (name) => {
    expect([...violated]).toContain(name);
  });

  it('is kept by the code, and the check really read it', () => {
    const report = execFileSync(
      process.execPath,
      [
        resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
        'src',
        'simulators',
        'demo',
        '--config',
        '.dependency-cruiser.cjs',
        '--output-type',
        'json',
      ],
      { encoding: 'utf8', maxBuffer: 1 << 28 },
    );
    const { summary } = JSON.parse(report) as { summary: { totalCruised: number; violations: unknown[] } };
    expect(summary.totalCruised).toBeGreaterThan(300);
    expect(summary.violations).toEqual([]);
  });
});
