import { type Actor, personOf, verifiedPersonOf } from '../../../kernel/actor.ts';
import { type DocumentRecord, sealedName } from '../domain/document.ts';
import type { SealSize } from '../domain/placement.ts';
import type { DocumentFiles } from '../ports/document-files.ts';
import type { DocumentReading } from '../ports/documents.ts';
import type { FoundKeyword, PdfDocuments } from '../ports/pdf-documents.ts';
import type { UsageReading, UsageRecord } from '../ports/usage-records.ts';

export interface OfferedFile {
  readonly path: string;
  readonly name: string;
}

/** The questions of the pages about a person's own documents; another person's are not there. */
export class ViewDocuments {
  constructor(
    private readonly reading: DocumentReading,
    private readonly usage: UsageReading,
    private readonly files: DocumentFiles,
    private readonly pdfs: PdfDocuments,
  ) {}

  list(actor: Actor): Promise<readonly DocumentRecord[]> {
    return this.reading.ofAccount(verifiedPersonOf(actor).accountId);
  }

  async one(actor: Actor, documentId: string): Promise<{ readonly document: DocumentRecord; readonly usage: readonly UsageRecord[] }> {
    const { accountId } = personOf(actor);
    const document = await this.reading.one(documentId, accountId);
    return { document, usage: await this.usage.ofSubject(documentId, accountId) };
  }

  /** Before sealing: the document and its first page in millimetres. */
  async toSeal(actor: Actor, documentId: string): Promise<{ readonly document: DocumentRecord; readonly page: SealSize }> {
    const document = await this.reading.one(documentId, verifiedPersonOf(actor).accountId);
    const page = this.pdfs.pageSize(this.files.pathOf(document.newest.fileId), 1);
    return { document, page: page ?? { width: 210, height: 297 } };
  }

  /** Where the seal would go by a keyword, before the person signs. */
  async keyword(actor: Actor, documentId: string, keyword: string): Promise<readonly FoundKeyword[]> {
    const { newest } = await this.reading.one(documentId, verifiedPersonOf(actor).accountId);
    return keyword.trim() === '' ? [] : this.pdfs.findKeyword(this.files.pathOf(newest.fileId), keyword.trim());
  }

  /** The newest file, under the name it is offered by. */
  async file(actor: Actor, documentId: string): Promise<OfferedFile> {
    const { newest, name, sealings } = await this.reading.one(documentId, personOf(actor).accountId);
    return { path: this.files.pathOf(newest.fileId), name: sealings === 0 ? name : sealedName(name) };
  }
}
