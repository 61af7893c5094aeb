import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../../src/kernel/domain-error.ts';
import { PageFrame, type PageGeometry, type Rotation } from '../../../../src/modules/seal/domain/page-frame.ts';
import { type Mark, type PlacementMode, placeSeal as place, type SealSize } from '../../../../src/modules/seal/domain/placement.ts';

const mm = 72 / 25.4;
const a4: PageGeometry = { cropBox: [0, 0, 210 * mm, 297 * mm], rotate: 0, userUnit: 1 };
const page = (changes: Partial<PageGeometry> = {}): PageGeometry => ({ ...a4, ...changes });
/** Pages given one by one, as a document that is read answers them. */
const placeSeal = (pages: readonly PageGeometry[], mode: PlacementMode, of: SealSize): readonly Mark[] =>
  place({ pageCount: pages.length, geometryOf: (number) => pages[number - 1] ?? a4 }, mode, of);
const size = { width: 40, height: 40 };
const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof DomainError) return `${error.kind} ${error.code}`;
    throw error;
  }
  return 'no refusal';
};
const at = { x: 150, y: 60 };

describe('SEA-042 placing a seal', () => {
  it('puts the centre at millimetres from the left and the top of the page as seen', () => {
    const [mark] = placeSeal([a4], { mode: 'current', page: 1, at }, size);
    expect(mark?.rect.map((value) => value / mm)).toEqual([130, 297 - 80, 170, 297 - 40].map((value) => expect.closeTo(value, 2)));
    expect(mark).toMatchObject({ page: 1, rotate: 0, part: { left: 0, top: 0, right: 1, bottom: 1 } });
  });

  it.each([
    // On a page turned clockwise, the seen left is the sheet's bottom and the seen top its left.
    [90, [40, 130, 80, 170]],
    [180, [210 - 170, 40, 210 - 130, 80]],
    [270, [210 - 80, 297 - 170, 210 - 40, 297 - 130]],
  ] as const)('honours /Rotate %d', (rotate, expected) => {
    const [mark] = placeSeal([page({ rotate })], { mode: 'current', page: 1, at }, size);
    expect(mark?.rect.map((value) => value / mm)).toEqual(expected.map((value) => expect.closeTo(value, 2)));
    expect(mark?.rotate).toBe(rotate);
  });

  it('measures from the CropBox', () => {
    const cropped = page({ cropBox: [100, 200, 100 + 210 * mm, 200 + 297 * mm] });
    const [whole] = placeSeal([a4], { mode: 'current', page: 1, at }, size);
    const [mark] = placeSeal([cropped], { mode: 'current', page: 1, at }, size);
    expect(mark?.rect[0]).toBeCloseTo((whole?.rect[0] ?? 0) + 100, 2);
    expect(mark?.rect[1]).toBeCloseTo((whole?.rect[1] ?? 0) + 200, 2);
  });

  it('keeps millimetres on a page with a UserUnit', () => {
    const big = page({ cropBox: [0, 0, 210 * mm, 297 * mm], userUnit: 10 });
    const [mark] = placeSeal([big], { mode: 'current', page: 1, at: { x: 1000, y: 1000 } }, size);
    expect((mark?.rect[2] ?? 0) - (mark?.rect[0] ?? 0)).toBeCloseTo(4 * mm, 2);
  });

  it.each([0, 90, 180, 270] as const)('finds the same place again from user space (%d)', (rotate: Rotation) => {
    const frame = new PageFrame(page({ rotate, cropBox: [10, 20, 500, 700], userUnit: 2 }));
    const seen = { left: 11, top: 22, width: 33, height: 44 };
    expect(frame.toSeen(frame.toUserSpace(seen))).toEqual({
      left: expect.closeTo(11, 2),
      top: expect.closeTo(22, 2),
      width: expect.closeTo(33, 2),
      height: expect.closeTo(44, 2),
    });
  });

  it.each([[{ x: 19, y: 60 }], [{ x: 150, y: 19 }], [{ x: 191, y: 60 }], [{ x: 150, y: 278 }], [{ x: Number.NaN, y: 60 }]])(
    'refuses a seal that would not lie wholly on the page: %o',
    (outside) => {
      expect(codeOf(() => placeSeal([a4], { mode: 'current', page: 1, at: outside }, size))).toBe('invalid seal.outside-page');
    },
  );

  it('refuses the same point on a turned page where the page as seen is lower', () => {
    const low: PlacementMode = { mode: 'current', page: 1, at: { x: 100, y: 250 } };
    expect(placeSeal([a4], low, size)).toHaveLength(1);
    expect(codeOf(() => placeSeal([page({ rotate: 90 })], low, size))).toBe('invalid seal.outside-page');
  });

  it('refuses a size that is no seal', () => {
    const mode: PlacementMode = { mode: 'current', page: 1, at };
    expect(codeOf(() => placeSeal([a4], mode, { width: 0, height: 40 }))).toBe('invalid seal.size-out-of-bounds');
    expect(codeOf(() => placeSeal([a4], mode, { width: 40, height: Number.NaN }))).toBe('invalid seal.size-out-of-bounds');
  });

  it.each([0, 2, 1.5, Number.NaN])('refuses page %d of one page', (number) => {
    expect(codeOf(() => placeSeal([a4], { mode: 'current', page: number, at }, size))).toBe('invalid seal.page-outside-document');
  });

  it('puts the same place on every page, and on the pages of a range once each', () => {
    const pages = Array.from({ length: 10 }, () => a4);
    expect(placeSeal(pages, { mode: 'all', at }, size).map((mark) => mark.page)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(placeSeal(pages, { mode: 'range', pages: '8, 1-3，2-4', at }, size).map((mark) => mark.page)).toEqual([1, 2, 3, 4, 8]);
  });

  it.each([
    ['', 'invalid seal.empty-page-range'],
    [' ', 'invalid seal.empty-page-range'],
    ['3-1', 'invalid seal.malformed-page-range'],
    ['1,,2', 'invalid seal.malformed-page-range'],
    ['a', 'invalid seal.malformed-page-range'],
    ['0', 'invalid seal.page-outside-document'],
    ['2-11', 'invalid seal.page-outside-document'],
    ['1-9999999', 'invalid seal.page-outside-document'],
  ])('SEA-045 refuses the range "%s" and seals nothing', (range, code) => {
    const pages = Array.from({ length: 10 }, () => a4);
    expect(codeOf(() => placeSeal(pages, { mode: 'range', pages: range, at }, size))).toBe(code);
  });

  it('puts the centre on the middle of the keyword plus the offset', () => {
    const hits = [{ page: 2, box: [100 * mm, 100 * mm, 120 * mm, 110 * mm] as const }];
    const [mark] = placeSeal([a4, a4], { mode: 'keyword', keyword: '乙方（盖章）', hits, offset: { x: 10, y: -5 } }, size);
    expect(mark?.page).toBe(2);
    expect(mark?.rect.map((value) => value / mm)).toEqual([100, 90, 140, 130].map((value) => expect.closeTo(value, 2)));
  });

  it('SEA-045 refuses a keyword that does not occur', () => {
    const mode: PlacementMode = { mode: 'keyword', keyword: '盖章处', hits: [], offset: { x: 0, y: 0 } };
    expect(codeOf(() => placeSeal([a4], mode, size))).toBe('invalid seal.keyword-not-found');
    expect(codeOf(() => placeSeal([a4], { ...mode, keyword: ' ' }, size))).toBe('invalid seal.keyword-empty');
  });
});

describe('SEA-042 straddle seals', () => {
  const straddle = (count: number, mode: Partial<PlacementMode & { mode: 'straddle' }> = {}) =>
    placeSeal(
      Array.from({ length: count }, () => a4),
      { mode: 'straddle', edge: 'right', position: 150, ...mode },
      size,
    );

  it('cuts the seal into slices that touch the right edge and make the whole seal together', () => {
    const marks = straddle(4);
    expect(marks.map((mark) => [mark.part.left, mark.part.right])).toEqual([
      [0, 0.25],
      [0.25, 0.5],
      [0.5, 0.75],
      [0.75, 1],
    ]);
    for (const { rect } of marks) {
      expect(rect.map((value) => value / mm)).toEqual([200, 297 - 170, 210, 297 - 130].map((value) => expect.closeTo(value, 2)));
    }
  });

  it('takes the slices from the other side when the pages are fanned out to the left', () => {
    const marks = straddle(2, { edge: 'left' });
    expect(marks.map((mark) => mark.part.left)).toEqual([0.5, 0]);
    expect(marks[0]?.rect[0]).toBeCloseTo(0, 2);
  });

  it('cuts across at the top and the bottom edge', () => {
    expect(straddle(2, { edge: 'bottom', position: 100 }).map((mark) => mark.part.top)).toEqual([0, 0.5]);
    const [first] = straddle(2, { edge: 'top', position: 100 });
    expect(first?.rect[3]).toBeCloseTo(297 * mm, 2);
  });

  it('lies on the edge as seen of a turned page', () => {
    const pages = Array.from({ length: 2 }, () => page({ rotate: 90 }));
    const [mark] = placeSeal(pages, { mode: 'straddle', edge: 'right', position: 100 }, size) ?? [];
    expect(mark?.rect[3]).toBeCloseTo(297 * mm, 2);
  });

  it.each([2, 19, 20, 21, 40, 41, 199, 200, 1001])('makes groups of two to twenty pages, each the whole seal (%d pages)', (count) => {
    const groups: number[] = [];
    let reached = 0;
    for (const { part } of straddle(count)) {
      if (part.left === 0) groups.push(0);
      else expect(part.left).toBeCloseTo(reached, 9);
      reached = part.right;
      groups[groups.length - 1] = (groups.at(-1) ?? 0) + 1;
      if (Math.abs(reached - 1) < 1e-9) reached = 0;
    }
    expect(reached).toBe(0);
    expect(groups.reduce((sum, group) => sum + group, 0)).toBe(count);
    expect(Math.min(...groups)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...groups)).toBeLessThanOrEqual(20);
  });

  it('needs two pages', () => {
    expect(codeOf(() => straddle(1))).toBe('invalid seal.straddle-needs-two-pages');
    expect(codeOf(() => straddle(5, { pages: '3' }))).toBe('invalid seal.straddle-needs-two-pages');
    expect(straddle(5, { pages: '2-4' }).map((mark) => mark.page)).toEqual([2, 3, 4]);
  });

  it('refuses a position where the seal would leave the edge', () => {
    expect(codeOf(() => straddle(3, { position: 10 }))).toBe('invalid seal.outside-page');
  });
});
