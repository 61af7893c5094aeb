import { ellipsePath, polygonPath, rectanglePath } from './basic-shapes.ts';
import { parsePathData } from './parse-path-data.ts';
import type { Path } from './seal-drawing.ts';
import { SealImageError } from './seal-image-error.ts';
import type { XmlTag } from './xml-tags.ts';

export function refuse(subject: string, why: string): SealImageError {
  return new SealImageError('unsafe-svg', subject, why);
}

/** A number of an attribute in user units. */
export function numberOf(tag: XmlTag, name: string, fallback = 0): number {
  const text = tag.attributes.get(name);
  if (text === undefined) return fallback;
  const value = /^\s*[-+]?[\d.]+(?:e[-+]?\d+)?\s*(?:px)?\s*$/i.test(text) ? Number.parseFloat(text) : Number.NaN;
  if (!(Math.abs(value) <= 1e6)) throw refuse(name, `${name} of ${tag.name} is not a plain number`);
  return value;
}

const namedColors: Readonly<Record<string, string>> = { black: '#000000', white: '#ffffff', red: '#ff0000', blue: '#0000ff' };

/** #rrggbb, or undefined for none. */
export function paintOf(tag: XmlTag, name: string, inherited: string | undefined): string | undefined {
  const text = tag.attributes.get(name)?.trim().toLowerCase();
  if (text === undefined) return inherited;
  if (text === 'none' || text === 'transparent') return undefined;
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(text);
  const color =
    short === null
      ? (namedColors[text] ?? text)
      : `#${short
          .slice(1)
          .map((digit) => digit + digit)
          .join('')}`;
  if (!/^#[0-9a-f]{6}$/.test(color)) throw refuse(text.slice(0, 40), 'a seal picture has plain colours (#rrggbb)');
  return color;
}

function pointsOf(tag: XmlTag): readonly (readonly [number, number])[] {
  const numbers = (tag.attributes.get('points') ?? '')
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map(Number);
  if (numbers.length % 2 !== 0 || numbers.length === 0 || numbers.some((n) => !(Math.abs(n) <= 1e6)))
    throw refuse('points', 'the points cannot be read');
  return Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[2 * i] ?? 0, numbers[2 * i + 1] ?? 0]);
}

/** The outline that a basic shape or a path draws. */
export function outlineOf(tag: XmlTag): Path {
  const n = (name: string) => numberOf(tag, name);
  switch (tag.name) {
    case 'path':
      return parsePathData(tag.attributes.get('d') ?? '');
    case 'circle':
      return ellipsePath(n('r'), n('r'), n('cx'), n('cy'));
    case 'ellipse':
      return ellipsePath(n('rx'), n('ry'), n('cx'), n('cy'));
    case 'rect':
      if (n('rx') !== 0 || n('ry') !== 0) throw refuse('rx', 'rounded rectangles are not read');
      return rectanglePath(n('x'), n('y'), n('width'), n('height'));
    case 'polygon':
      return polygonPath(pointsOf(tag));
    case 'polyline':
      return polygonPath(pointsOf(tag)).slice(0, -1);
    case 'line':
      return [
        ['M', n('x1'), n('y1')],
        ['L', n('x2'), n('y2')],
      ];
    default:
      throw refuse(tag.name, `a seal picture must not hold <${tag.name}>`);
  }
}
