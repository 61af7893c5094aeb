import { describe, expect, it } from 'vitest';
import { qrSymbol } from '../../src/web/qr-symbol.ts';

/** Paints the path's runs back into modules. */
function painted({ size, path }: { size: number; path: string }): boolean[][] {
  const grid = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let step = 0; step < Number(run); step++) (grid[Number(y)] ?? [])[Number(x) + step] = true;
  return grid;
}

describe('a QR symbol', () => {
  const symbol = qrSymbol('https://yinxin.example/v/V-20261121-7F3K-0926');

  it('has the finder pattern at three corners and a quiet zone of four modules', () => {
    const grid = painted(symbol);
    const row = (y: number, x: number) => (grid[y] ?? []).slice(x, x + 7);
    expect(row(4, 4)).toEqual([true, true, true, true, true, true, true]);
    expect(row(5, 4)).toEqual([true, false, false, false, false, false, true]);
    expect(row(4, symbol.size - 11)).toEqual([true, true, true, true, true, true, true]);
    expect(row(symbol.size - 5, 4)).toEqual([true, true, true, true, true, true, true]);
    expect(grid.slice(0, 4).flat()).not.toContain(true);
    expect(grid.map((line) => line.slice(-4)).flat()).not.toContain(true);
  });

  it('grows with the text and differs by text', () => {
    expect(qrSymbol('a'.repeat(300)).size).toBeGreaterThan(symbol.size);
    expect(qrSymbol('https://yinxin.example/v/other').path).not.toBe(symbol.path);
  });
});
