import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { moduleTexts } from '../../src/modules.ts';
import { zhCn } from '../../src/web/texts/zh-cn.ts';

const texts: Readonly<Record<string, string>> = Object.assign({}, zhCn, ...moduleTexts);
const kinds = 'invalid|unauthenticated|forbidden|missing|conflict|too-large|too-many|unavailable';
const status: Readonly<Record<string, number>> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  'too-large': 413,
  'too-many': 429,
  unavailable: 503,
};

/** What only the command line shows: it speaks English with a code. */
const onlyForPrograms = new Set(['engines', 'cli', 'pkcs12', 'time-stamp']);

/** Every code that the product's own code can refuse with, found in its source: code → kind. */
function codesInSource(): Map<string, string> {
  const found = new Map<string, string>();
  const note = (code: string, kind: string) => {
    if (!found.has(code) || found.get(code) === 'field') found.set(code, kind);
  };
  for (const file of sourceFiles('src')) {
    const source = readFileSync(file, 'utf8');
    for (const [, kind = '', code = ''] of source.matchAll(new RegExp(`(?:DomainError|super)\\(\\s*'(${kinds})',\\s*'([a-z0-9.-]+)'`, 'g')))
      note(code, kind);
    for (const [, code = ''] of source.matchAll(/new Forbidden\(\s*'([a-z0-9.-]+)'/g)) note(code, 'forbidden');
    for (const [, code = ''] of source.matchAll(/new Missing\(\s*'([a-z0-9.-]+)'/g)) note(code, 'missing');
    for (const [, code = ''] of source.matchAll(/\bfield: [^,{}]+, code: '([a-z0-9.-]+\.[a-z0-9.-]+)'/g)) note(code, 'field');
  }
  return found;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return onlyForPrograms.has(entry.name) ? [] : sourceFiles(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

function document(codes: Map<string, string>): string {
  const rows = [...codes]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(
      ([code, kind]) =>
        `| \`${code}\` | ${kind === 'field' ? 'field of a form' : `${kind} (${status[kind]})`} | ${texts[`error.${code}`] ?? ''} |`,
    );
  return `# Error codes\n\nEvery refusal has a stable code; the words are those a person sees. A field of a form is refused with 422.\n\n| code | kind | words |\n|---|---|---|\n${rows.join('\n')}\n`;
}

describe('error codes', () => {
  const codes = codesInSource();

  it('were found in the source', () => {
    expect(codes.size).toBeGreaterThan(60);
  });

  it('all have words', () => {
    expect([...codes.keys()].filter((code) => texts[`error.${code}`] === undefined)).toEqual([]);
  });

  it('are all in docs/errors.md (write it anew with UPDATE_DOCS=1)', () => {
    const written = document(codes);
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync('docs/errors.md', written);
    expect(readFileSync('docs/errors.md', 'utf8')).toBe(written);
  });
});
