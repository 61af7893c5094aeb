import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { BoundedThreads, ThreadGaveUp } from '../../../src/adapters/system/bounded-threads.ts';

const folder = mkdtempSync(join(tmpdir(), 'yinxin-threads-'));
const file = join(folder, 'thread.mjs');
writeFileSync(
  file,
  `import { parentPort, threadId } from 'node:worker_threads';
parentPort.on('message', ({ what, value }) => {
  if (what === 'hang') for (;;);
  if (what === 'throw') throw new Error('broken');
  if (what === 'grow') { const kept = []; for (;;) kept.push(new Array(1e5).fill(Math.random())); }
  setTimeout(() => parentPort.postMessage({ value, threadId }), what === 'slow' ? 100 : 0);
});`,
);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Question {
  readonly what: 'answer' | 'slow' | 'hang' | 'throw' | 'grow';
  readonly value?: number;
}
interface Answer {
  readonly value: number;
  readonly threadId: number;
}
const threads = (limits: { threads?: number; timeoutMs?: number } = {}) =>
  new BoundedThreads<Question, Answer>(pathToFileURL(file), { threads: 2, timeoutMs: 5000, memoryMb: 64, ...limits });

describe('work in threads', () => {
  it('is answered, and the thread is used again', async () => {
    const pool = threads();
    const first = await pool.ask({ what: 'answer', value: 1 });
    const second = await pool.ask({ what: 'answer', value: 2 });
    expect([first.value, second.value]).toEqual([1, 2]);
    expect(second.threadId).toBe(first.threadId);
  });

  it('never runs in more threads than allowed; every question gets its own answer', async () => {
    const pool = threads();
    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map((value) => pool.ask({ what: 'slow', value })));
    expect(answers.map(({ value }) => value)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(new Set(answers.map(({ threadId }) => threadId)).size).toBe(2);
  });

  it.each(['hang', 'throw', 'grow'] as const)(
    'that does %s is given up, and the next question is answered by a new thread',
    async (what) => {
      const pool = threads({ threads: 1, timeoutMs: what === 'hang' ? 500 : 15_000 });
      const [bad, good] = await Promise.allSettled([pool.ask({ what }), pool.ask({ what: 'answer', value: 7 })]);
      expect(bad).toMatchObject({ status: 'rejected', reason: expect.any(ThreadGaveUp) });
      expect(good).toMatchObject({ status: 'fulfilled', value: { value: 7 } });
    },
  );
});
