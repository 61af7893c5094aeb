import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { DomainError } from '../../kernel/domain-error.ts';
import type { TextBox } from './text-line.ts';

/** Where a keyword stands: the page from 1, and the box of the words in PDF user space. */
export interface KeywordPlace {
  readonly page: number;
  readonly box: TextBox;
}

export interface KeywordQuestion {
  readonly path: string;
  readonly keyword: string;
  readonly password?: string;
}

export type KeywordAnswer =
  | { readonly places: readonly KeywordPlace[] }
  | { readonly error: 'too-many' | 'unreadable'; readonly message: string };

const timeoutMs = 60_000;
const memoryMb = 512;
const longestKeyword = 100;

/**
 * All places of a keyword in a PDF file, in page order. The search runs in a thread of its own with bounded time and memory: the file may
 * be hostile. Throws DomainError `seal.keyword-too-long`, `seal.keyword-too-many` (more than 500 places) or `seal.text-unreadable`.
 */
export async function searchKeyword(question: KeywordQuestion): Promise<readonly KeywordPlace[]> {
  if (question.keyword.length > longestKeyword) throw new DomainError('invalid', 'seal.keyword-too-long', { max: longestKeyword });
  const answer = await askWorker(question);
  if ('places' in answer) return answer.places;
  if (answer.error === 'too-many') throw new DomainError('invalid', 'seal.keyword-too-many', { keyword: question.keyword });
  throw new DomainError('invalid', 'seal.text-unreadable', {}, { cause: new Error(answer.message) });
}

function askWorker(question: KeywordQuestion): Promise<KeywordAnswer> {
  const worker = startWorker(question);
  return new Promise((resolve) => {
    const finish = (answer: KeywordAnswer): void => {
      clearTimeout(timer);
      resolve(answer);
      void worker.terminate();
    };
    const timer = setTimeout(() => finish({ error: 'unreadable', message: 'the search took too long' }), timeoutMs);
    worker.once('message', (answer: KeywordAnswer) => finish(answer));
    worker.once('error', (error) => finish({ error: 'unreadable', message: error.message }));
    worker.once('exit', (code) => finish({ error: 'unreadable', message: `the search ended with ${String(code)}` }));
  });
}

function startWorker(question: KeywordQuestion): Worker {
  const options = { workerData: question, resourceLimits: { maxOldGenerationSizeMb: memoryMb }, stdout: true, stderr: true };
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./keyword-worker.js', import.meta.url), options);
  // Run from the sources, the thread needs a loader of its own first.
  const loader = JSON.stringify(
    pathToFileURL(
      createRequire(import.meta.url)
        .resolve('tsx/esm/api')
        .replace(/\.cjs$/, '.mjs'),
    ).href,
  );
  const file = JSON.stringify(new URL('./keyword-worker.ts', import.meta.url).href);
  return new Worker(`import(${loader}).then(({ register }) => { register(); return import(${file}); });`, { ...options, eval: true });
}
