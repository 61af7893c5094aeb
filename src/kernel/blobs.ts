export interface BlobInfo {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
}

/** Files of people, kept private and encrypted at rest. An id is unguessable, and yet every read is decided by a use case. */
export abstract class Blobs {
  abstract put(bytes: Uint8Array, name: string, mediaType: string): Promise<BlobInfo>;
  /** Throws Missing when there is none. */
  abstract info(id: string): Promise<BlobInfo>;
  abstract bytes(id: string): Promise<Uint8Array>;
  abstract remove(id: string): Promise<void>;
}
