#!/usr/bin/env node
// npm test: sets up what is missing, then runs the suites named (all by default) and closes with one line of figures.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folder, install } from './prepare.mjs';

install();
const report = mkdtempSync(join(tmpdir(), 'yinxin-report-'));
const file = join(report, 'report.json');
const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, [join(folder, 'node_modules', 'vitest', 'vitest.mjs'), ...args], {
  cwd: folder,
  stdio: 'inherit',
});
const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(file, 'utf8'));
rmSync(report, { recursive: true, force: true });
console.log(`${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
process.exit(status ?? 1);
