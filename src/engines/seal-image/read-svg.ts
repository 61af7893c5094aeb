import { largestSealMm } from './check-design.ts';
import { parseTransform } from './parse-transform.ts';
import type { SealDrawing, SealShape } from './seal-drawing.ts';
import { SealImageError } from './seal-image-error.ts';
import { numberOf, outlineOf, paintOf, refuse } from './svg-element.ts';
import type { Matrix } from './transform.ts';
import { compose, identity, transformPath } from './transform.ts';
import type { XmlTag } from './xml-tags.ts';
import { xmlTags } from './xml-tags.ts';

const mostCharacters = 2_000_000;
const mostTags = 20_000;
const deepest = 30;

const containers = new Set(['svg', 'g']);
const described = new Set(['title', 'desc']);
/** Attributes that change nothing of the picture. */
const harmless =
  /^(?:id|class|xmlns(?::[\w-]+)?|version|baseProfile|role|lang|xml:space|xml:lang|(?:aria|data)-[\w-]+|width|height|viewBox|preserveAspectRatio)$/;
const geometry = new Set([
  'd',
  'x',
  'y',
  'cx',
  'cy',
  'r',
  'rx',
  'ry',
  'points',
  'x1',
  'y1',
  'x2',
  'y2',
  'fill',
  'stroke',
  'stroke-width',
  'transform',
]);
/** Allowed only with the value that they have anyway. */
const usual: Readonly<Record<string, string>> = {
  'fill-rule': 'nonzero',
  'stroke-linejoin': 'miter',
  'stroke-linecap': 'butt',
  opacity: '1',
};

interface Pen {
  readonly fill: string | undefined;
  readonly stroke: string | undefined;
  readonly strokeWidth: number;
  readonly matrix: Matrix;
}

function checkAttributes(tag: XmlTag): void {
  for (const [name, value] of tag.attributes) {
    if (harmless.test(name) || geometry.has(name) || usual[name] === value) continue;
    throw refuse(name, `a seal picture must not have the attribute ${name} (${tag.name})`);
  }
}

function penOf(tag: XmlTag, outer: Pen): Pen {
  const transform = tag.attributes.get('transform');
  return {
    fill: paintOf(tag, 'fill', outer.fill),
    stroke: paintOf(tag, 'stroke', outer.stroke),
    strokeWidth: numberOf(tag, 'stroke-width', outer.strokeWidth),
    matrix: transform === undefined ? outer.matrix : compose(outer.matrix, parseTransform(transform)),
  };
}

function shapesOf(tag: XmlTag, pen: Pen): SealShape[] {
  const path = transformPath(outlineOf(tag), pen.matrix);
  if (path.length === 0) return [];
  const [a, b, c, d] = pen.matrix;
  const strokeMm = pen.strokeWidth * Math.sqrt(Math.abs(a * d - b * c));
  const filled: SealShape[] = pen.fill === undefined ? [] : [{ part: 'picture', path, color: pen.fill }];
  const drawn: SealShape[] = pen.stroke === undefined || strokeMm === 0 ? [] : [{ part: 'picture', path, color: pen.stroke, strokeMm }];
  return [...filled, ...drawn];
}

interface Page {
  readonly matrix: Matrix;
  readonly heightMm: number;
}

/** Puts the view box on a page `widthMm` wide with the origin in the centre. */
function pageOf(root: XmlTag, widthMm: number): Page {
  const box = (root.attributes.get('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [x = 0, y = 0, width = 0, height = 0] = box.length === 4 ? box : [0, 0, numberOf(root, 'width'), numberOf(root, 'height')];
  if (![x, y, width, height].every((value) => Math.abs(value) <= 1e6) || width <= 0 || height <= 0)
    throw refuse('viewBox', 'the SVG has no size');
  const scale = widthMm / width;
  const heightMm = height * scale;
  if (widthMm > largestSealMm || heightMm > largestSealMm)
    throw new SealImageError('too-large', 'size', `a seal is at most ${largestSealMm} mm`);
  if (!(widthMm >= 1 && heightMm >= 1)) throw new SealImageError('too-small', 'size', 'a seal is at least 1 mm');
  return { heightMm, matrix: [scale, 0, 0, scale, -(x + width / 2) * scale, -(y + height / 2) * scale] };
}

const black: Pen = { fill: '#000000', stroke: undefined, strokeWidth: 1, matrix: identity };

/**
 * Reads the safe part of SVG: outlines in plain colours, no script, style, text, image, reference or animation.
 * Everything else is refused with its name, never left out silently.
 * @throws SealImageError `unsafe-svg`, `too-large`, `too-small`, `image-too-large`.
 */
export function readSvg(source: string, widthMm: number): SealDrawing {
  if (source.length > mostCharacters) throw new SealImageError('image-too-large', `${source.length}`, 'the SVG is too long for a seal');
  const pens: { readonly name: string; readonly pen: Pen }[] = [];
  const shapes: SealShape[] = [];
  let page: Page | undefined;
  let tags = 0;
  for (const tag of xmlTags(source.replace(/^\uFEFF/, ''))) {
    if (++tags > mostTags || pens.length > deepest) throw new SealImageError('image-too-large', tag.name, 'the SVG has too many elements');
    if (tag.kind === 'close') {
      if (pens.pop()?.name !== tag.name) throw refuse(tag.name, 'the elements of the SVG are not well nested');
      continue;
    }
    checkAttributes(tag);
    if (page === undefined) {
      if (tag.name !== 'svg') throw refuse(tag.name, 'this is not an SVG');
      page = pageOf(tag, widthMm);
    } else if (pens.length === 0 || tag.name === 'svg') throw refuse(tag.name, 'an SVG has one root');
    const pen = penOf(tag, pens.at(-1)?.pen ?? { ...black, matrix: page.matrix });
    if (!containers.has(tag.name) && !described.has(tag.name)) shapes.push(...shapesOf(tag, pen));
    if (tag.kind === 'open') pens.push({ name: tag.name, pen });
  }
  if (page === undefined || pens.length > 0 || shapes.length === 0) throw refuse('svg', 'the SVG is not whole or draws nothing');
  return { widthMm, heightMm: page.heightMm, color: shapes[0]?.color ?? '#000000', label: '', shapes };
}
