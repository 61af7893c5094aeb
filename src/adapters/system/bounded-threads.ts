import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

export interface ThreadLimits {
  /** How many work at the same time; further questions wait. */
  readonly threads: number;
  /** A question that takes longer ends with its thread. */
  readonly timeoutMs: number;
  readonly memoryMb: number;
}

/** The thread ended without an answer: too much time, too much memory, or it broke. */
export class ThreadGaveUp extends Error {
  constructor(why: string) {
    super(`the thread ended without an answer: ${why}`);
    this.name = 'ThreadGaveUp';
  }
}

const idleMs = 60_000;

/**
 * Threads for work over hostile input: whatever it does, the server goes on answering, and the work has an end. The module of the thread
 * gets one question at a time through `parentPort` and posts one answer to it.
 */
export class BoundedThreads<Question, Answer> {
  readonly #module: URL;
  readonly #limits: ThreadLimits;
  readonly #idle = new Map<Worker, NodeJS.Timeout>();
  readonly #waiting: (() => void)[] = [];
  #working = 0;

  /** `module`: of the thread, beside the one that asks; its ending is that of the asking module. */
  constructor(module: URL, limits: ThreadLimits) {
    this.#module = module;
    this.#limits = limits;
  }

  /** Rejects with ThreadGaveUp. */
  async ask(question: Question): Promise<Answer> {
    await this.#turn();
    const worker = this.#take();
    try {
      const answer = await this.#answer(worker, question);
      this.#keep(worker);
      return answer;
    } catch (error) {
      void worker.terminate();
      throw error;
    } finally {
      this.#next();
    }
  }

  async #turn(): Promise<void> {
    if (this.#working < this.#limits.threads) this.#working++;
    else await new Promise<void>((go) => this.#waiting.push(go));
  }

  /** Hands the turn on, or gives it back. */
  #next(): void {
    const go = this.#waiting.shift();
    if (go === undefined) this.#working--;
    else go();
  }

  #take(): Worker {
    const [known] = this.#idle;
    if (known === undefined) return this.#start();
    const [worker, timer] = known;
    clearTimeout(timer);
    this.#idle.delete(worker);
    worker.ref();
    return worker;
  }

  #keep(worker: Worker): void {
    worker.unref();
    this.#idle.set(worker, setTimeout(() => this.#end(worker), idleMs).unref());
  }

  #end(worker: Worker): void {
    clearTimeout(this.#idle.get(worker));
    this.#idle.delete(worker);
    void worker.terminate();
  }

  #answer(worker: Worker, question: Question): Promise<Answer> {
    return new Promise((done, refuse) => {
      const settle = (act: () => void): void => {
        clearTimeout(timer);
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        act();
      };
      const onMessage = (answer: Answer): void => settle(() => done(answer));
      const onError = (error: Error): void => settle(() => refuse(new ThreadGaveUp(error.message)));
      const onExit = (code: number): void => settle(() => refuse(new ThreadGaveUp(`exit ${String(code)}`)));
      const timer = setTimeout(() => settle(() => refuse(new ThreadGaveUp('it took too long'))), this.#limits.timeoutMs);
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.postMessage(question);
    });
  }

  #start(): Worker {
    const options = { resourceLimits: { maxOldGenerationSizeMb: this.#limits.memoryMb } };
    const worker = this.#module.href.endsWith('.ts') ? fromSource(this.#module, options) : new Worker(this.#module, options);
    // What happens to a thread at rest concerns nobody.
    worker.on('error', () => this.#end(worker)).on('exit', () => this.#end(worker));
    return worker;
  }
}

/** Run from the sources, a thread needs a loader of its own first. */
function fromSource(module: URL, options: { readonly resourceLimits: object }): Worker {
  const api = createRequire(import.meta.url).resolve('tsx/esm/api');
  const loader = JSON.stringify(pathToFileURL(api.replace(/\.cjs$/, '.mjs')).href);
  const file = JSON.stringify(module.href);
  return new Worker(`import(${loader}).then(({ register }) => { register(); return import(${file}); });`, { ...options, eval: true });
}
