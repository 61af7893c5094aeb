import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { drawStrokes } from '../../../src/engines/seal-image/draw-strokes.ts';
import { toPdfForm } from '../../../src/engines/seal-image/to-pdf-form.ts';
import { toPng } from '../../../src/engines/seal-image/to-png.ts';
import { toSvg } from '../../../src/engines/seal-image/to-svg.ts';

const strokes = [
  [10, 10, 20, 12, 30, 9],
  [15, 5, 15, 20],
];

describe('a written signature', () => {
  it('is cut to its ink, pen width and a hair of margin included', () => {
    const { widthMm, heightMm } = drawStrokes(strokes, 1, '#1d2129');
    expect(widthMm).toBeCloseTo(20 + 1 + 0.6, 6);
    expect(heightMm).toBeCloseTo(15 + 1 + 0.6, 6);
  });

  it('has the round ends of a pen in SVG and PDF', () => {
    const drawing = drawStrokes(strokes, 1, '#1d2129');
    expect(toSvg(drawing)).toContain('stroke-linecap="round" stroke-linejoin="round"');
    expect(new TextDecoder().decode(toPdfForm(drawing).content)).toContain('1 w 1 J 1 j');
  });

  it('shows its ink, a single touch as a dot included', async () => {
    const { channels } = await sharp(await toPng(drawStrokes([[5, 5]], 2, '#1d2129'), 300)).stats();
    expect(channels[3]?.max).toBe(255);
    expect(channels[3]?.mean).toBeGreaterThan(60);
  });

  it('needs a stroke', () => {
    expect(() => drawStrokes([[]], 1, '#1d2129')).toThrow(expect.objectContaining({ code: 'empty-name' }));
  });
});
