import { closeSync, fstatSync, openSync, read as readCallback, readSync } from 'node:fs';
import { promisify } from 'node:util';
import { PdfError } from './pdf-error.ts';

const readAsync = promisify(readCallback);
const CHUNK = 1 << 20;
const BLOCK = 1 << 16;
const BLOCKS = 32;

/** Random access to the bytes of a PDF. The reader asks for small windows only, so a file is never held whole. */
export abstract class PdfSource {
  /** Length in bytes. */
  abstract readonly size: number;
  /** Up to `length` bytes from `offset`; shorter at the end, empty beyond it. The result must not be written to. */
  abstract read(offset: number, length: number): Buffer;
  abstract close(): void;

  /** The bytes from `start` up to `end` in pieces. A piece is valid only until the next but one is asked for. */
  async *chunks(start: number, end: number): AsyncGenerator<Uint8Array> {
    for (let at = start; at < end; at += CHUNK) yield this.read(at, Math.min(CHUNK, end - at));
  }
}

/** A file on disk, by descriptor. Close it when done. */
export class FileSource extends PdfSource {
  readonly size: number;
  readonly #fd: number;
  readonly #blocks = new Map<number, Buffer>();
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
    const block = Math.floor(offset / BLOCK);
    // Objects lie side by side: small reads are served from blocks, so that walking a document is not one system call an object.
    if (wanted > 0 && offset + wanted <= (block + 1) * BLOCK) {
      const start = offset - block * BLOCK;
      return this.#block(block).subarray(start, start + wanted);
    }
    return this.#readFresh(offset, wanted);
  }

  #block(index: number): Buffer {
    const known = this.#blocks.get(index);
    if (known) return known;
    const made = this.#readFresh(index * BLOCK, Math.min(BLOCK, this.size - index * BLOCK));
    for (const oldest of this.#blocks.keys()) {
      if (this.#blocks.size < BLOCKS) break;
      this.#blocks.delete(oldest);
    }
    this.#blocks.set(index, made);
    return made;
  }

  #readFresh(offset: number, wanted: number): Buffer {
    const into = Buffer.allocUnsafeSlow(wanted);
    let done = 0;
    while (done < wanted) {
      const got = readSync(this.#fd, into, done, wanted - done, offset + done);
      if (got === 0) throw new PdfError('source-changed', 'the file became shorter while it was read');
      done += got;
    }
    return into;
  }

  /** Reads ahead by one piece, so that the disk works while the caller hashes. */
  override async *chunks(start: number, end: number): AsyncGenerator<Uint8Array> {
    const buffers = [0, 1, 2].map(() => Buffer.allocUnsafeSlow(Math.min(CHUNK, Math.max(1, end - start))));
    let next = this.#fill(buffers[0], start, end);
    try {
      for (let at = start, turn = 1; at < end; turn = (turn + 1) % buffers.length) {
        const piece = await next;
        at += piece.length;
        next = this.#fill(buffers[turn], at, end);
        yield piece;
      }
    } finally {
      await Promise.allSettled([next]); // a caller that gave up no longer hears of it
    }
  }

  async #fill(buffer: Buffer | undefined, at: number, end: number): Promise<Buffer> {
    const wanted = Math.min(buffer?.length ?? 0, end - at);
    if (!buffer || wanted <= 0) return Buffer.alloc(0);
    const { bytesRead } = await readAsync(this.#fd, buffer, 0, wanted, at);
    if (bytesRead === 0) throw new PdfError('source-changed', 'the file became shorter while it was read');
    return buffer.subarray(0, bytesRead);
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

  override chunks(start: number, end: number): AsyncGenerator<Uint8Array> {
    return this.#whole.chunks(start, Math.min(end, this.size));
  }

  override close(): void {}
}

/** Another source with more bytes behind it: a document with a revision that is not written yet. */
export class ExtendedSource extends PdfSource {
  readonly size: number;
  readonly #front: PdfSource;
  readonly #back: Buffer;

  constructor(front: PdfSource, back: Buffer) {
    super();
    this.#front = front;
    this.#back = back;
    this.size = front.size + back.length;
  }

  override read(offset: number, length: number): Buffer {
    const end = Math.min(this.size, offset + length);
    const split = this.#front.size;
    if (end <= split) return this.#front.read(offset, length);
    const back = this.#back.subarray(Math.max(0, offset - split), end - split);
    return offset >= split ? back : Buffer.concat([this.#front.read(offset, split - offset), back]);
  }

  override close(): void {}
}
