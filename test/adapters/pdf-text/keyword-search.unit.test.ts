import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { degrees, PDFDocument, StandardFonts } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { searchKeyword } from '../../../src/adapters/pdf-text/keyword-search.ts';
import { findKeyword, type TextRun } from '../../../src/adapters/pdf-text/text-line.ts';
import { DomainError } from '../../../src/kernel/domain-error.ts';

const run = (text: string, x: number, y: number, more: Partial<TextRun> = {}): TextRun => ({
  text,
  transform: [10, 0, 0, 10, x, y],
  width: [...text].length * 10,
  height: 10,
  endsLine: false,
  ...more,
});

describe('a keyword in the text of a page', () => {
  it('has the box of its characters', () => {
    expect(findKeyword([run('乙方（盖章）：', 100, 500)], '盖章')).toEqual([[130, 500, 150, 510]]);
  });

  it('is found across runs and white space, and whatever the width of its characters', () => {
    const runs = [run('乙 方', 100, 500), run('(盖', 130, 500), run('章)', 150, 500)];
    expect(findKeyword(runs, '乙方（盖章）')).toEqual([[100, 500, 170, 510]]);
  });

  it('is not found across two lines', () => {
    expect(findKeyword([run('盖', 100, 500, { endsLine: true }), run('章', 100, 480)], '盖章')).toEqual([]);
  });

  it('is found every time, but once where it was printed twice for bold', () => {
    expect(findKeyword([run('盖章 盖章', 0, 0)], '盖章')).toHaveLength(2);
    expect(findKeyword([run('盖章', 0, 0), run('盖章', 0.3, 0)], '盖章')).toHaveLength(1);
  });

  it('has a standing box in turned text', () => {
    expect(findKeyword([run('盖章', 100, 500, { transform: [0, 10, -10, 0, 100, 500] })], '盖章')).toEqual([[90, 500, 100, 520]]);
  });

  it('is never empty', () => {
    expect(findKeyword([run('盖章', 0, 0)], ' ')).toEqual([]);
  });
});

describe('searching a PDF file', { timeout: 60_000 }, () => {
  const dir = mkdtempSync(join(tmpdir(), 'yinxin-text-'));
  const stored = async (document: PDFDocument, name: string): Promise<string> => {
    writeFileSync(join(dir, name), await document.save());
    return join(dir, name);
  };

  it('answers pages and boxes in PDF user space, on turned pages too', async () => {
    const document = await PDFDocument.create();
    const font = await document.embedFont(StandardFonts.Helvetica);
    for (let index = 0; index < 3; index++) {
      const page = document.addPage([595, 842]);
      if (index > 0) page.drawText('Party B (seal) here', { x: 100, y: 500, size: 20, font });
      if (index === 2) page.setRotation(degrees(90));
    }
    const path = await stored(document, 'latin.pdf');
    const places = await searchKeyword({ path, keyword: '(seal)' });
    expect(places.map(({ page }) => page)).toEqual([2, 3]);
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = places[0]?.box ?? [];
    expect(x0).toBeGreaterThan(150);
    expect(x1).toBeLessThan(300);
    expect([y0, y1]).toEqual([expect.closeTo(500, 0), expect.closeTo(520, 0)]);
    expect(places[1]?.box).toEqual(places[0]?.box);
    expect(await searchKeyword({ path, keyword: 'not there' })).toEqual([]);
  });

  it('finds Chinese words', async () => {
    const document = await PDFDocument.create();
    const fontkit = createRequire(import.meta.url)('fontkit');
    document.registerFontkit(fontkit);
    const file = createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf');
    const font = await document.embedFont(readFileSync(file), { subset: false });
    document.addPage([595, 842]).drawText('投标人：杭州示例科技有限公司（盖章）', { x: 60, y: 300, size: 14, font });
    const [place] = await searchKeyword({ path: await stored(document, 'chinese.pdf'), keyword: '(盖章)' });
    expect(place?.page).toBe(1);
    expect(place?.box[0]).toBeGreaterThan(200);
  });

  it('refuses a file that is no PDF and a keyword without measure', async () => {
    writeFileSync(join(dir, 'text.pdf'), 'no PDF');
    await expect(searchKeyword({ path: join(dir, 'text.pdf'), keyword: 'x' })).rejects.toThrow(DomainError);
    await expect(searchKeyword({ path: join(dir, 'text.pdf'), keyword: 'x'.repeat(101) })).rejects.toThrow('seal.keyword-too-long');
  });
});
