import type { DocumentRecord, SignedDocument } from '../domain/document.ts';

export abstract class Documents {
  /** Locks the row until the transaction ends. Throws DocumentMissing, also for another person's. */
  abstract byId(documentId: string, accountId: string): Promise<SignedDocument>;
  /** What the person keeps here; the answer holds until the transaction ends. */
  abstract keptBy(accountId: string): Promise<{ readonly files: number; readonly bytes: number }>;
  abstract save(document: SignedDocument): Promise<void>;
  abstract remove(documentId: string): Promise<void>;
}

/** For pages: no transaction, no locks. */
export abstract class DocumentReading {
  /** Newest first. */
  abstract ofAccount(accountId: string): Promise<readonly DocumentRecord[]>;
  /** Throws DocumentMissing, also for another person's. */
  abstract one(documentId: string, accountId: string): Promise<DocumentRecord>;
}
