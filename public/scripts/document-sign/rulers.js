import { svg } from './svg.js';

/** Room for the figures, in millimetres. */
export const MARGIN = { left: 16, top: 12, right: 6, bottom: 4 };

/**
 * Rulers on the upper and left edge: a tick every 5 mm, a figure every 20.
 * @param {{ width: number, height: number }} paper
 */
export function rulers({ width, height }) {
  const ticks = [
    ...steps(width, 5, (at) => `M${at} -1v-${at % 10 === 0 ? 2.8 : 1.6}`),
    ...steps(height, 5, (at) => `M-1 ${at}h-${at % 10 === 0 ? 2.8 : 1.6}`),
  ];
  const figures = [
    ...steps(width, 20, (at) => svg('text', { x: at, y: -5, 'text-anchor': 'middle' }, [String(at)])),
    ...steps(height, 20, (at) => svg('text', { x: -5, y: at + 1.5, 'text-anchor': 'end' }, [String(at)])),
  ];
  return svg('g', { 'aria-hidden': 'true' }, [
    svg('path', { stroke: '#4e5969', 'stroke-width': 0.2, d: ticks.join('') }),
    svg('g', { fill: '#4e5969', 'font-size': 4.4 }, figures),
  ]);
}

/**
 * A line every 10 mm.
 * @param {{ width: number, height: number }} paper
 */
export function grid({ width, height }) {
  const lines = [...steps(width, 10, (at) => `M${at} 0V${height}`), ...steps(height, 10, (at) => `M0 ${at}H${width}`)];
  return svg('path', {
    stroke: '#86909c',
    'stroke-opacity': 0.35,
    'stroke-width': 0.15,
    d: lines.join(''),
    'aria-hidden': 'true',
    'pointer-events': 'none',
  });
}

/**
 * @template T
 * @param {number} length
 * @param {number} step
 * @param {(at: number) => T} make
 * @returns {T[]}
 */
function steps(length, step, make) {
  const most = Math.min(Math.floor(length / step), 2000);
  return Array.from({ length: most + 1 }, (_, index) => make(index * step));
}
