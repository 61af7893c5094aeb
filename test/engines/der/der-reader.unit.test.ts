import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DerError } from '../../../src/engines/der/der-error.ts';
import { DerFields } from '../../../src/engines/der/der-fields.ts';
import { type DerNode, readDer, readDerPrefix } from '../../../src/engines/der/der-reader.ts';
import * as der from '../../../src/engines/der/der-writer.ts';

const bytes = (hex: string) => Buffer.from(hex, 'hex');

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof DerError) return error.code;
    throw error;
  }
  return 'accepted';
}

function readAll(node: DerNode): void {
  if (node.constructed) node.children().forEach(readAll);
}

describe('the DER reader', () => {
  it.each([
    ['3080020101000', 'an indefinite length', 'not-der'],
    ['30800201010000', 'an indefinite length', 'not-der'],
    ['04810100', 'a length that is not minimal', 'not-der'],
    ['0482000100', 'a length with leading zero', 'not-der'],
    ['0403ffff', 'a value cut short', 'truncated'],
    ['04', 'a missing length', 'truncated'],
    ['', 'no octet at all', 'truncated'],
    ['0401ff00', 'octets after the value', 'trailing-data'],
    ['1f0100', 'a low tag in long form', 'not-der'],
    ['1f808100', 'a padded tag', 'not-der'],
    ['0485010000000000', 'a length of five octets', 'too-large'],
  ])('refuses %s: %s', (hex, _what, code) => {
    expect(codeOf(() => readDer(bytes(hex)))).toBe(code);
  });

  it.each([
    ['02020001', 'an integer that is not minimal', (n: DerNode) => n.asInteger(), 'not-der'],
    ['0200', 'an empty integer', (n: DerNode) => n.asInteger(), 'bad-value'],
    ['010101', 'a boolean of 01', (n: DerNode) => n.asBoolean(), 'not-der'],
    ['030203c1', 'unused bits that are set', (n: DerNode) => n.asBitString(), 'not-der'],
    ['030108', 'eight unused bits', (n: DerNode) => n.asBitString(), 'bad-value'],
    ['060180', 'a padded arc', (n: DerNode) => n.asOid(), 'not-der'],
    ['060281', 'an arc cut short', (n: DerNode) => n.asOid(), 'truncated'],
    ['0c02c3c3', 'ill-formed UTF-8', (n: DerNode) => n.asString(), 'bad-value'],
    ['170d3139303233303030303030305a', 'the 30th of February', (n: DerNode) => n.asTime(), 'bad-value'],
    ['170b313930313031303030305a', 'a UTCTime without seconds', (n: DerNode) => n.asTime(), 'bad-value'],
    ['0201ff', 'a sequence that is an integer', (n: DerNode) => n.asSequence(), 'unexpected-tag'],
  ])('refuses %s: %s', (hex, _what, read, code) => {
    const input = bytes(hex);
    expect(codeOf(() => read(readDer(input.subarray(0, (input[1] ?? 0) + 2))))).toBe(code);
  });

  it('reads times in UTC with the century rule of RFC 5280', () => {
    expect(readDer(der.tlv(0x17, [Buffer.from('500101000000Z')])).asTime()).toEqual(new Date('1950-01-01T00:00:00Z'));
    expect(readDer(der.tlv(0x17, [Buffer.from('491231235959Z')])).asTime()).toEqual(new Date('2049-12-31T23:59:59Z'));
    expect(readDer(der.tlv(0x18, [Buffer.from('20260101000000.25Z')])).asTime()).toEqual(new Date('2026-01-01T00:00:00.250Z'));
  });

  it('stops at its depth, size and node limits', () => {
    let nested: Buffer = der.nullValue();
    for (let i = 0; i < 100; i++) nested = der.sequence(nested);
    expect(codeOf(() => readAll(readDer(nested)))).toBe('too-deep');
    expect(codeOf(() => readAll(readDer(nested, { maxDepth: 101 })))).toBe('accepted');
    const wide = der.sequenceOf(new Array(1000).fill(der.nullValue()));
    expect(codeOf(() => readAll(readDer(wide, { maxNodes: 1000 })))).toBe('too-many-nodes');
    expect(codeOf(() => readDer(wide, { maxBytes: 100 }))).toBe('too-large');
  });

  it('answers what follows the first value', () => {
    const [node, rest] = readDerPrefix(bytes('0201050000'));
    expect(node.asSmallInteger()).toBe(5);
    expect(rest).toHaveLength(2);
  });

  it('walks optional fields in order and refuses unknown ones at the end', () => {
    const fields = new DerFields(readDer(der.sequence(der.integer(1), der.contextExplicit(1, der.integer(9)))).asSequence());
    expect(fields.next().asSmallInteger()).toBe(1);
    expect(fields.optionalContext(0)).toBeUndefined();
    expect(codeOf(() => fields.end())).toBe('trailing-data');
    expect(fields.optionalContext(1)?.onlyChild().asSmallInteger()).toBe(9);
    expect(codeOf(() => fields.end())).toBe('accepted');
  });

  it('answers any octets with a value or a DerError, nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (input) => {
        codeOf(() => readAll(readDer(input)));
      }),
      { numRuns: 2000 },
    );
  });
});
