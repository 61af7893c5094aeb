import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { judge } from './judges.ts';
import { makeTender } from './make-tender.ts';
import { secondHalf } from './sealing.ts';
import { company, firstHalf, type World } from './story.ts';
import { Visitor } from './visitor.ts';

/*
 * The main job as a plain HTTP client: reads pages, fills their forms, takes codes from the demo inbox, pays on the simulated cashier.
 * It knows nothing of the program it walks through but its addresses.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string', default: 'demo-out' }, port: { type: 'string', default: '8180' } },
});

const out = resolve(values.out);
const dataDir = resolve('data-demo');
const url = `http://127.0.0.1:${values.port}`;

mkdirSync(out, { recursive: true });
rmSync(dataDir, { recursive: true, force: true });
const server = spawn(process.execPath, ['bin/start.mjs'], {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, PORT: values.port, PUBLIC_URL: url, DATA_DIR: dataDir },
});
try {
  await answering(server);
  await walk();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await stopped(server);
  rmSync(dataDir, { recursive: true, force: true });
}

async function walk(): Promise<void> {
  const [file] = positionals;
  const pdf = file === undefined ? await makeTender(company.companyName) : new Uint8Array(await readFile(file));
  const world: World = { url, supplier: new Visitor(url), notes: {} };
  const steps: { step: string; ms: number }[] = [];
  const { supplier } = world;
  for (const [step, act] of [...firstHalf, ...secondHalf({ pdf, name: file === undefined ? '投标文件.pdf' : basename(file), out })]) {
    const begun = Date.now();
    try {
      await act(world);
    } catch (error) {
      throw new Error(`failed: ${step}\n${error instanceof Error ? error.message : String(error)}`);
    }
    steps.push({ step, ms: Date.now() - begun });
    console.log(`✓ ${step} (${Date.now() - begun} ms)`);
  }
  const judgements = await judge(out, pdf);
  const report = { address: url, steps, effort: supplier.effort, ...world.notes, judgements };
  writeFileSync(join(out, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  console.log(
    `screens ${supplier.effort.screens}, fields ${supplier.effort.fields}; sealed.pdf, certificate.pem, chain.pem and report.json are in ${out}`,
  );
}

async function answering(child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 2400; tries++) {
    if (child.exitCode !== null) throw new Error(`the server did not start (exit ${child.exitCode})`);
    try {
      if ((await fetch(`${url}/health`)).ok) return;
    } catch {
      // not listening yet
    }
    await new Promise((next) => setTimeout(next, 50));
  }
  throw new Error(`${url} did not answer within two minutes`);
}

function stopped(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (child.exitCode !== null) return done();
    child.once('exit', () => done());
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 20_000).unref();
  });
}
