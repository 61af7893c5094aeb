import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';

/** One line of the table; `floor` is what the ratio is taken of. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly floor?: number;
  readonly note?: string;
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export async function medianOf(runs: number, measure: () => number | Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let run = 0; run < runs; run++) values.push(await measure());
  return median(values);
}

/** How often a second `work` can be done: the median of three rounds of `roundMs` each, after one that warms up. */
export async function rate(work: (round: number) => unknown, roundMs = 1200): Promise<number> {
  let count = 0;
  const round = async (length: number): Promise<number> => {
    const start = performance.now();
    let done = 0;
    while (performance.now() - start < length) {
      await work(count++);
      done++;
    }
    return (done * 1000) / (performance.now() - start);
  };
  await round(roundMs / 3);
  return medianOf(3, () => round(roundMs));
}

/** Prints the options of the run and its figures with their ratios. */
export function report(title: string, options: Readonly<Record<string, string | number>>, figures: readonly Figure[]): void {
  const machine = `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`;
  const load = loadavg().map((average) => average.toFixed(1));
  const lines = Object.entries({ machine, 'load average': load.join(' '), ...options }).map(([name, value]) => `  ${name}: ${value}`);
  console.log(`\n${title}\n${lines.join('\n')}\n`);
  const width = Math.max(...figures.map(({ what }) => what.length));
  for (const { what, value, unit, floor, note } of figures) {
    const ratio = floor === undefined ? '' : `${(value / floor).toFixed(2)} x`;
    console.log(`  ${what.padEnd(width)}  ${shown(value).padStart(11)} ${unit.padEnd(9)} ${ratio.padStart(10)}  ${note ?? ''}`.trimEnd());
  }
  console.log('');
}

function shown(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}

/** The largest resident set so far of a process, in MB; undefined where the system does not tell. */
export function peakMb(pid: number | 'self' = 'self'): number | undefined {
  try {
    const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return found === undefined ? undefined : Number(found) / 1024;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined; // no such system, or the process is gone
    throw error;
  }
}
