import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Where the result goes. `commit` makes it visible, `discard` leaves nothing behind; exactly one of them is called, once. */
export abstract class PdfSink {
  /** Writes at `position`; positions already written may be written again (the last revision, the signature). */
  abstract write(bytes: Uint8Array, position: number): Promise<void>;
  /** Cuts to `size` bytes. */
  abstract truncate(size: number): Promise<void>;
  abstract commit(): Promise<void>;
  abstract discard(): Promise<void>;
}

/** A file that appears under its name only when it is whole and on disk: temporary neighbour, fsync, rename, fsync of the folder. */
export class FileSink extends PdfSink {
  readonly #path: string;
  readonly #temporary: string;
  readonly #handle: FileHandle;

  private constructor(path: string, temporary: string, handle: FileHandle) {
    super();
    this.#path = path;
    this.#temporary = temporary;
    this.#handle = handle;
  }

  static async create(path: string): Promise<FileSink> {
    const temporary = `${path}.${randomBytes(6).toString('hex')}.part`;
    return new FileSink(path, temporary, await open(temporary, 'wx', 0o600));
  }

  override async write(bytes: Uint8Array, position: number): Promise<void> {
    let done = 0;
    while (done < bytes.length) {
      const { bytesWritten } = await this.#handle.write(bytes, done, bytes.length - done, position + done);
      done += bytesWritten;
    }
  }

  override async truncate(size: number): Promise<void> {
    await this.#handle.truncate(size);
  }

  override async commit(): Promise<void> {
    await this.#handle.sync();
    await this.#handle.close();
    await rename(this.#temporary, this.#path);
    const folder = await open(dirname(this.#path), 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }

  override async discard(): Promise<void> {
    await this.#handle.close();
    await rm(this.#temporary, { force: true });
  }
}

/** Collects the result in memory. */
export class BytesSink extends PdfSink {
  #buffer = Buffer.alloc(0);
  #size = 0;

  override async write(bytes: Uint8Array, position: number): Promise<void> {
    const end = position + bytes.length;
    if (end > this.#buffer.length) {
      const larger = Buffer.alloc(Math.max(end, this.#buffer.length * 2));
      this.#buffer.copy(larger, 0, 0, this.#size);
      this.#buffer = larger;
    }
    this.#buffer.set(bytes, position);
    this.#size = Math.max(this.#size, end);
  }

  override async truncate(size: number): Promise<void> {
    this.#size = Math.min(this.#size, size);
  }

  override async commit(): Promise<void> {}

  override async discard(): Promise<void> {
    this.#size = 0;
  }

  /** The document, after `commit`. */
  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#size);
  }
}
