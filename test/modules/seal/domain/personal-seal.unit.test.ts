import { describe, expect, it } from 'vitest';
import { InvalidFields } from '../../../../src/kernel/domain-error.ts';
import { readHandwriting } from '../../../../src/modules/seal/domain/personal-seal.ts';
import { readScanMeasures, usualWidth } from '../../../../src/modules/seal/domain/scanned-seal.ts';

const pen = { color: '#1d2129', strokeMm: '0.7' };

function refusals(run: () => unknown): readonly string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof InvalidFields) return error.fields.map(({ field, code }) => `${field} ${code}`);
    throw error;
  }
  return [];
}

describe('a written signature (SEA-021)', () => {
  it('is read as strokes of points in millimetres, with colour and thickness', () => {
    expect(readHandwriting({ strokes: '1 2 3.456 4\r\n5,6 7,8', ...pen })).toEqual({
      way: 'written',
      strokes: [
        [1, 2, 3.46, 4],
        [5, 6, 7, 8],
      ],
      strokeMm: 0.7,
      color: '#1d2129',
    });
  });

  it.each([
    ['nothing', '', 'strokes seal.signature-empty'],
    ['a single dot', '5 5', 'strokes seal.signature-empty'],
    ['half a point', '1 2 3', 'strokes seal.signature-not-readable'],
    ['ink beside the pad', '1 2 61 4', 'strokes seal.signature-not-readable'],
    ['ink below the pad', '1 2 3 31', 'strokes seal.signature-not-readable'],
    ['what is no number', '1 2 1e9 4', 'strokes seal.signature-not-readable'],
    ['two dots in one number', '1 2 1.2.3 4', 'strokes seal.signature-not-readable'],
    ['markup', '<svg>', 'strokes seal.signature-not-readable'],
    ['more strokes than anyone writes', '1 2 3 4\n'.repeat(300), 'strokes seal.signature-not-readable'],
    ['more points than anyone writes', '1 2 '.repeat(10_000), 'strokes seal.signature-not-readable'],
  ])('is refused with %s', (_what, strokes, expected) => {
    expect(refusals(() => readHandwriting({ strokes, ...pen }))[0]).toBe(expected);
  });

  it('is refused in colours and widths that the pad does not offer', () => {
    expect(refusals(() => readHandwriting({ strokes: '1 2 3 4', color: 'red', strokeMm: '99' }))).toEqual([
      'color input.choose-one',
      'strokeMm input.choose-one',
    ]);
  });
});

describe('the measures of a scanned seal (SEA-005)', () => {
  it('start with the usual width of the kind', () => {
    expect(usualWidth({ to: 'person' })).toBe(18);
    expect(usualWidth({ to: 'unit', unitId: 'u', kind: 'finance' })).toBe(38);
  });

  it('are read with the threshold in percent, or left to the picture', () => {
    expect(readScanMeasures({ widthMm: '40.5', threshold: '35' })).toEqual({ widthMm: 40.5, threshold: 0.35 });
    expect(readScanMeasures({ widthMm: '45', threshold: '' })).toEqual({ widthMm: 45, threshold: undefined });
  });

  it('are refused over 45 mm (national rule) and out of range', () => {
    expect(refusals(() => readScanMeasures({ widthMm: '45.1', threshold: '96' }))).toEqual([
      'widthMm seal.measure-out-of-range',
      'threshold seal.threshold-out-of-range',
    ]);
    expect(refusals(() => readScanMeasures({ widthMm: 'x', threshold: '' }))).toEqual(['widthMm seal.measure-out-of-range']);
  });
});
