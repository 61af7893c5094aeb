import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fenOf, yuanOf } from '../../../src/adapters/alipay/yuan.ts';

describe('amounts at the Alipay gateway', () => {
  it('every amount survives the way to yuan and back', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 10_000_000_000 }), (fen) => fenOf(yuanOf(fen)) === fen));
  });

  it.each([
    [1, '0.01'],
    [29, '0.29'],
    [100, '1.00'],
    [10_000_000_000, '100000000.00'],
  ])('%i fen is %s yuan', (fen, yuan) => expect(yuanOf(fen)).toBe(yuan));

  it.each([
    ['1', 100],
    ['1.5', 150],
    ['0.07', 7],
    ['0.00', 0],
  ])('%s yuan is %i fen', (yuan, fen) => expect(fenOf(yuan)).toBe(fen));

  it.each(['', '1.', '.5', '1.005', '-1', '+1', '1e3', '１.00', '1,000.00', ' 1', '1 ', '0x10', '1234567890', 'NaN'])(
    '%j is no amount',
    (text) => expect(fenOf(text)).toBeUndefined(),
  );

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 10_000_000_001])('%d fen cannot be asked for', (fen) =>
    expect(() => yuanOf(fen)).toThrow(RangeError),
  );
});
