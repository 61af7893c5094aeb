import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { texts } from '../../../src/modules/unit/adapters/http/texts.ts';

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ts|ejs)$/.test(name) && !name.endsWith('texts.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));

const sources = [...filesBelow('src/modules/unit'), ...filesBelow('views/unit')];

describe('the texts of the unit pages', () => {
  it('every refusal of the domain has words', () => {
    const code = /(?:super\((?:'[a-z-]+', )?|require\([^\n]*|refused\([^\n]*, |choose[^\n]*code: )'(unit\.[a-z-]+)'/g;
    const codes = sources.flatMap((source) => [...source.matchAll(code)].map((match) => match[1]));
    expect(codes.length).toBeGreaterThan(20);
    expect([...new Set(codes)].filter((each) => !Object.hasOwn(texts, `error.${each}`))).toEqual([]);
  });

  it('no text lies around unused', () => {
    const whole = sources.join('\n');
    const used = (key: string) => {
      const bare = key.replace(/^error\./, '');
      return whole.includes(`'${bare}'`) || prefixes.some((prefix) => bare.startsWith(prefix));
    };
    const prefixes = [...whole.matchAll(/`(unit\.[a-z.-]+)\$\{/g)].map((match) => match[1] ?? '-');
    expect(Object.keys(texts).filter((key) => !used(key))).toEqual([]);
  });
});
