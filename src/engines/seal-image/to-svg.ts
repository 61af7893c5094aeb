import type { PathCommand, SealDrawing, SealShape } from './seal-drawing.ts';

/** Ten micrometres: under a fifth of a dot at 600 dpi. */
export function millimetres(value: number): string {
  return String(Math.round(value * 100) / 100 || 0);
}

function commandText([name, ...numbers]: PathCommand): string {
  return name + numbers.map(millimetres).join(' ');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? '').replaceAll(/[^\P{Cc}\t\n]/gu, '');
}

function shapeElement({ path, strokeMm, round, color }: SealShape, usual: string): string {
  const paint = color ?? usual;
  const ends = round ? ' stroke-linecap="round" stroke-linejoin="round"' : '';
  const ink = strokeMm === undefined ? `fill="${paint}"` : `fill="none" stroke="${paint}" stroke-width="${millimetres(strokeMm)}"${ends}`;
  return `<path ${ink} d="${path.map(commandText).join('')}"/>`;
}

/** Neighbouring fills of one colour as one path: they do not overlap, so the rule of filling cannot change them. */
export function mergeFills(shapes: readonly SealShape[]): SealShape[] {
  const merged: SealShape[] = [];
  for (const shape of shapes) {
    const last = merged.at(-1);
    if (last !== undefined && shape.strokeMm === undefined && last.strokeMm === undefined && last.color === shape.color) {
      merged[merged.length - 1] = { ...last, path: [...last.path, ...shape.path] };
    } else merged.push(shape);
  }
  return merged;
}

/** The drawing as SVG whose user unit is the millimetre, origin in the centre. No style attribute, no script, no reference. */
export function toSvg(drawing: SealDrawing): string {
  const [w, h] = [millimetres(drawing.widthMm), millimetres(drawing.heightMm)];
  const box = `${millimetres(-drawing.widthMm / 2)} ${millimetres(-drawing.heightMm / 2)} ${w} ${h}`;
  const shapes = mergeFills(drawing.shapes).map((shape) => shapeElement(shape, drawing.color));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" width="${w}mm" height="${h}mm"><title>${escapeXml(drawing.label)}</title>${shapes.join('')}</svg>`;
}
