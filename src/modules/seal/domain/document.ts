import { StateMachine } from '../../../kernel/state-machine.ts';
import { DocumentBusy } from './document-errors.ts';

export type DocumentState = 'imported' | 'sealing' | 'sealed';

/** A document is held for one sealing at a time; a sealing that came to nothing gives it back as it was. */
export const documentMachine = new StateMachine<DocumentState, 'begin' | 'finish' | 'give-up'>('document', [
  ['imported', 'begin', 'sealing'],
  ['sealed', 'begin', 'sealing'],
  ['sealing', 'begin', 'sealing'],
  ['sealing', 'finish', 'sealed'],
  ['sealing', 'give-up', 'imported'],
  ['sealing', 'give-up', 'sealed'],
]);

/** A stored file: it is written once and never changed. */
export interface StoredFile {
  readonly fileId: string;
  readonly size: number;
  readonly sha256: string;
}

export interface DocumentRecord {
  readonly id: string;
  readonly accountId: string;
  /** As the person named it. */
  readonly name: string;
  readonly pages: number;
  readonly state: DocumentState;
  readonly importedAt: Date;
  readonly original: StoredFile;
  /** The newest file: the original until the first sealing. */
  readonly newest: StoredFile;
  readonly sealings: number;
  readonly sealedAt: Date | undefined;
  /** The sealing under way, by the operation of its form. */
  readonly hold: { readonly operationId: string; readonly since: Date } | undefined;
}

/** Longer than any sealing takes: who holds the document beyond this has died. */
const longestSealingMs = 10 * 60_000;

/** One imported PDF of one person (SEA-026, SEA-028). */
export class SignedDocument {
  #record: DocumentRecord;

  private constructor(record: DocumentRecord) {
    this.#record = record;
  }

  static imported(
    facts: Pick<DocumentRecord, 'id' | 'accountId' | 'name' | 'pages' | 'importedAt'> & { readonly file: StoredFile },
  ): SignedDocument {
    const { file, ...rest } = facts;
    return new SignedDocument({
      ...rest,
      state: 'imported',
      original: file,
      newest: file,
      sealings: 0,
      sealedAt: undefined,
      hold: undefined,
    });
  }

  static restore(record: DocumentRecord): SignedDocument {
    return new SignedDocument(record);
  }

  get record(): DocumentRecord {
    return this.#record;
  }

  /** Holds the document for one sealing. Throws DocumentBusy while another one is under way. */
  begin(operationId: string, now: Date): void {
    const { hold } = this.#record;
    if (hold !== undefined && now.getTime() - hold.since.getTime() < longestSealingMs) throw new DocumentBusy();
    this.#record = { ...this.#record, state: documentMachine.after(this.#record.state, 'begin'), hold: { operationId, since: now } };
  }

  /** The sealing succeeded. Throws DocumentBusy when the document was given to another one meanwhile. Answers the file that nobody needs now. */
  finish(operationId: string, file: StoredFile, now: Date): StoredFile | undefined {
    if (this.#record.hold?.operationId !== operationId) throw new DocumentBusy();
    const { newest, original, sealings, state } = this.#record;
    this.#record = {
      ...this.#record,
      state: documentMachine.after(state, 'finish'),
      newest: file,
      sealings: sealings + 1,
      sealedAt: now,
      hold: undefined,
    };
    return newest.fileId === original.fileId ? undefined : newest;
  }

  /** The sealing came to nothing; without effect when the document is held by another one. */
  giveUp(operationId: string): void {
    if (this.#record.hold?.operationId !== operationId) return;
    const state = documentMachine.after(this.#record.state, 'give-up', this.#record.sealings === 0 ? 'imported' : 'sealed');
    this.#record = { ...this.#record, state, hold: undefined };
  }

  /** Throws DocumentBusy while it is being sealed. Answers the files to remove. */
  remove(now: Date): readonly StoredFile[] {
    const { hold, original, newest } = this.#record;
    if (hold !== undefined && now.getTime() - hold.since.getTime() < longestSealingMs) throw new DocumentBusy();
    return newest.fileId === original.fileId ? [original] : [original, newest];
  }
}

/** `投标函.pdf` is offered as `投标函-已签章.pdf`, always by the same name. */
export function sealedName(name: string): string {
  return `${name.replace(/\.pdf$/i, '')}-已签章.pdf`;
}
