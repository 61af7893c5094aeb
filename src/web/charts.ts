/** Figures of the charts: plain coordinates for the SVG templates, so that the templates only print. Widths are in the 960 units of the viewBox. */

const WIDTH = 960;
const BAR_LEFT = 160;
const BAR_ROOM = 640;
const ROW = 32;

export interface Share {
  readonly label: string;
  readonly part: number;
  readonly whole: number;
  /** Words at the end of the bar, such as 剩 6 / 共 10. */
  readonly note: string;
}

/** Locals of `components/bars`: one bar a share, the longest as wide as there is room. */
export function barChart(label: string, shares: readonly Share[]) {
  const most = Math.max(1, ...shares.map((share) => share.whole));
  const scale = (value: number) => round((Math.max(0, value) / most) * BAR_ROOM);
  return {
    label,
    left: BAR_LEFT,
    height: shares.length * ROW,
    bars: shares.map((share, index) => ({
      y: index * ROW + 6,
      label: share.label,
      note: share.note,
      full: scale(share.whole),
      part: scale(Math.min(share.part, share.whole)),
    })),
  };
}

export interface Column {
  /** Under the column, such as 11-20. */
  readonly label: string;
  readonly value: number;
}

/** Locals of `components/columns`: one column a value. Labels are thinned out so that they do not touch. */
export function columnChart(label: string, columns: readonly Column[]) {
  const height = 160;
  const most = Math.max(1, ...columns.map((column) => column.value));
  const step = WIDTH / Math.max(1, columns.length);
  const every = Math.max(1, Math.ceil(56 / step));
  return {
    label,
    base: height + 20,
    height: height + 44,
    columns: columns.map((column, index) => {
      const tall = round((Math.max(0, column.value) / most) * height);
      const x = round(index * step + step * 0.15);
      const middle = round((index + 0.5) * step);
      return {
        x,
        y: height + 20 - tall,
        width: round(step * 0.7),
        tall,
        middle,
        value: column.value,
        label: index % every === 0 ? column.label : '',
      };
    }),
  };
}

export interface Ending {
  readonly label: string;
  /** Whole days from today; past ones stand at the left edge. */
  readonly inDays: number;
}

/** Locals of `components/expiry`: what ends when within `days`, one row each, soonest first. */
export function expiryChart(label: string, endings: readonly Ending[], days: number) {
  const x = (inDays: number) => round(BAR_LEFT + (Math.min(Math.max(inDays, 0), days) / days) * BAR_ROOM);
  const rows = [...endings].sort((a, b) => a.inDays - b.inDays);
  const bottom = rows.length * ROW + 32;
  return {
    label,
    height: bottom,
    bottom,
    left: BAR_LEFT,
    ticks: [0, 0.25, 0.5, 0.75, 1].map((share) => ({ x: x(share * days), days: Math.round(share * days) })),
    rows: rows.map((ending, index) => ({
      label: ending.label,
      y: 32 + index * ROW,
      x: x(ending.inDays),
      width: round(x(ending.inDays) - BAR_LEFT),
      inDays: ending.inDays,
      tone: ending.inDays <= 15 ? 'error' : ending.inDays <= 30 ? 'warn' : 'part',
    })),
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
