/** The files of documents, kept private on this machine. Too large for memory: they are handed on by path. */
export abstract class DocumentFiles {
  /** Where a stored file lies, or where a new one is to be written. Throws DocumentMissing for what is no file id. */
  abstract pathOf(fileId: string): string;
  /** Makes an uploaded file ours: synced, then renamed. */
  abstract adopt(temporaryPath: string, fileId: string): Promise<void>;
  /** A file that is not there is no error. */
  abstract remove(fileId: string): Promise<void>;
}
