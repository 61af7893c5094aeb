import { describe, expect, it } from 'vitest';
import { barChart, columnChart, expiryChart } from '../../src/web/charts.ts';

describe('charts', () => {
  it('draws the longest bar over the whole room and its part in proportion', () => {
    const chart = barChart('余量', [
      { label: '互连', part: 6, whole: 10, note: '' },
      { label: '平台', part: 9, whole: 5, note: '' },
    ]);
    expect(chart.bars.map((bar) => [bar.full, bar.part])).toEqual([
      [640, 384],
      [320, 320],
    ]);
  });

  it('draws nothing wild when there is nothing to show', () => {
    expect(barChart('空', []).height).toBe(0);
    expect(columnChart('空', []).columns).toEqual([]);
    expect(barChart('零', [{ label: '零', part: 0, whole: 0, note: '' }]).bars[0]?.full).toBe(0);
  });

  it('thins out the labels of many columns', () => {
    const columns = Array.from({ length: 60 }, (_, day) => ({ label: `${day}`, value: day }));
    const labelled = columnChart('每日', columns).columns.filter((column) => column.label !== '');
    expect(labelled.length).toBeGreaterThan(5);
    expect(labelled.length).toBeLessThanOrEqual(18);
  });

  it('puts the soonest ending first and keeps past ones at the edge', () => {
    const { rows } = expiryChart(
      '到期',
      [
        { label: '后', inDays: 59 },
        { label: '过', inDays: -3 },
        { label: '近', inDays: 20 },
      ],
      60,
    );
    expect(rows.map((row) => row.label)).toEqual(['过', '近', '后']);
    expect(rows.map((row) => row.tone)).toEqual(['error', 'warn', 'part']);
    expect(rows[0]?.width).toBe(0);
  });
});
