/** A name object, `/Type`; the value is without the slash and with `#xx` decoded, one character per byte. */
export class PdfName {
  constructor(readonly value: string) {}
}

/** A string object. `at` is where its token (with delimiters) stands in the file, when it was read from a file body. */
export class PdfString {
  constructor(
    readonly bytes: Uint8Array,
    readonly form: 'literal' | 'hex' = 'literal',
    readonly at?: { readonly start: number; readonly end: number },
  ) {}
}

/** An indirect reference, `12 0 R`. */
export class PdfRef {
  constructor(
    readonly num: number,
    readonly gen = 0,
  ) {}

  toString(): string {
    return `${this.num} ${this.gen}`;
  }
}

export type PdfObject = null | boolean | number | PdfName | PdfString | PdfRef | PdfDict | PdfStream | PdfArray;
export type PdfArray = readonly PdfObject[];

/** A dictionary; keys are names without the slash. `repeatedKeys` tells that the file wrote some key twice. */
export class PdfDict {
  readonly #entries: Map<string, PdfObject>;
  repeatedKeys = false;

  constructor(entries: Iterable<readonly [string, PdfObject]> = []) {
    this.#entries = new Map(entries);
  }

  /** Builds from a plain record; entries that are undefined are left out. */
  static of(record: Readonly<Record<string, PdfObject | undefined>>): PdfDict {
    const dict = new PdfDict();
    for (const [key, value] of Object.entries(record)) if (value !== undefined) dict.set(key, value);
    return dict;
  }

  get(key: string): PdfObject | undefined {
    return this.#entries.get(key);
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  set(key: string, value: PdfObject): this {
    this.#entries.set(key, value);
    return this;
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  keys(): string[] {
    return [...this.#entries.keys()];
  }

  entries(): IterableIterator<[string, PdfObject]> {
    return this.#entries.entries();
  }

  get size(): number {
    return this.#entries.size;
  }

  /** A copy of the top level; values are shared. */
  copy(): PdfDict {
    return new PdfDict(this.#entries);
  }
}

/** A stream: its dictionary and the still encoded (but already decrypted) bytes, fetched when asked for. */
export class PdfStream {
  constructor(
    readonly dict: PdfDict,
    readonly raw: () => Uint8Array,
    /** Where the raw bytes stand in the file, when they are as they stand there. */
    readonly at?: { readonly start: number; readonly length: number },
  ) {}
}

export const name = (value: string): PdfName => new PdfName(value);
export const isArray = (value: PdfObject | undefined): value is PdfArray => Array.isArray(value);
/** The value of a name object, undefined for anything else. */
export const nameOf = (value: PdfObject | undefined): string | undefined => (value instanceof PdfName ? value.value : undefined);
