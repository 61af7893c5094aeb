import autocannon from 'autocannon';
import { median } from './figures.ts';

export interface Load {
  readonly perSecond: number;
  readonly p99Ms: number;
}

export interface LoadOptions {
  readonly url: string;
  readonly headers?: Record<string, string>;
  readonly connections?: number;
  /** Requests a second; as many as can be by default. */
  readonly overallRate?: number;
}

/** Three rounds of three seconds after a short one; rejects when anything but 200 is answered. Only for servers on this machine. */
export async function loaded({ connections = 10, ...options }: LoadOptions): Promise<Load> {
  if (new URL(options.url).hostname !== '127.0.0.1') throw new Error('only for 127.0.0.1');
  await autocannon({ ...options, connections, duration: 1 });
  const rounds = [];
  for (let round = 0; round < 3; round++) rounds.push(await autocannon({ ...options, connections, duration: 3 }));
  const refused = rounds.reduce((sum, { errors, non2xx }) => sum + errors + non2xx, 0);
  if (refused > 0) throw new Error(`${refused} requests of ${options.url} were not answered with 200`);
  return { perSecond: median(rounds.map(({ requests }) => requests.average)), p99Ms: median(rounds.map(({ latency }) => latency.p99)) };
}
