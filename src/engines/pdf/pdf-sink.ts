/** Where the result goes. `commit` makes it visible, `discard` leaves nothing behind; exactly one of them is called, once. */
export abstract class PdfSink {
  /** Writes at `position`; positions already written may be written again (the last revision, the signature). */
  abstract write(bytes: Uint8Array, position: number): Promise<void>;
  /** Cuts to `size` bytes. */
  abstract truncate(size: number): Promise<void>;
  abstract commit(): Promise<void>;
  abstract discard(): Promise<void>;
}
