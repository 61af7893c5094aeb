import { type Actor, personOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { DocumentFiles } from '../ports/document-files.ts';
import type { DocumentWork } from '../ports/document-work.ts';

/** Removes a document and its files; the records of the seals used stay. */
export class RemoveDocument {
  constructor(
    private readonly work: DocumentWork,
    private readonly files: DocumentFiles,
    private readonly clock: Clock,
  ) {}

  async execute(actor: Actor, documentId: string): Promise<void> {
    const { accountId } = personOf(actor);
    const left = await this.work.run(async ({ documents, audit }) => {
      const document = await documents.byId(documentId, accountId);
      const files = document.remove(this.clock.now());
      await documents.remove(documentId);
      await audit.record(actor, 'seal.document-remove', { subject: 'seal.document', subjectId: documentId, from: document.record.state });
      return files;
    });
    for (const { fileId } of left) await this.files.remove(fileId);
  }
}
