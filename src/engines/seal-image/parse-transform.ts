import { SealImageError } from './seal-image-error.ts';
import type { Matrix } from './transform.ts';
import { compose, identity } from './transform.ts';

const call = /[\s,]*([a-z]+)\s*\(([-+.\deE\s,]*)\)/gy;
const mostCalls = 20;

function matrixOf(name: string, numbers: readonly number[]): Matrix | undefined {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = numbers;
  const count = numbers.length;
  if (name === 'matrix' && count === 6) return [a, b, c, d, e, f];
  if (name === 'translate' && (count === 1 || count === 2)) return [1, 0, 0, 1, a, b];
  if (name === 'scale' && (count === 1 || count === 2)) return [a, 0, 0, count === 2 ? b : a, 0, 0];
  if (name === 'rotate' && (count === 1 || count === 3)) {
    const angle = (a * Math.PI) / 180;
    const turn: Matrix = [Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0];
    return compose(compose([1, 0, 0, 1, b, c], turn), [1, 0, 0, 1, -b, -c]);
  }
  return undefined;
}

/** The matrix of an SVG `transform` made of matrix, translate, scale and rotate. */
export function parseTransform(text: string): Matrix {
  const scanner = new RegExp(call);
  let result = identity;
  let at = 0;
  for (let i = 0; i < mostCalls && text.slice(at).trim() !== ''; i++) {
    scanner.lastIndex = at;
    const match = scanner.exec(text);
    const numbers = (match?.[2] ?? '').split(/[\s,]+/).filter((part) => part !== '');
    const matrix = matrixOf(match?.[1] ?? '', numbers.map(Number));
    if (match === null || matrix === undefined || matrix.some((value) => !(Math.abs(value) <= 1e6))) break;
    result = compose(result, matrix);
    at = scanner.lastIndex;
  }
  if (text.slice(at).trim() !== '')
    throw new SealImageError('unsafe-svg', text.slice(at, at + 20), 'the SVG holds a transform that cannot be read');
  return result;
}
