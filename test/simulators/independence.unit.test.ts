import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** Relative imports of the file that lead out of `home`, static, dynamic, re-exported or required. */
function strayImports(path: string, text: string, home: string): string[] {
  const specifiers = [...text.matchAll(/(?:from|import|require)\s*\(?\s*['"]([^'"]+)['"]/g)].map(([, specifier = '']) => specifier);
  return specifiers.filter((specifier) => specifier.startsWith('.') && relative(home, resolve(dirname(path), specifier)).startsWith('..'));
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

describe('simulators share no code with the product', () => {
  it('finds a planted import in every way of writing it', () => {
    const path = join(root, 'simulators/alipay/planted.ts');
    const home = join(root, 'simulators');
    for (const text of [
      `import { x } from '../../src/kernel/money.ts';`,
      `export * from "../../src/kernel/money.ts";`,
      `const m = await import('../../src/kernel/money.ts');`,
      `import type { x } from '../../src/kernel/money.ts';`,
      `import '../../src/kernel/money.ts';`,
    ]) {
      expect(strayImports(path, text, home), text).toHaveLength(1);
    }
    expect(strayImports(path, `import { Faults } from '../faults.ts';`, home)).toEqual([]);
  });

  it('no simulator imports anything outside simulators/', () => {
    const files = sources(join(root, 'simulators'));
    expect(files.length).toBeGreaterThan(15);
    const stray = files.flatMap((path) =>
      strayImports(path, readFileSync(path, 'utf8'), join(root, 'simulators')).map((found) => `${path}: ${found}`),
    );
    expect(stray).toEqual([]);
  });

  it('nothing in src imports a simulator', () => {
    const files = sources(join(root, 'src'));
    expect(files.length).toBeGreaterThan(15);
    const stray = files.flatMap((path) =>
      strayImports(path, readFileSync(path, 'utf8'), join(root, 'src')).filter((found) => found.includes('simulators')),
    );
    expect(stray).toEqual([]);
  });
});
