import { shanghaiTime } from '../../../../kernel/clock.ts';

/** A seal under millimetre rulers: everything the template prints, computed here. Millimetres, origin in the seal's centre. */
export interface SealStage {
  readonly viewBox: string;
  readonly width: number;
  readonly height: number;
  readonly grid: string;
  readonly ticks: string;
  readonly figures: readonly { readonly x: number; readonly y: number; readonly anchor: 'middle' | 'end'; readonly text: number }[];
  readonly image: { readonly href: string; readonly at: number; readonly size: number };
}

const left = 13;
const top = 12;
const rest = 6;
const pixelsPerMm = 9;

/** The stage of a square or round seal of `sizeMm`; `svg` is shown as a picture, so nothing in it can act on the page. */
export function sealStage(svg: string, sizeMm: number): SealStage {
  const half = sizeMm / 2;
  const marks = Array.from({ length: Math.floor(sizeMm) + 9 }, (_, i) => i - 4);
  const fives = marks.filter((mark) => mark % 5 === 0 && mark >= -4);
  const span = { from: -half - 5, to: half + 5 };
  const edge = -half - 6;
  return {
    viewBox: `${-half - left} ${-half - top} ${sizeMm + left + rest} ${sizeMm + top + rest}`,
    width: Math.min(531, Math.round((sizeMm + left + rest) * pixelsPerMm)),
    height: Math.min(522, Math.round((sizeMm + top + rest) * pixelsPerMm)),
    grid: fives.map((mark) => `M${mark - half} ${span.from}V${span.to}M${span.from} ${mark - half}H${span.to}`).join(''),
    ticks: marks.map((mark) => tick(mark - half, edge, mark % 10 === 0 ? 2.4 : mark % 5 === 0 ? 1.7 : 1)).join(''),
    figures: fives
      .filter((mark) => mark % 10 === 0)
      .flatMap((mark) => [
        { x: mark - half, y: edge - 3.2, anchor: 'middle' as const, text: mark },
        { x: edge - 3, y: mark - half + 0.6, anchor: 'end' as const, text: mark },
      ]),
    image: { href: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`, at: -half, size: sizeMm },
  };
}

function tick(at: number, edge: number, length: number): string {
  return `M${at} ${edge}v-${length}M${edge} ${at}h-${length}`;
}

/** `2026-11-21 14:28` */
export function shownTime(at: Date): string {
  return shanghaiTime(at).slice(0, 16);
}
