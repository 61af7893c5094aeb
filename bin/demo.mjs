#!/usr/bin/env node
// npm run demo -- [FILE.pdf] --out DIR: walks the main job end to end against a system of its own.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build, folder, install } from './prepare.mjs';

install();
build();
const { status } = spawnSync(process.execPath, [join(folder, 'dist', 'demo', 'main.js'), ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(status ?? 1);
