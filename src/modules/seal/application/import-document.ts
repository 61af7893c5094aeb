import { type Actor, verifiedPersonOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Ids } from '../../../kernel/ids.ts';
import { type DocumentRecord, SignedDocument } from '../domain/document.ts';
import { mustBeSealable, mustHaveRoom } from '../domain/document-policy.ts';
import type { DocumentFiles } from '../ports/document-files.ts';
import type { DocumentWork } from '../ports/document-work.ts';
import type { PdfDocuments } from '../ports/pdf-documents.ts';

export interface ImportDocumentCommand {
  readonly operationId: string;
  /** An uploaded file on this machine; the caller removes what is left of it. */
  readonly temporaryPath: string;
  readonly name: string;
}

/** SEA-026: takes one PDF in. What could not be sealed afterwards is refused here, before anything else is asked of the person. */
export class ImportDocument {
  constructor(
    private readonly work: DocumentWork,
    private readonly pdfs: PdfDocuments,
    private readonly files: DocumentFiles,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async execute(actor: Actor, { operationId, temporaryPath, name }: ImportDocumentCommand): Promise<{ readonly documentId: string }> {
    const { accountId } = verifiedPersonOf(actor);
    const examined = await this.pdfs.examine(temporaryPath);
    mustBeSealable(examined);
    const fileId = this.ids.next();
    const { size, sha256, pages } = examined;
    await this.files.adopt(temporaryPath, fileId);
    const record = { id: this.ids.next(), accountId, name, pages, importedAt: this.clock.now(), file: { fileId, size, sha256 } };
    try {
      const documentId = await this.#store(actor, operationId, SignedDocument.imported(record));
      if (documentId !== record.id) await this.files.remove(fileId);
      return { documentId };
    } catch (error) {
      await this.files.remove(fileId);
      throw error;
    }
  }

  /** The second post of one form answers the document of the first. */
  #store(actor: Actor, operationId: string, document: SignedDocument): Promise<string> {
    const { id, accountId, pages, newest } = document.record;
    return this.work.run(async ({ documents, operations, audit }) => {
      const kept = await documents.keptBy(accountId);
      const operation = operationOf(operationId, document.record);
      const answer = await operations.answerTo(operation);
      if (answer !== undefined) return answer;
      mustHaveRoom(kept, newest.size);
      await documents.save(document);
      await operations.remember(operation, id);
      await audit.record(actor, 'seal.document-import', { subject: 'seal.document', subjectId: id, detail: { pages, size: newest.size } });
      return id;
    });
  }
}

/** Form operations count for the person who sent the form. */
function operationOf(operationId: string, { accountId }: DocumentRecord): string {
  return `document-import/${accountId}/${operationId}`;
}
