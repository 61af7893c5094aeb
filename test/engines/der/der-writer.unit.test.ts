import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DerError } from '../../../src/engines/der/der-error.ts';
import { readDer } from '../../../src/engines/der/der-reader.ts';
import * as der from '../../../src/engines/der/der-writer.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('the DER writer', () => {
  it.each([
    [0, '020100'],
    [127, '02017f'],
    [128, '02020080'],
    [-1, '0201ff'],
    [-128, '020180'],
    [-129, '0202ff7f'],
    [256n, '02020100'],
    [Uint8Array.of(0, 0, 0x80), '02020080'],
    [new Uint8Array(0), '020100'],
  ])('writes the integer %s minimally', (value, encoded) => {
    expect(hex(der.integer(value))).toBe(encoded);
  });

  it('writes lengths in the shortest form at every boundary', () => {
    for (const [length, header] of [
      [127, '047f'],
      [128, '048180'],
      [255, '0481ff'],
      [256, '04820100'],
      [65_535, '0482ffff'],
      [65_536, '0483010000'],
    ] as const) {
      const encoded = der.octetString(new Uint8Array(length));
      expect(hex(encoded.subarray(0, encoded.length - length))).toBe(header);
    }
  });

  it('writes object identifiers as X.690 shows them', () => {
    expect(hex(der.oid('2.999.3'))).toBe('0603883703');
    expect(hex(der.oid('1.2.840.113549.1.7.2'))).toBe('06092a864886f70d010702');
    expect(() => der.oid('1.40.1')).toThrow(DerError);
    expect(() => der.oid('1')).toThrow(DerError);
  });

  it('writes named bits without trailing zeros', () => {
    expect(hex(der.namedBitString([0, 1]))).toBe('030206c0');
    expect(hex(der.namedBitString([5, 6]))).toBe('03020106');
    expect(hex(der.namedBitString([8]))).toBe('0303070080');
    expect(hex(der.namedBitString([]))).toBe('030100');
  });

  it('sorts a SET OF by its encodings', () => {
    expect(hex(der.setOf([der.integer(2), der.integer(1), der.integer(300)]))).toBe(`310a${'020101'}${'020102'}${'0202012c'}`);
  });

  it('chooses UTCTime through 2049 and GeneralizedTime from 2050, without parts of a second', () => {
    expect(der.time(new Date('2049-12-31T23:59:59.999Z')).toString('latin1')).toBe('\x17\x0d491231235959Z');
    expect(der.time(new Date('2050-01-01T00:00:00Z')).toString('latin1')).toBe('\x18\x0f20500101000000Z');
    expect(() => der.utcTime(new Date('2050-01-01T00:00:00Z'))).toThrow(DerError);
    expect(() => der.time(new Date(Number.NaN))).toThrow(DerError);
  });

  it('refuses text its string type cannot carry', () => {
    expect(() => der.printableString('浙江')).toThrow(DerError);
    expect(() => der.printableString('a@b')).toThrow(DerError);
    expect(() => der.ia5String('é')).toThrow(DerError);
  });

  it('replaces the tag under an implicit tag and keeps constructed values constructed', () => {
    expect(hex(der.contextImplicit(1, der.octetString(Uint8Array.of(7))))).toBe('810107');
    expect(hex(der.contextImplicit(1, der.sequence(der.integer(7))))).toBe('a103020107');
    expect(hex(der.contextExplicit(0, der.integer(2)))).toBe('a003020102');
  });

  it('leaves out undefined items', () => {
    expect(hex(der.sequence(undefined, der.nullValue(), undefined))).toBe('30020500');
  });

  it('writes integers, object identifiers and texts that its reader reads back', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 200n), max: 2n ** 200n }), (value) => readDer(der.integer(value)).asInteger() === value),
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => readDer(der.utf8String(text)).asString() === text));
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 }),
        fc.integer({ min: 0, max: 39 }),
        fc.array(fc.bigInt({ min: 0n, max: 2n ** 128n })),
        (a, b, rest) => {
          const dotted = [a, b, ...rest.slice(0, 5)].join('.');
          return readDer(der.oid(dotted)).asOid() === dotted;
        },
      ),
    );
  });
});
