import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { PdfError } from './pdf-error.ts';

/** Random access to the bytes of a PDF. The reader asks for small windows only, so a file is never held whole. */
export abstract class PdfSource {
  /** Length in bytes. */
  abstract readonly size: number;
  /** Up to `length` bytes from `offset`; shorter at the end, empty beyond it. The result must not be written to. */
  abstract read(offset: number, length: number): Buffer;
  abstract close(): void;
}

/** A file on disk, by descriptor. Close it when done. */
export class FileSource extends PdfSource {
  readonly size: number;
  readonly #fd: number;
  #open = true;

  private constructor(fd: number) {
    super();
    this.#fd = fd;
    this.size = fstatSync(fd).size;
  }

  /** Opens for reading. Throws the system's error when the file is missing. */
  static open(path: string): FileSource {
    return new FileSource(openSync(path, 'r'));
  }

  override read(offset: number, length: number): Buffer {
    const wanted = Math.max(0, Math.min(length, this.size - offset));
    const into = Buffer.allocUnsafe(wanted);
    let done = 0;
    while (done < wanted) {
      const got = readSync(this.#fd, into, done, wanted - done, offset + done);
      if (got === 0) throw new PdfError('source-changed', 'the file became shorter while it was read');
      done += got;
    }
    return into;
  }

  override close(): void {
    if (this.#open) closeSync(this.#fd);
    this.#open = false;
  }
}

/** A PDF already in memory. */
export class BytesSource extends PdfSource {
  readonly size: number;
  readonly #bytes: Buffer;

  constructor(bytes: Uint8Array) {
    super();
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.size = bytes.byteLength;
  }

  override read(offset: number, length: number): Buffer {
    return this.#bytes.subarray(Math.max(0, offset), Math.max(0, offset + length));
  }

  override close(): void {}
}

/** The first `size` bytes of another source: a document as it stood at the end of an earlier revision. */
export class PrefixSource extends PdfSource {
  readonly size: number;
  readonly #whole: PdfSource;

  constructor(whole: PdfSource, size: number) {
    super();
    this.#whole = whole;
    this.size = Math.min(size, whole.size);
  }

  override read(offset: number, length: number): Buffer {
    return this.#whole.read(offset, Math.max(0, Math.min(length, this.size - offset)));
  }

  override close(): void {}
}
