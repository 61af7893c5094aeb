import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { median, peakMb } from './figures.ts';

export interface ProcessFigures {
  readonly ms: number;
  readonly peakMb: number;
  readonly out: string;
}

/** Runs a program to its end; rejects when it fails, unless its exit code is one of `alsoGood`. */
export async function runProcess(command: string, args: readonly string[], alsoGood: readonly number[] = []): Promise<ProcessFigures> {
  const start = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err, peak] = ['', '', 0];
  const watch = setInterval(() => {
    peak = Math.max(peak, peakMb(child.pid ?? 0) ?? 0);
  }, 2);
  child.stdout.on('data', (piece: Buffer) => (out += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (err += piece.toString()));
  const code = await new Promise<number>((done, fail) => child.once('error', fail).once('close', (status) => done(status ?? -1)));
  clearInterval(watch);
  if (code !== 0 && !alsoGood.includes(code)) throw new Error(`${command} ${args[0] ?? ''} ended with ${code}: ${err}`);
  return { ms: performance.now() - start, peakMb: peak, out };
}

/** The medians of several runs. */
export async function medianProcess(runs: number, run: () => Promise<ProcessFigures>): Promise<ProcessFigures> {
  const all: ProcessFigures[] = [];
  for (let count = 0; count < runs; count++) all.push(await run());
  return { ms: median(all.map(({ ms }) => ms)), peakMb: median(all.map((one) => one.peakMb)), out: all[0]?.out ?? '' };
}

/** This bench again in a process of its own, for one part of the work; it prints one line of JSON. */
export async function ownPart<T>(part: string, ...args: readonly string[]): Promise<T> {
  const { out } = await runProcess(process.execPath, [process.argv[1] ?? '', part, ...args]);
  return JSON.parse(out) as T;
}

export interface Served<T> {
  readonly told: T;
  stop(): Promise<void>;
}

/** This bench again as a server: answers what its first line of JSON says, until it is stopped. */
export async function servedPart<T>(part: string): Promise<Served<T>> {
  const child = spawn(process.execPath, [process.argv[1] ?? '', part], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  const line = await new Promise<string>((done, fail) => {
    createInterface({ input: child.stdout }).once('line', done);
    child.once('close', () => fail(new Error(`${part} ended before it was ready`)));
  });
  const stop = async () => {
    child.stdin.end();
    await ended;
  };
  return { told: JSON.parse(line) as T, stop };
}

/** In the served part: tells what the other side needs and waits until it is no longer needed. */
export async function serveUntilDone(told: unknown): Promise<void> {
  console.log(JSON.stringify(told));
  await new Promise<void>((done) => process.stdin.once('end', done).resume());
}
