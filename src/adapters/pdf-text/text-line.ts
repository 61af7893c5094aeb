/** A run of text as pdf.js reports it: `transform` maps text space to PDF user space, `width` and `height` are in user space. */
export interface TextRun {
  readonly text: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly endsLine: boolean;
}

export type TextBox = readonly [x0: number, y0: number, x1: number, y1: number];

interface Glyph {
  readonly character: string;
  readonly run: TextRun;
  /** Where it begins and ends within its run, as fractions of the run's width. */
  readonly from: number;
  readonly to: number;
}

/**
 * The boxes of a keyword in the runs of one page. White space between characters does not count, and neither does the width of a character
 * (`（盖章）` finds `(盖章)`): documents set the same words in many ways. A keyword that is broken over two lines is not found.
 */
export function findKeyword(runs: readonly TextRun[], keyword: string): readonly TextBox[] {
  const wanted = normalised(keyword);
  if (wanted === '') return [];
  return linesOf(runs).flatMap((line) => findInLine(line, wanted));
}

function linesOf(runs: readonly TextRun[]): readonly (readonly Glyph[])[] {
  const lines: Glyph[][] = [[]];
  for (const run of runs) {
    lines.at(-1)?.push(...glyphsOf(run));
    if (run.endsLine) lines.push([]);
  }
  return lines;
}

function glyphsOf(run: TextRun): readonly Glyph[] {
  const characters = [...run.text];
  return characters.flatMap((character, index) => {
    const place = { run, from: index / characters.length, to: (index + 1) / characters.length };
    return [...normalised(character)].map((part) => ({ character: part, ...place }));
  });
}

function normalised(text: string): string {
  return text.normalize('NFKC').replace(/\s/gu, '');
}

function findInLine(line: readonly Glyph[], wanted: string): readonly TextBox[] {
  // One UTF-16 unit may stand for a part of a character: positions are counted in characters.
  const text = line.map(({ character }) => character).join('');
  const indexAt = new Map<number, number>();
  let units = 0;
  for (const [index, { character }] of line.entries()) {
    indexAt.set(units, index);
    units += character.length;
  }
  const boxes: TextBox[] = [];
  const count = [...wanted].length;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    const first = indexAt.get(at);
    if (first !== undefined) boxes.push(boxOf(line.slice(first, first + count)));
  }
  return boxes.filter((box, index) => !boxes.slice(0, index).some((other) => isSame(box, other)));
}

function boxOf(glyphs: readonly Glyph[]): TextBox {
  const corners = glyphs.flatMap(cornersOf);
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function cornersOf({ run, from, to }: Glyph): readonly (readonly [number, number])[] {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = run.transform;
  const along = Math.hypot(a, b) || 1;
  const across = Math.hypot(c, d) || 1;
  const point = (fraction: number, height: number): readonly [number, number] => [
    e + (a / along) * run.width * fraction + (c / across) * height,
    f + (b / along) * run.width * fraction + (d / across) * height,
  ];
  return [point(from, 0), point(to, 0), point(from, run.height), point(to, run.height)];
}

/** Bold is often made by printing twice, a little apart. */
function isSame(a: TextBox, b: TextBox): boolean {
  return a.every((value, index) => Math.abs(value - (b[index] ?? 0)) < 1);
}
