import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** Keyed records that outlive the process: one JSON line for each change, the last line of a key counts. */
export class RecordFile<T> {
  readonly #path: string;
  readonly #records = new Map<string, T>();

  constructor(path: string) {
    this.#path = path;
    if (!existsSync(path)) return;
    for (const line of readFileSync(path, 'utf8').split('\n')) this.#take(line);
  }

  get(key: string): T | undefined {
    return this.#records.get(key);
  }

  put(key: string, record: T): void {
    this.#records.set(key, record);
    appendFileSync(this.#path, `${JSON.stringify([key, record])}\n`, { mode: 0o600 });
  }

  /** Oldest first. */
  all(): T[] {
    return [...this.#records.values()];
  }

  #take(line: string): void {
    if (line === '') return;
    try {
      const [key, record] = JSON.parse(line) as [string, T];
      this.#records.set(key, record);
    } catch (error) {
      // A process killed while writing leaves half a line behind: that change was never answered.
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
}
