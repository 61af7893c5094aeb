import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rawMembers } from '../../../src/adapters/alipay/raw-members.ts';

describe('raw members of a JSON object', () => {
  it('keeps the exact text of a value, escapes and inner blanks included', () => {
    const members = rawMembers('{ "a_response" : {"u":"https:\\/\\/x", "t": "}\\"]{:,"} , "sign":"q\\/==" }');
    expect([...(members ?? [])]).toEqual([
      ['a_response', '{"u":"https:\\/\\/x", "t": "}\\"]{:,"}'],
      ['sign', '"q\\/=="'],
    ]);
  });

  it('agrees with JSON.parse for every object', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(0, 2), (value, indent) => {
        const members = rawMembers(JSON.stringify(value, null, indent));
        const parsed = JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
        expect([...(members?.keys() ?? [])].sort()).toEqual(Object.keys(parsed).sort());
        for (const [name, raw] of members ?? []) expect(JSON.parse(raw)).toEqual(parsed[name]);
      }),
    );
  });

  it.each(['', '[]', '"x"', 'null', '{', '{"a":1,}', '{"a":1}{"b":2}', '{"a":1,"a":2}', '{"a":1,"\\u0061":2}'])('refuses %s', (text) =>
    expect(rawMembers(text)).toBeUndefined(),
  );

  it('stays linear on a hostile megabyte', () => {
    const started = performance.now();
    rawMembers(`{"a":${'['.repeat(250_000)}${']'.repeat(250_000)},"b":"${'\\\\'.repeat(250_000)}"}`);
    expect(performance.now() - started).toBeLessThan(30_000); // quadratic work takes minutes
  });
});
