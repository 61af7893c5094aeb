import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const script = join(import.meta.dirname, 'server-process.ts');
const dataDir = mkdtempSync(join(tmpdir(), 'yx-pg-'));
chmodSync(dataDir, 0o755);
const cluster = join(dataDir, 'postgres', 'cluster');
const started = new Set<ChildProcess>();

interface Running {
  readonly child: ChildProcess;
  readonly found: { last: number; rows: number };
  /** The last row whose commit was answered. */
  committed(): number;
  readonly ended: Promise<{ code: number | null; said: string }>;
}

function begin(what: 'write' | 'count' | 'join') {
  const child = spawn(process.execPath, ['--import', 'tsx', script, dataDir, what], { stdio: ['ignore', 'pipe', 'pipe'] });
  started.add(child);
  let said = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const ended = new Promise<{ code: number | null; said: string }>((done) =>
    child.once('close', (code) => done({ code, said: said + errors })),
  );
  return { child, ended, said: () => said };
}

async function start(what: 'write' | 'count' | 'join'): Promise<Running> {
  const { child, ended, said } = begin(what);
  const found = await new Promise<{ last: number; rows: number }>((done, fail) => {
    child.stdout.on('data', () => {
      const [, last, rows] = /found (\d+) (\d+)/.exec(said()) ?? [];
      if (last !== undefined && rows !== undefined) done({ last: Number(last), rows: Number(rows) });
    });
    void ended.then(({ code, said: all }) => fail(new Error(`ended with ${code}: ${all}`)));
  });
  return { child, found, committed: () => Number(/committed (\d+)\n(?:.*)$/.exec(said())?.[1] ?? 0), ended };
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

function postmaster(): number {
  return Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
}

afterAll(async () => {
  for (const child of started) if (child.exitCode === null) child.kill('SIGKILL');
  if (existsSync(join(cluster, 'postmaster.pid'))) {
    process.kill(postmaster(), 'SIGQUIT');
    await pause(300);
  }
  rmSync(dataDir, { recursive: true, force: true });
});

describe('the embedded PostgreSQL', { sequential: true }, () => {
  it('keeps every committed row through kill -9 of the process, of the postmaster, and of both', async () => {
    let known = 0;
    for (const [round, victims] of (['process', 'both', 'process', 'postmaster', 'both'] as const).entries()) {
      const began = Date.now();
      const running = await start('write');
      expect(Date.now() - began, `round ${round}: seconds to be there again`).toBeLessThan(15_000);
      expect(running.found.last, `round ${round}: rows after the fall`).toBeGreaterThanOrEqual(known);
      expect(running.found.rows, `round ${round}: no gap`).toBe(running.found.last);
      while (running.committed() < running.found.last + 30) await pause(5);
      await pause(Math.random() * 50);
      if (victims !== 'process') process.kill(postmaster(), 'SIGKILL');
      running.child.kill('SIGKILL');
      await running.ended;
      known = running.committed();
    }
    const last = await start('count');
    expect(last.found.last).toBeGreaterThanOrEqual(known);
    expect(last.found.rows).toBe(last.found.last);
    expect((await last.ended).code).toBe(0);
  }, 120_000);

  it('refuses a second process on the same folder in plain words, and lets a command join', async () => {
    const running = await start('write');
    const second = await begin('count').ended;
    expect(second.code).not.toBe(0);
    expect(second.said).toContain(`is in use by process ${running.child.pid}: stop it first, or set another DATA_DIR.`);
    const beside = await start('join');
    expect(beside.found.rows).toBeGreaterThan(0);
    expect((await beside.ended).code).toBe(0);
    const before = running.committed();
    while (running.committed() === before) await pause(5);
    running.child.kill('SIGKILL');
    await running.ended;
  }, 60_000);

  it('stops before data of another major version, with the command that migrates them', async () => {
    expect((await (await start('count')).ended).code).toBe(0);
    const file = join(cluster, 'PG_VERSION');
    const made = readFileSync(file, 'utf8');
    writeFileSync(file, '12\n');
    const refused = await begin('count').ended;
    expect(refused.code).not.toBe(0);
    expect(refused.said).toContain('was made by PostgreSQL 12');
    expect(refused.said).toContain(`pg_upgrade -d ${cluster}`);
    writeFileSync(file, made);
    expect((await (await start('count')).ended).code).toBe(0);
  }, 60_000);
});
