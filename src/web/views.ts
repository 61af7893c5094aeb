import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ejs from 'ejs';

export type Locals = Readonly<Record<string, unknown>>;

/** EJS templates below one folder. Compiled once, unless templates may change while the process runs (development). */
export class Views {
  readonly #folder: string;
  readonly #reload: boolean;
  readonly #compiled = new Map<string, ejs.TemplateFunction>();

  constructor(folder: string, reload: boolean) {
    this.#folder = folder;
    this.#reload = reload;
  }

  async render(template: string, locals: Locals): Promise<string> {
    const compiled = (this.#reload ? undefined : this.#compiled.get(template)) ?? (await this.#compile(template));
    return compiled(locals);
  }

  async #compile(template: string): Promise<ejs.TemplateFunction> {
    if (!/^[a-z0-9-]+(?:\/_?[a-z0-9-]+)+$/.test(template)) throw new Error(`not a template name: ${template}`);
    const filename = join(this.#folder, `${template}.ejs`);
    // Includes are looked up beside the including file and below the root, so that components are `include('/components/field', …)`.
    const compiled = ejs.compile(await readFile(filename, 'utf8'), {
      filename,
      root: this.#folder,
      views: [this.#folder],
      cache: !this.#reload,
    });
    this.#compiled.set(template, compiled);
    return compiled;
  }
}
