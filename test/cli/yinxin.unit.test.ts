import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { smallPdf } from '../support/small-pdf.ts';
import { yinxin } from './cli-bench.ts';

const program = fileURLToPath(new URL('../../bin/yinxin.mjs', import.meta.url));

describe('the command line', () => {
  it('lists its commands when asked without one', async () => {
    for (const args of [[], ['--help'], ['help']]) {
      const { code, out, err } = await yinxin(...args);
      expect([code, err]).toEqual([0, '']);
      for (const command of ['sign', 'verify']) expect(out).toMatch(new RegExp(`^  ${command} `, 'm'));
    }
  });

  it('names an unknown command', async () => {
    expect(await yinxin('sing')).toMatchObject({ code: 64, out: '', err: expect.stringContaining('"sing"') });
  });

  it.each(['sign', 'verify'])('explains %s', async (command) => {
    const { code, out } = await yinxin(command, '--help');
    expect(code).toBe(0);
    expect(out).toContain(`Usage: yinxin ${command}`);
    expect(out).toContain('Exit code:');
  });

  it('runs from another directory, with the verdict as exit code', () => {
    const dir = mkdtempSync(join(tmpdir(), 'yinxin-bin-'));
    writeFileSync(join(dir, 'plain.pdf'), smallPdf());
    const run = spawnSync(process.execPath, [program, 'verify', 'plain.pdf', '--json'], { cwd: dir, encoding: 'utf8' });
    expect(run.status, run.stderr).toBe(3);
    expect(JSON.parse(run.stdout)).toEqual({ file: 'plain.pdf', verdict: 'unsigned', reason: 'no-signature', signatures: [] });
  }, 60_000);
});
